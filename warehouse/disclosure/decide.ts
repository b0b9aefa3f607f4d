import { caseMeasures, type CaseMeasure, type Grid } from './grid.ts';
import { darken, hideDark, hideSmall, hideWhole, marked, monthsOfCell, yearOfCell } from './hiding.ts';
import { caseMoves, flowOnlyMoves, stockMoves, type Board } from './moves.ts';
import { fillRemainders } from './remainder.ts';
import { protect, type Moves, type State } from './state.ts';

/** One mark a cell, 0 or 1, for each measure. */
export type Marks<Name extends string> = Record<Name, Uint8Array>;

/** What readers of earlier versions know, and what was hidden from them. */
export interface Memory<Name extends string> {
  hidden: Marks<Name>;
  /** Shown earlier with the value that the cell has now. */
  known: Marks<Name>;
  /** Cells near what is other than at the last publish; absent: all. Others are protected already. */
  touched?: Uint8Array;
}

/** Which cells are hidden. */
export interface Pattern<Name extends string> {
  hidden: Marks<Name>;
  /** Cells for which nothing was left to hide: whoever knows the earlier versions may work them out. */
  unprotected: number;
}

/** Measures that are hidden wherever cases closed are: parts of them that move with them. */
const partsOfClosed = ['closed_with_due_count', 'closed_on_time_count', 'first_pass_count'] as const;
const chained = ['opened_count', 'closed_count', 'pending_end_count'] as const;

/**
 * Decides which cells of the tables about cases are hidden. First cases opened, closed and pending, which the stock-flow
 * identity chains; then every other measure by itself, while the others stay as they are.
 */
export function decideCases(
  grid: Grid,
  past: Memory<CaseMeasure>,
): Pattern<CaseMeasure> & { listed: Marks<CaseMeasure> } {
  const { size } = grid.layout;
  const memory = { ...past, known: withVacant(caseMeasures, past.known, grid.vacant) };
  const hidden = blankMarks(caseMeasures, size);
  for (const measure of caseMeasures) hidden[measure].set(memory.hidden[measure]);
  const chain = chainState(grid, { ...memory, hidden });
  let unprotected = settle(chain, chain.board, caseMoves(chain.board));
  for (const [i, measure] of chained.entries())
    hidden[measure].set(chain.state.hidden.subarray(i * size, (i + 1) * size));
  for (const measure of caseMeasures) {
    if (chained.some((name) => name === measure)) continue;
    unprotected += decideAlone(grid, measure, { ...memory, hidden });
  }
  return { hidden, unprotected, listed: listedMarks(grid) };
}

/** What readers know: what was shown earlier, and the zeros of types without organisations. */
export function withVacant<Name extends string>(
  measures: readonly Name[],
  known: Marks<Name>,
  vacant: Readonly<Marks<Name>>,
): Marks<Name> {
  const all = measures.map((measure) => [
    measure,
    known[measure].map((mark, cell) => mark | (vacant[measure][cell] ?? 0)),
  ]);
  return Object.fromEntries(all) as Marks<Name>;
}

/** Which cells of which measure are in a table of the list. */
export function listedMarks({ layout, places }: Pick<Grid, 'layout' | 'places'>): Marks<CaseMeasure> {
  const listed = blankMarks(caseMeasures, layout.size);
  for (const measure of caseMeasures) {
    const isStock = measure === 'pending_end_count' || measure === 'overdue_end_count';
    for (const [cell, { span, other }] of places.entries())
      if (span === 'month' || (!isStock && (other < 0 || measure === 'opened_count')))
        listed[measure][cell] = 1;
  }
  return listed;
}

/** Marks without any set. */
export function blankMarks<Name extends string>(measures: readonly Name[], size: number): Marks<Name> {
  return Object.fromEntries(measures.map((name) => [name, new Uint8Array(size)])) as Marks<Name>;
}

interface Family {
  board: Board;
  state: State;
  /** Cells to look after first. */
  cells: number[];
}

/** Cases opened, closed and pending, one after another in one array. */
function chainState(grid: Grid, { hidden, known, touched }: Memory<CaseMeasure>): Family {
  const { layout, places, thresholds, values } = grid;
  const { size } = layout;
  const joined = (of: (measure: (typeof chained)[number]) => ArrayLike<number>) => {
    const array = new Float64Array(3 * size);
    for (const [i, measure] of chained.entries()) array.set(of(measure), i * size);
    return array;
  };
  const state: State = {
    values: joined((measure) => values[measure]),
    thresholds: joined(() => thresholds),
    low: joined((measure) => lowestOf(grid, measure)),
    high: new Float64Array(3 * size).fill(Infinity),
    hidden: Uint8Array.from(joined((measure) => hidden[measure])),
    known: Uint8Array.from(joined((measure) => known[measure])),
    free: new Uint8Array(3 * size),
    width: grid.width,
    hide(cell) {
      state.hidden[cell] = 1;
      if (cell < size || cell >= 2 * size) return;
      for (const part of partsOfClosed) hidden[part][cell - size] = 1;
    },
  };
  const board: Board = { layout, places, state, crossed: 0, stock: 2 };
  for (let cell = 0; cell < size; cell++) if (state.hidden[size + cell]) state.hide(size + cell);
  hideDark(board);
  hideSmall(board);
  return { board, state, cells: marked(board, touched) };
}

/** What cases closed and pending keep while some of them move to another category: the class that moves is the largest. */
function lowestOf({ values, layout }: Grid, measure: CaseMeasure): Float64Array {
  const low = new Float64Array(layout.size);
  if (measure === 'pending_end_count') return low.map((_, cell) => values.overdue_end_count[cell] ?? 0);
  if (measure !== 'closed_count') return low;
  const [all, due, onTime, first] = [
    values.closed_count,
    values.closed_with_due_count,
    values.closed_on_time_count,
    values.first_pass_count,
  ];
  const sum = (array: Float64Array) => array.subarray(0, layout.months.length).reduce((a, b) => a + b, 0);
  const withoutDue = sum(all) - sum(due) > sum(onTime);
  return low.map((_, cell) => {
    const timed = withoutDue ? (all[cell] ?? 0) - (due[cell] ?? 0) : (onTime[cell] ?? 0);
    return (all[cell] ?? 0) - Math.min(first[cell] ?? 0, timed);
  });
}

/** Protects what is hidden; where partners are lacking, hides the whole year that the cell belongs to. Gives how many cells are left. */
function settle({ state, cells }: Family, board: Board, moves: Moves): number {
  const first = protect(state, cells, moves);
  if (first.unprotected.length === 0) return 0;
  const { size } = board.layout;
  const years = new Set(first.unprotected.map((cell) => yearOfCell(board, cell % size)));
  const added = [...years].flatMap((year) => hideWhole(board, year));
  const left = protect(state, [...first.unprotected, ...added], moves).unprotected;
  const months = new Set(left.flatMap((cell) => monthsOfCell(board, cell % size)));
  for (const m of months) darken(board, m);
  return [...months].filter((m) => state.known[m]).length;
}

/** Decides a measure that nothing chains to the others but being part of one, or having a part. Gives how many cells are left. */
function decideAlone(
  grid: Grid,
  measure: CaseMeasure,
  { hidden, known, touched }: Memory<CaseMeasure>,
): number {
  const { layout, places, values, thresholds } = grid;
  const isStock = measure === 'overdue_end_count';
  const state: State = {
    values: values[measure],
    thresholds,
    low: boundOf(grid, measure, 'low'),
    high: boundOf(grid, measure, 'high'),
    hidden: hidden[measure],
    known: known[measure],
    free: new Uint8Array(layout.size),
    width: grid.width,
    hide(cell) {
      state.hidden[cell] = 1;
    },
  };
  const board: Board = { layout, places, state, crossed: -1, stock: isStock ? 0 : -1 };
  for (const m of layout.months.keys()) {
    if ((state.values[m] ?? 0) >= (thresholds[m] ?? 0) && !state.hidden[m]) continue;
    darken(board, m);
  }
  const whole = wholes[measure];
  if (whole) {
    for (const [cell, isHidden] of hidden[whole].entries()) {
      if (!isHidden) continue;
      state.hide(cell);
      if (isStock) state.high[cell] = (state.high[cell] ?? 0) + grid.width;
      else state.free[cell] = 1;
    }
  }
  hideSmall(board);
  fillRemainders(board);
  const moves = isStock ? stockMoves(board) : flowOnlyMoves(board);
  const left = settle({ board, state, cells: marked(board, touched) }, board, moves);
  const added = fillRemainders(board);
  return left + (added.length === 0 ? 0 : settle({ board, state, cells: added }, board, moves));
}

const wholes: Partial<Record<CaseMeasure, CaseMeasure>> = {
  overdue_end_count: 'pending_end_count',
  closed_with_due_count: 'closed_count',
  closed_on_time_count: 'closed_with_due_count',
  first_pass_count: 'closed_count',
  concluded_before_count: 'decision_count',
};

/** Between the measure's largest part and the smallest whole of which it is a part. */
function boundOf({ values, layout }: Grid, measure: CaseMeasure, side: 'low' | 'high'): Float64Array {
  if (measure === 'decision_count' && side === 'low')
    return new Float64Array(layout.size).map(
      (_, cell) => (values.decision_count[cell] ?? 0) - (values.concluded_before_count[cell] ?? 0),
    );
  const whole = wholes[measure];
  if (side === 'high') return whole ? values[whole].slice() : new Float64Array(layout.size).fill(Infinity);
  const parts = caseMeasures.filter((part) => wholes[part] === measure);
  return new Float64Array(layout.size).map((_, cell) =>
    Math.max(0, ...parts.map((part) => values[part][cell] ?? 0)),
  );
}
