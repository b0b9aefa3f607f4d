import { formatCount, formatRatio } from '$lib/format/numbers';
import { sqlFile } from '#warehouse/project.ts';
import type { PageContext } from '../context';
import { isListed, type HeatDimension, type HeatMeasure } from './choice';

const countScales = [
  [1, 2, 3, 4, 6],
  [1, 3, 6, 9, 13],
  [1, 6, 16, 31, 51],
  [1, 11, 31, 76, 151],
  [1, 51, 151, 401, 1001],
  [1, 201, 1001, 3001, 10_001],
  [1, 2001, 10_001, 30_001, 100_001],
] as const;

/** Lower bounds of the steps of an overdue share: a share above nothing is in the first. */
const shareScale = [Number.MIN_VALUE, 0.05, 0.1, 0.2, 0.4] as const;

/** The five fixed steps for a table whose largest cell ever is `largest`: the finest scale whose top it can reach. */
export function scaleFor(largest: number): readonly number[] {
  return countScales.find((bounds) => largest < bounds[4] * 2) ?? countScales[countScales.length - 1] ?? [];
}

/** A table whose cells are coloured. */
export interface Coloured {
  rows: HeatDimension;
  columns: HeatDimension;
  measure: HeatMeasure;
}

const scaleSql = sqlFile('queries/page-heat-scale.sql');
const organizationsSql = sqlFile('queries/page-heat-scale-organizations.sql');

/**
 * The steps of a table: of counts one scale a pair of dimensions and measure, by its largest cell in any month of the
 * version (of tables of organisations: in its newest month), whatever the month and the filters of the page, so that
 * a colour keeps its meaning; of shares always the same.
 */
export async function fixedScale(page: PageContext, table: Coloured): Promise<readonly number[]> {
  if (table.measure === 'share') return shareScale;
  const params = { ...table, basis: page.filters.basis };
  const [row] = isListed(table.rows)
    ? await page.version.all(organizationsSql, { ...params, newest: `${page.version.newestMonth}-01` })
    : await page.version.all(scaleSql, { ...params, rows: table.rows });
  return scaleFor(Number(row?.largest ?? 0));
}

/** The legend of steps: `1–5`, `6–15`, …, `từ 51`; of shares `dưới 5 %`, `5–10 %`, …, `từ 40 %`. */
export function stepLabels({ lang }: PageContext, bounds: readonly number[]): string[] {
  const isShare = bounds === shareScale;
  const text = (bound: number) => (isShare ? formatRatio(bound, lang, 0) : formatCount(bound, lang));
  return bounds.map((bound, i) => {
    const next = bounds[i + 1];
    if (next === undefined) return lang === 'vi' ? `từ ${text(bound)}` : `${text(bound)}+`;
    if (isShare && i === 0) return lang === 'vi' ? `dưới ${text(next)}` : `under ${text(next)}`;
    if (isShare) return `${Math.round(bound * 100)}–${text(next)}`;
    return next - 1 === bound ? text(bound) : `${text(bound)}–${formatCount(next - 1, lang)}`;
  });
}
