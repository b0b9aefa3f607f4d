import { cellsOf, layOut, monthCell, type CellName, type Layout } from './layout.ts';
import { stockMoves, type Board } from './moves.ts';
import { blankMarks, type Marks, type Memory, type Pattern } from './decide.ts';
import type { Row } from '../open.server.ts';
import { vacantCells, vacantOf, type Presence } from './presence.ts';
import { fillRemainders } from './remainder.ts';
import { protect, type State } from './state.ts';

/** Counts of months by one list of codes, which nothing binds from month to month: members by type, duties by duty type. */
export interface Rows<Name extends string> {
  layout: Layout;
  /** `organizationType` stands for the code. */
  names: readonly CellName[];
  values: Record<Name, Float64Array>;
  thresholds: Float64Array;
  /** 1: everybody knows that nothing is counted there. */
  vacant: Uint8Array;
  width: number;
}

/** Lays out rows with the columns `period`, `code` and the measures; totals of months are their sums. */
export function readRows<Name extends string>(
  rows: readonly Row[],
  measures: readonly Name[],
  {
    general,
    byCode,
    presence,
  }: { general: number; byCode: ReadonlyMap<string, number>; presence?: Presence },
): Rows<Name> {
  const texts = (column: string) => [...new Set(rows.map((row) => row[column] ?? null))];
  const months = texts('period').map(String).sort();
  const codes = texts('code')
    .map((code) => (code === null ? null : String(code)))
    .sort();
  const layout = layOut(months, [codes, []], '0000-00-00');
  const { names } = cellsOf(layout);
  const at = (row: Row) =>
    monthCell(
      layout,
      0,
      months.indexOf(String(row.period)),
      codes.indexOf(row.code === null ? null : String(row.code)),
    );
  const placed = rows.map((row) => ({ row, cell: at(row), month: months.indexOf(String(row.period)) }));
  const fill = (measure: Name) => {
    const array = new Float64Array(layout.size);
    for (const { row, cell, month } of placed) {
      array[cell] = Number(row[measure] ?? 0);
      array[month] = (array[month] ?? 0) + Number(row[measure] ?? 0);
    }
    return array;
  };
  return {
    layout,
    names,
    values: Object.fromEntries(measures.map((name) => [name, fill(name)])) as Record<Name, Float64Array>,
    thresholds: Float64Array.from(names, ({ organizationType }) =>
      Math.max(general, byCode.get(organizationType ?? '') ?? 0),
    ),
    vacant: presence ? vacantCells(presence, names, months) : new Uint8Array(layout.size),
    width: general,
  };
}

/** Which measures are parts of which, and the part that moves along when a whole moves to another code. */
export interface Nesting<Name extends string> {
  wholes: Partial<Record<Name, Name>>;
  mover?: Name;
  /** The other part of the same whole, which has nothing in common with the measure. What is left of the whole tells of persons too. */
  apart?: Partial<Record<Name, Name>>;
}

/**
 * Decides which cells are hidden, wholes before their parts. Where a whole is hidden its parts are, and move with it;
 * elsewhere they move within it. A month whose total is small is hidden whole.
 */
export function decideRows<Name extends string>(
  rows: Rows<Name>,
  memory: Memory<Name>,
  nesting: Nesting<Name>,
): Pattern<Name> {
  const { layout } = rows;
  const measures = Object.keys(rows.values) as Name[];
  const hidden: Marks<Name> = blankMarks(measures, layout.size);
  const { places } = cellsOf(layout);
  let unprotected = 0;
  for (const measure of measures) {
    hidden[measure].set(memory.hidden[measure]);
    const zeros = vacantOf(rows.vacant, rows.values[measure]);
    const known = memory.known[measure].map((mark, cell) => mark | (zeros[cell] ?? 0));
    const state = stateOf(rows, measure, { hidden: hidden[measure], known, nesting });
    const whole = nesting.wholes[measure];
    for (const [cell, isHidden] of (whole ? hidden[whole] : []).entries()) {
      if (!isHidden) continue;
      state.hide(cell);
      state.free[cell] = 1;
    }
    const other = nesting.apart?.[measure];
    hideSmallRows(layout, state, other ? hidden[other] : null);
    const board: Board = { layout, places, state, crossed: -1, stock: 0 };
    fillRemainders(board);
    const cells = [...state.hidden.keys()].filter((cell) => state.hidden[cell]);
    const lacking = protect(state, cells, stockMoves(board)).unprotected;
    lacking.push(
      ...fillRemainders(board).flatMap((cell) => protect(state, [cell], stockMoves(board)).unprotected),
    );
    unprotected += hideMonths(
      board,
      lacking.map((cell) => places[cell]?.at ?? 0),
    );
  }
  return { hidden, unprotected };
}

/** Hides months whole, totals too, so that nothing bounds their cells; gives how many totals readers know already. */
function hideMonths({ layout, state }: Board, months: readonly number[]): number {
  for (const m of new Set(months)) {
    for (const cell of monthRow(layout, m)) {
      state.hide(cell);
      state.free[cell] = 1;
    }
  }
  return [...new Set(months)].filter((m) => state.known[m]).length;
}

function stateOf<Name extends string>(
  { layout, values, thresholds, width }: Rows<Name>,
  measure: Name,
  { hidden, known, nesting }: { hidden: Uint8Array; known: Uint8Array; nesting: Nesting<Name> },
): State {
  const { wholes, mover } = nesting;
  const whole = wholes[measure];
  const hasParts = Object.values(wholes).includes(measure);
  const other = nesting.apart?.[measure];
  const besides = (part: Name | undefined) =>
    whole && part ? values[whole].map((all, cell) => all - (values[part][cell] ?? 0)) : undefined;
  const state: State = {
    values: values[measure],
    rest: other ? besides(measure) : undefined,
    thresholds,
    width,
    low: new Float64Array(layout.size).map((_, cell) =>
      hasParts && mover ? (values[measure][cell] ?? 0) - (values[mover][cell] ?? 0) : 0,
    ),
    high: besides(other) ?? (whole ? values[whole] : new Float64Array(layout.size).fill(Infinity)),
    hidden,
    known,
    free: new Uint8Array(layout.size),
    hide(cell) {
      state.hidden[cell] = 1;
    },
  };
  return state;
}

/** Hides what is small, or leaves little of its whole. A month dark in `other`, which shares the whole, is dark here too. */
function hideSmallRows(layout: Layout, state: State, other: Uint8Array | null): void {
  const isSmall = (cell: number) =>
    Math.min(state.values[cell] ?? 0, state.rest?.[cell] ?? Infinity) < (state.thresholds[cell] ?? 0);
  for (const m of layout.months.keys()) {
    const isDark = isSmall(m) || state.hidden[m] === 1 || (!!state.rest && other?.[m] === 1);
    for (const cell of monthRow(layout, m)) {
      if (!isDark && !isSmall(cell)) continue;
      state.hide(cell);
      if (isDark) state.free[cell] = 1;
    }
  }
}

/** All cells of a month, its total first. */
function monthRow(layout: Layout, m: number): number[] {
  return [m, ...[...layout.categories[0].keys()].map((x) => monthCell(layout, 0, m, x))];
}
