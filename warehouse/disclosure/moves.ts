import { monthCell, yearCell, yearCross, type Face, type Layout, type Place } from './layout.ts';
import type { Move, Moves, State } from './state.ts';

/** Positions in the arrays of a family: cell = measure x layout.size + place. */
export interface Board {
  layout: Layout;
  places: readonly Place[];
  state: State;
  /** The measure that is also shown by year, type and case type together; -1: none. */
  crossed: number;
  /** The measure that is taken at a month's end and shown by month only; -1: none. */
  stock: number;
}

/** Two categories of a face: what the first gets more, the second gets less. */
interface Swap {
  face: Face;
  up: number;
  down: number;
}

/** How many months a case may wait in the moves that are tried. */
const longestWait = 3;

const [opened, closed, pending] = [0, 1, 2];

function signed(cell: number, sign: number): number {
  return (cell + 1) * sign;
}

/** One more of the first category, one less of the second, in a month; signs turned where `sign` is -1. */
function pair(
  { layout }: Board,
  measure: number,
  month: number,
  { swap, sign }: { swap: Swap; sign: 1 | -1 },
): number[] {
  const base = measure * layout.size;
  return [
    signed(base + monthCell(layout, swap.face, month, swap.up), sign),
    signed(base + monthCell(layout, swap.face, month, swap.down), -sign),
  ];
}

/** How a pair stands in the tables of a whole year; `other`: together with which category of the other face. */
interface YearWay {
  swap: Swap;
  sign: 1 | -1;
  other?: number;
}

const nowhere: readonly number[][] = [[]];

/**
 * The same in the tables of a whole year. A measure that is also shown by both faces together changes there for `other`,
 * or else in two ways: where most can be taken from the second category, and where most can be taken from the first.
 * Empty where the year is not over.
 */
function yearPairs(board: Board, measure: number, month: number, way: YearWay): readonly number[][] {
  const { layout } = board;
  const y = layout.yearOf[month] ?? -1;
  if (y < 0) return nowhere;
  const { swap, sign, other } = way;
  const base = measure * layout.size;
  const own = [
    signed(base + yearCell(layout, swap.face, y, swap.up), sign),
    signed(base + yearCell(layout, swap.face, y, swap.down), -sign),
  ];
  if (measure !== board.crossed) return [own];
  if (other !== undefined) return [[...own, ...crossPair(layout, y, base, { ...way, other })]];
  const first = bestOther(board, { base, y, swap, of: swap.down });
  const second = bestOther(board, { base, y, swap, of: swap.up });
  const ways = [[...own, ...crossPair(layout, y, base, { ...way, other: first })]];
  if (second !== first) ways.push([...own, ...crossPair(layout, y, base, { ...way, other: second })]);
  return ways;
}

function crossPair(
  layout: Layout,
  y: number,
  base: number,
  { swap, sign, other }: Required<YearWay>,
): number[] {
  return [
    signed(base + yearCross(layout, y, { face: swap.face, x: swap.up, other }), sign),
    signed(base + yearCross(layout, y, { face: swap.face, x: swap.down, other }), -sign),
  ];
}

/** The category of the other face where most can be taken from `of`: among those that hide both, if any. */
function bestOther(
  { layout, state }: Board,
  { base, y, swap, of }: { base: number; y: number; swap: Swap; of: number },
): number {
  let [best, most, isReady] = [0, -1, false];
  const count = layout.categories[swap.face === 0 ? 1 : 0].length;
  for (let other = 0; other < count; other++) {
    const up = base + yearCross(layout, y, { face: swap.face, x: swap.up, other });
    const down = base + yearCross(layout, y, { face: swap.face, x: swap.down, other });
    const ready = !!state.hidden[up] && !!state.hidden[down] && !state.known[up] && !state.known[down];
    if (isReady && !ready) continue;
    const taken = of === swap.up ? up : down;
    const left = (state.values[taken] ?? 0) - (state.low[taken] ?? 0);
    if ((ready && !isReady) || left > most) [best, most, isReady] = [other, left, ready];
  }
  return best;
}

/** What begins or ends a wait: a case opened (+1 comes), a case closed (+1 goes). */
interface End {
  measure: number;
  month: number;
  sign: 1 | -1;
}

/** Cases of the first category wait more from one month to another: with all that must change for it. */
function* waits(board: Board, swap: Swap, from: End, to: End | null): Generator<Move> {
  const until = to?.month ?? board.layout.months.length;
  const move = pair(board, from.measure, from.month, { swap, sign: from.sign });
  for (let m = from.month; m < until; m++) move.push(...pair(board, pending, m, { swap, sign: 1 }));
  if (to) move.push(...pair(board, to.measure, to.month, { swap, sign: to.sign }));
  const { yearOf } = board.layout;
  const balanced = to?.measure === from.measure && yearOf[to.month] === yearOf[from.month];
  const first = balanced ? nowhere : yearPairs(board, from.measure, from.month, { swap, sign: from.sign });
  const last = balanced || !to ? nowhere : yearPairs(board, to.measure, to.month, { swap, sign: to.sign });
  for (const one of first) for (const other of last) yield [...move, ...one, ...other];
}

const begins = (month: number): End[] => [
  { measure: opened, month, sign: 1 },
  { measure: closed, month, sign: -1 },
];
const ends = (month: number): End[] => [
  { measure: opened, month, sign: -1 },
  { measure: closed, month, sign: 1 },
];

/** Those of the moves that change a cell, turned so that it goes up. */
function* aimed(cell: number, moves: Iterable<Move>): Generator<Move> {
  for (const move of moves) {
    if (move.includes(cell + 1)) yield move;
    else if (move.includes(-cell - 1)) yield move.map((entry) => -entry);
  }
}

/** Moves of cases pending at a month's end: waits that begin up to then and end later. */
function* pendingMoves(board: Board, swap: Swap, month: number): Generator<Move> {
  const last = board.layout.months.length - 1;
  for (let from = month; from >= Math.max(0, month - longestWait + 1); from--) {
    for (const begin of begins(from)) {
      for (let to = month + 1; to <= Math.min(last, month + longestWait); to++)
        for (const end of ends(to)) yield* waits(board, swap, begin, end);
      if (last - from < 2 * longestWait) yield* waits(board, swap, begin, null);
    }
  }
}

/** One more of the first category that comes and goes in a month, one less of the second. */
function both(board: Board, swap: Swap, month: number, sign: 1 | -1): number[] {
  return [...pair(board, opened, month, { swap, sign }), ...pair(board, closed, month, { swap, sign })];
}

/** Moves of cases opened, or closed, in a month: those both opened and closed in it change places with those of another; and waits that begin or end in it. */
function* flowMoves(
  board: Board,
  swap: Swap,
  { measure, month }: Pick<End, 'measure' | 'month'>,
): Generator<Move> {
  const { layout } = board;
  const y = layout.yearOf[month] ?? -1;
  if (y < 0) yield both(board, swap, month, 1);
  for (const other of layout.years[y]?.months ?? [])
    if (other !== month) yield [...both(board, swap, month, 1), ...both(board, swap, other, -1)];
  const last = layout.months.length - 1;
  const begin = begins(month).find((end) => end.measure === measure);
  const end = ends(month).find((each) => each.measure === measure);
  if (!begin || !end) return;
  for (let to = month + 1; to <= Math.min(last, month + longestWait); to++)
    for (const each of ends(to)) yield* waits(board, swap, begin, each);
  for (let from = month - 1; from >= Math.max(0, month - longestWait); from--)
    for (const each of begins(from)) yield* waits(board, swap, each, end);
  if (last - month < 2 * longestWait) yield* waits(board, swap, begin, null);
  if (y >= 0) yield* lives(board, swap, month);
}

/** One case more of the first category that comes and goes in a month, one less of the second: the year's tables too. */
function* lives(board: Board, swap: Swap, month: number, other?: number): Generator<Move> {
  const move = both(board, swap, month, 1);
  for (const one of yearPairs(board, opened, month, { swap, sign: 1, other }))
    for (const two of yearPairs(board, closed, month, { swap, sign: 1 })) yield [...move, ...one, ...two];
}

/** The two ways to see a cell of two categories: as one of a type, and as one of a case type. */
const sides = ({ x, other }: Place) => [
  { face: 0 as const, up: x, forced: other },
  { face: 1 as const, up: other, forced: x },
];

function* swapsOf({ layout }: Board, face: Face, up: number): Generator<Swap> {
  for (const down of layout.categories[face].keys()) if (down !== up) yield { face, up, down };
}

/** Two types and two case types of a year change places: rows and columns stay. */
function* squares({ layout }: Board, measure: number, { at, x, other }: Place): Generator<Move> {
  const cell = (t: number, c: number) =>
    measure * layout.size + yearCross(layout, at, { face: 0, x: t, other: c });
  for (const t of layout.categories[0].keys()) {
    for (const c of layout.categories[1].keys()) {
      if (t === x || c === other) continue;
      yield [
        signed(cell(x, other), 1),
        signed(cell(t, other), -1),
        signed(cell(x, c), -1),
        signed(cell(t, c), 1),
      ];
    }
  }
}

/** Moves of cases opened, closed and pending, which hang together from month to month. */
export function caseMoves(board: Board): Moves {
  return function* movesOf(cell) {
    const measure = Math.floor(cell / board.layout.size);
    const place = board.places[cell % board.layout.size];
    if (!place) return;
    if (place.other >= 0) {
      yield* squares(board, measure, place);
      for (const { face, up, forced } of sides(place))
        for (const swap of swapsOf(board, face, up))
          for (const month of board.layout.years[place.at]?.months ?? [])
            yield* lives(board, swap, month, forced);
    }
    if (place.face === null) return;
    for (const swap of swapsOf(board, place.face, place.x)) {
      if (place.span === 'year') yield* aimed(cell, yearMoves(board, swap, place.at));
      else if (measure === pending) yield* pendingMoves(board, swap, place.at);
      else yield* aimed(cell, flowMoves(board, swap, { measure, month: place.at }));
    }
  };
}

/** Moves of a category's whole year: cases that come and go in it, and waits over its end or its beginning. */
function* yearMoves(board: Board, swap: Swap, year: number): Generator<Move> {
  const months = board.layout.years[year]?.months ?? [];
  for (const month of months) yield* lives(board, swap, month);
  for (const month of [(months[0] ?? 0) - 1, months.at(-1) ?? 0])
    if (month >= 0) yield* pendingMoves(board, swap, month);
}

/** Moves of another flow, each on its own: months of a year among themselves, and the tables of the year. */
export function flowOnlyMoves(board: Board): Moves {
  const { layout } = board;
  return function* movesOf(cell) {
    const measure = Math.floor(cell / layout.size);
    const place = board.places[cell % layout.size];
    if (!place) return;
    if (place.face === null) return;
    const y = place.span === 'year' ? place.at : (layout.yearOf[place.at] ?? -1);
    const months = place.span === 'year' ? (layout.years[y]?.months ?? []) : [place.at];
    for (const swap of swapsOf(board, place.face, place.x)) {
      for (const month of months) {
        for (const year of yearPairs(board, measure, month, { swap, sign: 1 }))
          yield [...pair(board, measure, month, { swap, sign: 1 }), ...year];
        if (place.span === 'year') continue;
        for (const other of layout.years[y]?.months ?? [])
          if (other !== month)
            yield [
              ...pair(board, measure, month, { swap, sign: 1 }),
              ...pair(board, measure, other, { swap, sign: -1 }),
            ];
      }
    }
  };
}

/** Moves of a stock that no other month bounds: the categories of its own month. */
export function stockMoves(board: Board): Moves {
  return function* movesOf(cell) {
    const measure = Math.floor(cell / board.layout.size);
    const place = board.places[cell % board.layout.size];
    if (!place || place.face === null) return;
    for (const swap of swapsOf(board, place.face, place.x))
      yield pair(board, measure, place.at, { swap, sign: 1 });
  };
}
