/** What is decided about the cells of one family: cell numbers run over all its measures. */
export interface State {
  values: Float64Array;
  /** From how many on a cell is shown. */
  thresholds: Float64Array;
  /** What a cell cannot fall below, or rise above, while all other measures stay as they are. */
  low: Float64Array;
  high: Float64Array;
  /** 1: not shown. */
  hidden: Uint8Array;
  /** 1: a reader of an earlier version knows it; it protects nothing. */
  known: Uint8Array;
  /** 1: nothing that is shown bounds it from above; it needs no looking after. */
  free: Uint8Array;
  /** What the whole of a cell counts besides it, where that tells as much as the count itself. */
  rest?: Float64Array;
  /** How wide the span of a small count must be. */
  width: number;
  /** Hides a cell, and what must never be shown without it. */
  hide(cell: number): void;
}

/**
 * A change of the true figures that agrees with everything shown: cell numbers + 1, positive where a case more, negative
 * where one less is counted.
 */
export type Move = readonly number[];

/** How a cell can be moved: every move in which it goes up. The opposite moves take it down. */
export type Moves = (cell: number) => Iterable<Move>;

const slack = 1e-9;

/** By how many a move can be made from the true figures changed by `changed`; 0 where a cell of it is shown or known. */
function room(
  state: State,
  move: Move,
  { sign, changed }: { sign: 1 | -1; changed: ReadonlyMap<number, number> },
): number {
  let most = Infinity;
  for (const entry of move) {
    const cell = Math.abs(entry) - 1;
    if (!state.hidden[cell] || state.known[cell]) return 0;
    const value = (state.values[cell] ?? 0) + (changed.get(cell) ?? 0);
    const left = entry * sign > 0 ? (state.high[cell] ?? 0) - value : value - (state.low[cell] ?? 0);
    if (left < slack) return 0;
    most = Math.min(most, left);
  }
  return most;
}

/** How far moves take a cell in one direction, up to `wanted`. */
function reach(
  state: State,
  moves: readonly Move[],
  { sign, wanted }: { sign: 1 | -1; wanted: number },
): number {
  const changed = new Map<number, number>();
  let reached = 0;
  for (const move of moves) {
    const by = Math.min(room(state, move, { sign, changed }), wanted - reached);
    if (by <= 0) continue;
    for (const entry of move) {
      const cell = Math.abs(entry) - 1;
      changed.set(cell, (changed.get(cell) ?? 0) + Math.sign(entry) * sign * by);
    }
    reached += by;
    if (reached >= wanted - slack) return wanted;
  }
  return reached;
}

/** By how many figures a hidden cell can differ and everything shown still agree: at least this many, up to `wanted`. */
export function widthOf(state: State, moves: readonly Move[], wanted: number): number {
  const up = reach(state, moves, { sign: 1, wanted });
  return up >= wanted ? up : Math.min(wanted, up + reach(state, moves, { sign: -1, wanted: wanted - up }));
}

/** How wide the span of a hidden cell must be: its threshold where it is small, else one, so that it does not follow. */
export function wantedWidth(state: State, cell: number): number {
  const threshold = state.thresholds[cell] ?? 0;
  const value = state.values[cell] ?? 0;
  const rest = state.rest?.[cell] ?? 0;
  return (value > 0 && value < threshold) || (rest > 0 && rest < threshold) ? state.width : 1;
}

/** What it costs to hide what a move still needs, for each figure that it then gives; Infinity where it never can. */
function price(state: State, move: Move, { sign, wanted }: { sign: 1 | -1; wanted: number }): number {
  let cost = 0;
  let most = wanted;
  for (const entry of move) {
    const cell = Math.abs(entry) - 1;
    if (state.known[cell]) return Infinity;
    const value = state.values[cell] ?? 0;
    const left = entry * sign > 0 ? (state.high[cell] ?? 0) - value : value - (state.low[cell] ?? 0);
    if (left < slack) return Infinity;
    most = Math.min(most, left);
    if (!state.hidden[cell]) cost += 1 + value / 5;
  }
  return cost / most;
}

/** Cells that no choice of partners could protect. */
export interface Outcome {
  unprotected: number[];
}

/**
 * Complementary suppression: looks after `cells` and all that it hides for them, until each has room enough, by hiding
 * what the cheapest move lacks. Hiding never takes room away, so that each cell is looked at once.
 */
export function protect(state: State, cells: readonly number[], movesOf: Moves): Outcome {
  const waiting = [...cells];
  const unprotected: number[] = [];
  for (let cell = waiting.shift(); cell !== undefined; cell = waiting.shift()) {
    if (!state.hidden[cell] || state.known[cell] || state.free[cell]) continue;
    const wanted = wantedWidth(state, cell);
    const moves = [...movesOf(cell)];
    for (let width = widthOf(state, moves, wanted); width < wanted; width = widthOf(state, moves, wanted)) {
      const added = hideCheapest(state, moves, wanted - width);
      if (added.length === 0) {
        unprotected.push(cell);
        break;
      }
      waiting.push(...added);
    }
  }
  return { unprotected };
}

function hideCheapest(state: State, moves: readonly Move[], wanted: number): number[] {
  let best: Move | null = null;
  let least = Infinity;
  for (const move of moves) {
    for (const sign of [1, -1] as const) {
      const cost = price(state, move, { sign, wanted });
      if (cost > 0 && cost < least) [best, least] = [move, cost];
    }
  }
  const cells = (best ?? []).map((entry) => Math.abs(entry) - 1).filter((cell) => !state.hidden[cell]);
  for (const cell of cells) state.hide(cell);
  return cells;
}
