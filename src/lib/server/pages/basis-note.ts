import { sqlFile } from '#warehouse/project.ts';
import { monthRange } from '$lib/format/dates';
import { counted } from '$lib/i18n/sentences';
import { subtreeOf, windowOf, type PageContext } from './context';

const basisSql = sqlFile('queries/page-basis.sql');

/**
 * What the chosen basis does to the figures of the page's window, in a sentence: how many organisations it moves, and
 * whether totals and sums by type are the same in both bases. Empty when there is nothing to say, and under the
 * restricted profile, which has one basis. Of one organisation
 * only the first is told.
 */
export async function basisNote(page: PageContext): Promise<string> {
  const { say, lang, filters } = page;
  if (page.version.disclosure === 'restricted') return '';
  const window = windowOf(page, filters.months);
  const months = monthRange(window.from, window.to).length;
  const organization = subtreeOf(page);
  const rows = await page.version.all(basisSql, { organization });
  const shown = rows.filter(({ month }) => String(month) >= window.from && String(month) <= window.to);
  const count = (kind: string) =>
    counted(new Set(shown.flatMap((row) => (row.kind === kind ? [row.code] : []))).size, lang);
  const [moved, types] = [count('organization'), count('type')];
  const { basisNote: write } = say;
  if (organization.length > 0) return moved.n === 0 ? '' : write.own[filters.basis](moved, months);
  if (count('month').n > 0 || moved.n + types.n === 0) {
    return moved.n === 0 ? '' : write.own[filters.basis](moved, months);
  }
  const effect = types.n === 0 ? write.none : write.types(types);
  if (moved.n === 0) return write.changed[filters.basis](effect);
  return `${write.own[filters.basis](moved, months).replace(/\.$/, '')}; ${effect}.`;
}
