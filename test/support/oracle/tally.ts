/** A row of a table as it is compared: dates are ISO text. */
export type Cell = string | number | boolean | null;
export type Row = Record<string, Cell>;

/** Sums `measures` over rows with the same `keys`; rows whose measures are all 0 are left out. */
export function tally(rows: readonly Row[], keys: readonly string[], measures: readonly string[]): Row[] {
  const groups = new Map<string, Row>();
  for (const row of rows) {
    const key = JSON.stringify(keys.map((name) => row[name] ?? null));
    let group = groups.get(key);
    if (!group) {
      group = Object.fromEntries(keys.map((name) => [name, row[name] ?? null]));
      for (const measure of measures) group[measure] = 0;
      groups.set(key, group);
    }
    for (const measure of measures) group[measure] = Number(group[measure]) + Number(row[measure] ?? 0);
  }
  return [...groups.values()].filter((row) => measures.some((measure) => row[measure] !== 0));
}

/** Sum of one measure. */
export function sum(rows: readonly Row[], measure: string): number {
  return rows.reduce((total, row) => total + Number(row[measure] ?? 0), 0);
}
