import type { Row } from '#warehouse/open.server.ts';
import { firstDay } from './metric-sql.ts';
import { rowCountOf } from './row-counts.ts';
import type { LiveVersion } from './version.ts';

/** Of a table so long all months are read in the time that planning a statement takes, or in a few times that. */
const mostRowsRead = 50_000;

/**
 * The months for which a statement by month is asked, as first days: all of a version where the table that it reads is
 * short, so that a reader who goes from month to month is answered from memory; else those that are shown. `shown` and what
 * comes back: months `YYYY-MM`, both included.
 */
export function askedMonths(
  version: LiveVersion,
  table: string,
  shown: { from: string; to: string },
): { from: string; to: string } {
  const isShort = rowCountOf(version, table) <= mostRowsRead;
  const { first, last } = version.dutyMonths;
  return {
    from: firstDay(isShort && first < shown.from ? first : shown.from),
    to: firstDay(isShort && last > shown.to ? last : shown.to),
  };
}

/** The rows of one month, `YYYY-MM`, in their order. */
export function rowsOfMonth(rows: readonly Row[], month: string): Row[] {
  return rows.filter((row) => row.month === month);
}
