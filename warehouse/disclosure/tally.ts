/** How much of a measure is hidden in a table. */
export interface Tally {
  family: string;
  measure: string;
  table: string;
  cells: number;
  /** Below the threshold. */
  small: number;
  hidden: number;
  /** What the cells count, and what the hidden ones do. */
  counted: number;
  hiddenCounted: number;
}

interface Cells<Name extends string> {
  values: Record<Name, Float64Array>;
  thresholds: Float64Array;
  hidden: Record<Name, Uint8Array>;
  listed: Record<Name, Uint8Array>;
}

/** The shares hidden, by measure and table; `tables` names the table of each cell. */
export function tally<Name extends string>(
  family: string,
  tables: readonly string[],
  { values, thresholds, hidden, listed }: Cells<Name>,
): Tally[] {
  const measures = Object.keys(values) as Name[];
  return measures.flatMap((measure) => {
    const byTable = new Map<string, Tally>();
    for (const [cell, table] of tables.entries()) {
      if (!listed[measure][cell]) continue;
      const none = { family, measure, table, cells: 0, small: 0, hidden: 0, counted: 0, hiddenCounted: 0 };
      const sums = byTable.get(table) ?? none;
      byTable.set(table, sums);
      const value = values[measure][cell] ?? 0;
      sums.cells += 1;
      sums.counted += value;
      if (value < (thresholds[cell] ?? 0)) sums.small += 1;
      if (!hidden[measure][cell]) continue;
      sums.hidden += 1;
      sums.hiddenCounted += value;
    }
    return [...byTable.values()];
  });
}
