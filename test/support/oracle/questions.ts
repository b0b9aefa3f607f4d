import type { Facts } from './facts.ts';
import type { Expectation } from './check.ts';
import type { Cell, Row } from './tally.ts';

/** What a question of the library is asked of, without the warehouse. */
export interface Known {
  /** The tables of analyst.duckdb, as the oracle counts them. */
  tables: Expectation['analyst'];
  facts: Facts;
  /** The newest month, and all months up to it. */
  newest: string;
  months: string[];
  /** The code under which an organisation stands in analyst.duckdb. */
  cover: (code: string) => string;
}

/** The rows of a question's answer; `chosen` is bound for its parameters. */
export type Reckoning = (known: Known, chosen: Readonly<Record<string, string | null>>) => Cell[][];

/** A cell as a number; nothing is 0. */
export const number = (cell: Cell | undefined): number => Number(cell ?? 0);

/** A rounded share; of nothing null. */
export const share = (part: number, whole: number, digits = 3): number | null =>
  whole === 0 ? null : Number((part / whole).toFixed(digits));

/** Some columns of rows, in that order. */
export const rowsOf = (rows: readonly Row[], names: readonly string[]): Cell[][] =>
  rows.map((row) => names.map((name) => row[name] ?? null));

/** The year of a row's month. */
export const yearOf = (row: Row): number => Number(String(row.month).slice(0, 4));

/** Rows by a key, in the order in which the keys first come. */
export function grouped(rows: readonly Row[], key: (row: Row) => Cell): [Cell, Row[]][] {
  const groups = new Map<Cell, Row[]>();
  for (const row of rows) groups.set(key(row), [...(groups.get(key(row)) ?? []), row]);
  return [...groups];
}

/** Rows by several columns. */
export function groupedBy(rows: readonly Row[], names: readonly string[]): [Cell[], Row[]][] {
  return grouped(rows, (row) => JSON.stringify(names.map((name) => row[name] ?? null))).map(
    ([key, found]) => [JSON.parse(String(key)) as Cell[], found],
  );
}

/** A quantile between the two nearest values, as SQL's quantile_cont. */
export function quantile(values: readonly number[], at: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const place = (sorted.length - 1) * at;
  const [low, high] = [number(sorted[Math.floor(place)]), number(sorted[Math.ceil(place)])];
  return low + (high - low) * (place - Math.floor(place));
}
