import { desc, table } from 'arquero';

/** A value of a column that names groups. */
export type GroupKey = string | number | boolean | null;

export type GroupMeasure = 'sum' | 'mean' | 'median' | 'min' | 'max' | 'count' | 'distinct';

/** A column that names groups: its different names as they first came, and for each row the place of its name there. */
export interface KeyColumn {
  names: readonly GroupKey[];
  places: Uint32Array<ArrayBuffer>;
}

/** What is grouped: for each row the names of its group, the outermost first, its place across, and what is measured. */
export interface GroupSource {
  length: number;
  rows: readonly KeyColumn[];
  /** Null where nothing stands across. */
  columns: KeyColumn | null;
  /** What is measured, NaN where nothing is; null where rows are counted. */
  values: Float64Array<ArrayBuffer> | null;
  measure: GroupMeasure;
  /** Groups that are given at most: the first rows, the columns with the largest totals. */
  most: { rows: number; columns: number };
}

/**
 * Groups in rows and columns. A measure without any value is null; totals are measured from all values, not from the
 * cells, also from those of groups that are not given.
 */
export interface GroupTable {
  rowKeys: GroupKey[][];
  columnKeys: GroupKey[];
  cells: (number | null)[][];
  rowTotals: (number | null)[];
  columnTotals: (number | null)[];
  total: number | null;
  /** How many groups there are, given or not. */
  counts: { rows: number; columns: number };
  /** The first row with the largest total, given or not; null where no row has a total. */
  highest: { key: GroupKey[]; total: number } | null;
}

type Table = ReturnType<typeof table>;
type Figure = number | null;

/** Arquero compiles these. They are fixed texts over fixed names: what comes from a result stays data. */
const expressions: Readonly<Record<GroupMeasure, string>> = {
  sum: 'd => op.sum(d.value)',
  mean: 'd => op.sum(d.value) / op.valid(d.value)',
  median: 'd => op.median(d.value)',
  min: 'd => op.min(d.value)',
  max: 'd => op.max(d.value)',
  count: 'd => op.valid(d.value)',
  distinct: 'd => op.distinct(d.value) - (op.invalid(d.value) > 0 ? 1 : 0)',
};

/**
 * Groups rows and measures each group. Names that are figures or dates rise; others stand as they first came. Throws
 * an EvalError where a policy forbids code from text, as that of the pages does: there it runs in a worker.
 */
export function groupTable({ length, rows, columns, values, measure, most }: GroupSource): GroupTable {
  if (length === 0) return noGroups;
  const [ordered, across] = [rows.map(inOrder), inOrder(columns ?? unnamed(length))];
  const levels = rows.map((_, level) => `row${level}`);
  const facts = table({
    ...Object.fromEntries(ordered.map(({ places }, level) => [`row${level}`, places])),
    column: across.places,
    value: values ?? new Float64Array(length).fill(1),
  });
  const figure = { figure: expressions[measure] };
  const byRow = facts.groupby(levels).rollup(figure).orderby(levels);
  const byColumn = facts.groupby('column').rollup(figure);
  const given = { rows: byRow.slice(0, most.rows), columns: largest(byColumn, most.columns) };
  const keysOf = (groups: Table) => keysIn(groups, ordered);
  return {
    rowKeys: keysOf(given.rows),
    columnKeys: figuresIn(given.columns, 'column').map((place) => across.names[place ?? -1] ?? null),
    cells: cellsOf(facts, given, { levels, figure }),
    rowTotals: figuresIn(given.rows, 'figure'),
    columnTotals: figuresIn(given.columns, 'figure'),
    total: figuresIn(facts.rollup(figure), 'figure')[0] ?? null,
    counts: { rows: byRow.numRows(), columns: byColumn.numRows() },
    highest: highestOf(byRow, keysOf),
  };
}

const noGroups: GroupTable = {
  ...{ rowKeys: [], columnKeys: [], cells: [], rowTotals: [], columnTotals: [] },
  ...{ total: null, counts: { rows: 0, columns: 0 }, highest: null },
};

function unnamed(length: number): KeyColumn {
  return { names: [null], places: new Uint32Array(length) };
}

/** The columns with the largest totals, in their order. */
function largest(byColumn: Table, most: number): Table {
  return byColumn
    .derive({ size: 'd => op.abs(d.figure)' })
    .orderby(desc('size'))
    .slice(0, most)
    .orderby('column');
}

function cellsOf(
  facts: Table,
  given: { rows: Table; columns: Table },
  { levels, figure }: { levels: string[]; figure: { figure: string } },
): Figure[][] {
  const crossed = facts
    .semijoin(given.rows, [levels, levels])
    .semijoin(given.columns, 'column')
    .groupby(levels, 'column')
    .rollup(figure)
    .groupby(levels)
    .pivot('column', { figure: 'd => op.any(d.figure)' });
  // A left join puts unmatched rows last.
  const all = given.rows.select(levels).join_left(crossed, [levels, levels]).orderby(levels);
  const columns = figuresIn(given.columns, 'column').map((place) => {
    // A column may have nothing in the given rows.
    return all.column(String(place)) ? figuresIn(all, String(place)) : [];
  });
  return Array.from({ length: given.rows.numRows() }, (_, row) =>
    columns.map((column) => column[row] ?? null),
  );
}

function highestOf(byRow: Table, keysOf: (groups: Table) => GroupKey[][]): GroupTable['highest'] {
  const first = byRow.orderby(desc('figure')).slice(0, 1);
  const [[key = []], [total = null]] = [keysOf(first), figuresIn(first, 'figure')];
  return total === null ? null : { key, total };
}

function keysIn(groups: Table, ordered: readonly KeyColumn[]): GroupKey[][] {
  const levels = ordered.map(({ names }, level) =>
    figuresIn(groups, `row${level}`).map((place) => names[place ?? -1] ?? null),
  );
  return Array.from({ length: groups.numRows() }, (_, row) => levels.map((keys) => keys[row] ?? null));
}

function figuresIn(groups: Table, name: string): Figure[] {
  return Array.from(groups.array(name), (value) =>
    typeof value === 'number' && !Number.isNaN(value) ? value : null,
  );
}

/** The same column with its names in the order in which they are shown. */
function inOrder({ names, places }: KeyColumn): KeyColumn {
  const order = names.map((_, place) => place).sort(orderOf(names));
  const rank = new Uint32Array(names.length);
  order.forEach((place, at) => (rank[place] = at));
  return {
    names: order.map((place) => names[place] ?? null),
    places: places.map((place) => rank[place] ?? 0),
  };
}

/** Figures rise, then dates rise, then other names stand as they first came; nothing is last. */
function orderOf(names: readonly GroupKey[]): (a: number, b: number) => number {
  const kinds = names.map((name) => {
    if (name === null) return 3;
    return typeof name === 'number' ? 0 : isDate(name) ? 1 : 2;
  });
  return (a, b) => {
    const [kind = 0, otherKind = 0] = [kinds[a], kinds[b]];
    if (kind !== otherKind) return kind - otherKind;
    const [one, other] = kind < 2 ? [names[a] ?? 0, names[b] ?? 0] : [a, b];
    return one === other ? 0 : one < other ? -1 : 1;
  };
}

function isDate(key: GroupKey): boolean {
  return typeof key === 'string' && /^\d{4}-\d{2}-\d{2}/.test(key);
}
