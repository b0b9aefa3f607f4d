import type { Measured } from './series';

/** Counts under two dimensions: what each cell, row and column holds, by key. */
export interface CrossTable<Row extends Measured = Measured> {
  cell(row: string, column: string): Row | undefined;
  rowTotal(row: string): number;
  columnTotal(column: string): number;
  total: number;
  rowKeys: string[];
  columnKeys: string[];
}

/**
 * Rows of a count metric as a table of `row` by `column`. Keys are only those that occur; totals are sums of the
 * cells' values, so they hold for counts, never for rates.
 */
export function crossTable<Row extends Measured>(
  rows: readonly Row[],
  row: keyof Row,
  column: keyof Row,
): CrossTable<Row> {
  const flat = rows.map((item) => ({
    row: String(item[row]),
    column: String(item[column]),
    value: item.value ?? 0,
  }));
  const cells = new Map(rows.map((item) => [`${String(item[row])}\n${String(item[column])}`, item]));
  const rowTotals = totalsBy(flat, 'row');
  const columnTotals = totalsBy(flat, 'column');
  return {
    cell: (rowKey, columnKey) => cells.get(`${rowKey}\n${columnKey}`),
    rowTotal: (key) => rowTotals.get(key) ?? 0,
    columnTotal: (key) => columnTotals.get(key) ?? 0,
    total: flat.reduce((sum, item) => sum + item.value, 0),
    rowKeys: [...rowTotals.keys()],
    columnKeys: [...columnTotals.keys()],
  };
}

/** What part of the whole each value is, 0-1; null when the whole is 0. */
export function shares(values: readonly number[]): (number | null)[] {
  const whole = values.reduce((sum, value) => sum + value, 0);
  return values.map((value) => (whole === 0 ? null : value / whole));
}

/** Which of the fixed steps a count falls into: the index of the last lower bound that it reaches, -1 below all. */
export function stepOf(value: number, lowerBounds: readonly number[]): number {
  return lowerBounds.findLastIndex((bound) => value >= bound);
}

function totalsBy(flat: readonly { row: string; column: string; value: number }[], side: 'row' | 'column') {
  const totals = new Map<string, number>();
  for (const item of flat) totals.set(item[side], (totals.get(item[side]) ?? 0) + item.value);
  return totals;
}
