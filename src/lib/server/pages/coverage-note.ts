import { formatDate, monthInWords } from '$lib/format/dates';
import { upperFirst } from '$lib/format/names';
import { counted } from '$lib/i18n/sentences';
import type { Lag } from '../coverage.ts';
import type { PageContext } from './context';

const mostNamed = 10;

/** Which provinces the page's month lacks, by number and name, and what that does to its totals; empty when none. */
export function coverageNote(page: PageContext): string {
  const { coverage, say, lang } = page;
  if (!coverage) return '';
  const { late, absent, total } = coverage;
  const month = monthInWords(page.filters.month, lang);
  const [only] = late;
  const told = [
    only &&
      (total === 1 ? say.coverage.own(month, only.name, dateOf(page, only)) : lateText(page, late, total)),
    absent.length > 0 &&
      say.coverage.absent(
        counted(absent.length, lang),
        total,
        named(
          page,
          absent.map(({ name }) => name),
        ),
      ),
  ];
  return told.filter(Boolean).join(' ');
}

function lateText(page: PageContext, late: readonly Lag[], total: number): string {
  const { say, lang, filters } = page;
  const names = late.map((lag) => say.coverage.upTo(lag.name, dateOf(page, lag)));
  const month = upperFirst(monthInWords(filters.month, lang), lang);
  return say.coverage.late(month, counted(late.length, lang), total, named(page, names));
}

function dateOf({ lang }: PageContext, { as_of: date }: Lag): string {
  return formatDate(date, lang);
}

function named({ say }: PageContext, names: readonly string[]): string {
  const rest = names.length - mostNamed;
  if (rest <= 0) return say.join([...names]);
  return say.join([...names.slice(0, mostNamed), say.coverage.more(rest)]);
}
