/** A value of a column that names groups. */
export type GroupKey = string | number | boolean | null;

export type GroupMeasure = 'sum' | 'mean' | 'median' | 'min' | 'max' | 'count' | 'distinct';

/** What is grouped: for each row the names of its group, the outermost first, its place across, and what is measured. */
export interface GroupSource {
  rows: readonly (readonly GroupKey[])[];
  /** Null where nothing stands across. */
  columns: readonly GroupKey[] | null;
  /** What is measured; null where rows are counted. */
  values: readonly (string | number | null)[] | null;
  length: number;
  measure: GroupMeasure;
}

/** Groups in rows and columns. A measure without any value is null; totals are measured from all values, not from the cells. */
export interface GroupTable {
  rowKeys: GroupKey[][];
  columnKeys: GroupKey[];
  cells: (number | null)[][];
  rowTotals: (number | null)[];
  columnTotals: (number | null)[];
  total: number | null;
}

type Value = string | number;

/**
 * Groups rows and measures each group. Names that are figures or dates rise; others stand as they first came. Not by
 * Arquero: it compiles what it computes with, which the policy of the pages forbids in a browser.
 */
export function groupTable(source: GroupSource): GroupTable {
  const cells = new Map<string, Gathered>();
  const [rows, columns] = [new Map<string, GroupKey[]>(), new Map<string, GroupKey>()];
  for (let row = 0; row < source.length; row++) {
    const key = source.rows.map((names) => names[row] ?? null);
    const column = source.columns?.[row] ?? null;
    const [rowName, columnName] = [JSON.stringify(key), JSON.stringify(column)];
    rows.set(rowName, key);
    columns.set(columnName, column);
    const value = source.values ? (source.values[row] ?? null) : 1;
    for (const name of [`${rowName}\n${columnName}`, `${rowName}\n`, `\n${columnName}`, '\n']) {
      gather(cells, name, value);
    }
  }
  const orders = source.rows.map((_, level) => orderOf([...rows.values()].map((key) => key[level] ?? null)));
  const across = orderOf([...columns.values()]);
  const rowNames = [...rows]
    .sort(([, a], [, b]) => firstDifference(orders.map((order, i) => order(a[i] ?? null, b[i] ?? null))))
    .map(([name]) => name);
  const columnNames = [...columns].sort(([, a], [, b]) => across(a, b)).map(([name]) => name);
  const measured = (name: string) => measureOf(cells.get(name), source.measure);
  return {
    rowKeys: rowNames.map((name) => rows.get(name) ?? []),
    columnKeys: columnNames.map((name) => columns.get(name) ?? null),
    cells: rowNames.map((row) => columnNames.map((column) => measured(`${row}\n${column}`))),
    rowTotals: rowNames.map((row) => measured(`${row}\n`)),
    columnTotals: columnNames.map((column) => measured(`\n${column}`)),
    total: measured('\n'),
  };
}

type Gathered = Value[];

function gather(cells: Map<string, Gathered>, name: string, value: Value | null): void {
  const found = cells.get(name) ?? [];
  if (value !== null) found.push(value);
  cells.set(name, found);
}

function measureOf(values: Gathered | undefined, measure: GroupMeasure): number | null {
  if (!values) return null;
  if (measure === 'count') return values.length;
  if (measure === 'distinct') return new Set(values).size;
  const figures = values.map(Number).filter((figure) => !Number.isNaN(figure));
  if (figures.length === 0) return null;
  const sum = () => figures.reduce((all, figure) => all + figure, 0);
  switch (measure) {
    case 'sum':
      return sum();
    case 'mean':
      return sum() / figures.length;
    case 'median':
      return medianOf(figures);
    default:
      return figures.reduce((most, figure) =>
        measure === 'max' ? Math.max(most, figure) : Math.min(most, figure),
      );
  }
}

/** As SQL's median: of an even number the mean of the two in the middle. */
function medianOf(figures: number[]): number {
  const sorted = figures.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low = 0, high = 0] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return (low + high) / 2;
}

function firstDifference(differences: readonly number[]): number {
  return differences.find((difference) => difference !== 0) ?? 0;
}

/** Figures rise, then dates rise, then other names stand as they first came; nothing is last. */
function orderOf(keys: readonly GroupKey[]): (a: GroupKey, b: GroupKey) => number {
  const came = new Map<GroupKey, number>();
  for (const key of keys) if (!came.has(key)) came.set(key, came.size);
  const place = (key: GroupKey): [number, number | string] => {
    if (key === null) return [3, 0];
    if (typeof key === 'number') return [0, key];
    return isDate(key) ? [1, key] : [2, came.get(key) ?? 0];
  };
  return (a, b) => {
    const [[oneKind, one], [otherKind, other]] = [place(a), place(b)];
    if (oneKind !== otherKind) return oneKind - otherKind;
    return one === other ? 0 : one < other ? -1 : 1;
  };
}

function isDate(key: GroupKey): key is string {
  return typeof key === 'string' && /^\d{4}-\d{2}-\d{2}/.test(key);
}
