import highsLoader, { type Highs, type Model } from 'highs';
import { isSecret, type System } from './system.ts';

let loading: Promise<Highs> | undefined;

/** The solver, compiled once a process. */
export function loadSolver(): Promise<Highs> {
  return (loading ??= highsLoader());
}

/** How the figures of some cells can differ while everything shown, or not among the cells, is as it is. */
export interface World {
  /** The cells that differ, in the order of all cells, and by how much. */
  changes: readonly { cell: number; by: number }[];
  /** What it costs to hide those of them that are shown. */
  price: number;
}

/** Worlds in which some cells differ, found by linear programming. */
export interface Worlds {
  /**
   * Which way secret cells should differ along with those that are moved, instead of what was wished before: up where the
   * number is positive, and never as much as 1, the least price, so that nothing is hidden for it.
   */
  wish(wishes: ReadonlyMap<number, number>): void;
  /** A world in which a secret cell differs by `by` or more, at the least price. Null: there is none. */
  move(cell: number, by: number): World | null;
  /** Tells that cells are hidden by now: they cost nothing more. */
  release(cells: readonly number[]): void;
  close(): void;
}

/** One column of a cell, or two where going up or down has a price. */
interface Columns {
  up: number;
  down: number | null;
}

const slack = 1e-7;

/**
 * Opens the worlds in which only `cells` may differ, none by more than `most`: the secret ones, and shown ones
 * that are `hideable` at a price. That others stay as they are leaves readers fewer worlds than they have, so that a span found here is theirs too.
 */
export function openWorlds(
  highs: Highs,
  system: System,
  { cells, hideable, most }: { cells: readonly number[]; hideable: readonly number[]; most: number },
): Worlds {
  const forSale = new Set(hideable.filter((cell) => !system.known[cell] && !system.hidden[cell]));
  const moving = cells.filter((cell) => isSecret(system, cell) || forSale.has(cell));
  const places = new Map(moving.map((cell, at) => [cell, at]));
  const { columns, model } = build(highs, system, { moving, places, most });
  const prices = new Map<number, number>();
  for (const cell of moving) if (!system.hidden[cell]) prices.set(cell, system.weights[cell] ?? 0);
  const columnsOf = (cell: number) => columns[places.get(cell) ?? -1];
  const { setCost, setBounds } = settersOf(model, columnsOf);
  const usual = (cell: number): [number, number] => {
    const price = prices.get(cell) ?? 0;
    return [price, price * dearness(system, cell, most)];
  };
  const lowest = (cell: number) => -Math.min(roomOf(system, cell, most), system.values[cell] ?? 0);
  let wished: ReadonlyMap<number, number> = new Map();
  const solve = (): World | null => {
    model.run();
    if (model.getModelStatus() !== highs.constants.modelStatus.optimal) return null;
    const solved = model.getSolution().colValue;
    const changes: { cell: number; by: number }[] = [];
    let price = 0;
    for (const [at, cell] of moving.entries()) {
      const by = changeOf(solved, columns[at]);
      if (by === 0) continue;
      changes.push({ cell, by });
      price += prices.get(cell) ?? 0;
    }
    return { changes, price };
  };
  return {
    wish(wishes) {
      for (const cell of wished.keys()) setCost(cell, usual(cell));
      for (const [cell, strength] of wishes) setCost(cell, [-strength, strength]);
      wished = wishes;
    },
    move(cell, by) {
      if (!places.has(cell) || by > most || by < lowest(cell)) return null;
      const highest = roomOf(system, cell, most);
      setBounds(cell, by > 0 ? by : lowest(cell), by > 0 ? highest : by);
      const world = solve();
      setBounds(cell, lowest(cell), highest);
      return world;
    },
    release(released) {
      for (const cell of released) {
        prices.delete(cell);
        setCost(cell, [0, 0]);
      }
    },
    close: () => model.dispose(),
  };
}

/** Change what differing costs, and how far a cell may differ. */
function settersOf(model: Model, columnsOf: (cell: number) => Columns | undefined) {
  return {
    setCost(cell: number, [up, down]: [number, number]): void {
      const own = columnsOf(cell);
      if (!own) return;
      model.changeColCost(own.up, up);
      if (own.down !== null) model.changeColCost(own.down, down);
    },
    setBounds(cell: number, low: number, high: number): void {
      const own = columnsOf(cell);
      if (!own) return;
      if (own.down === null) return void model.changeColBounds(own.up, low, high);
      model.changeColBounds(own.up, Math.max(0, low), Math.max(0, high));
      model.changeColBounds(own.down, Math.max(0, -high), Math.max(0, -low));
    },
  };
}

/**
 * How far a cell may differ: `most`, and a hidden whole as far as its parts together, so that they can differ all at once.
 */
function roomOf({ hidden, relations, relationsOf }: System, cell: number, most: number): number {
  if (!hidden[cell]) return most;
  const parts = (relationsOf[cell] ?? []).map((number) => {
    const { cells = [], factors = [], isBound = false } = relations[number] ?? {};
    const own = factors[cells.indexOf(cell)] ?? 0;
    const isWhole = !isBound && factors.filter((factor) => factor * own > 0).length === 1;
    return isWhole ? cells.length - 1 : 1;
  });
  return most * Math.max(1, ...parts);
}

/** A cell that cannot be lowered by `most` must have others go along. */
function dearness({ values }: System, cell: number, most: number): number {
  return most / Math.max(1, Math.min(most, values[cell] ?? 0));
}

/** How much a cell differs in a solution. */
function changeOf(solved: Float64Array, columns: Columns | undefined): number {
  const { up, down } = columns ?? { up: -1, down: null };
  const change = (solved[up] ?? 0) - (down === null ? 0 : (solved[down] ?? 0));
  return Math.abs(change) < slack ? 0 : change;
}

interface Setting {
  moving: readonly number[];
  places: ReadonlyMap<number, number>;
  most: number;
}

/** The linear program: a column or two a cell that may differ, a row a relation among such cells. */
function build(highs: Highs, system: System, setting: Setting) {
  const { moving, most } = setting;
  const columns: Columns[] = [];
  const bounds: { low: number; high: number; cost: number }[] = [];
  for (const cell of moving) {
    const room = roomOf(system, cell, most);
    const down = Math.min(room, system.values[cell] ?? 0);
    const price = system.hidden[cell] ? 0 : (system.weights[cell] ?? 0);
    columns.push({ up: bounds.length, down: price > 0 ? bounds.length + 1 : null });
    bounds.push({ low: price > 0 ? 0 : -down, high: room, cost: price });
    if (price > 0) bounds.push({ low: 0, high: down, cost: price * dearness(system, cell, most) });
  }
  const rows = rowsOf(system, columns, setting);
  const numCols = bounds.length;
  const numRows = rows.length;
  const model = highs.createModel({
    numCols,
    numRows,
    colCost: bounds.map(({ cost }) => cost),
    colLower: bounds.map(({ low }) => low),
    colUpper: bounds.map(({ high }) => high),
    rowLower: rows.map(({ low }) => low),
    rowUpper: rows.map(({ isBound }) => (isBound ? highs.infinity : 0)),
    matrix: { format: 'csr', numRows, numCols, ...packed(rows) },
  });
  model.options.set({ output_flag: false, presolve: 'off', solver: 'simplex' });
  return { columns, model };
}

/** A relation of changes: not below `low`, and 0 where it is no bound. */
interface ChangeRow {
  entries: [column: number, factor: number][];
  low: number;
  isBound: boolean;
}

/** The relations that can bind: of parts and wholes those that are near enough to each other. */
function rowsOf(system: System, columns: readonly Columns[], { moving, places, most }: Setting): ChangeRow[] {
  const numbers = new Set(moving.flatMap((cell) => system.relationsOf[cell] ?? []));
  return [...numbers].flatMap((number): ChangeRow[] => {
    const { cells = [], factors = [], isBound = false } = system.relations[number] ?? {};
    const room = cells.reduce((sum, cell, at) => sum + (factors[at] ?? 0) * (system.values[cell] ?? 0), 0);
    if (isBound && room >= most * cells.length) return [];
    const entries = cells.flatMap((cell, at): ChangeRow['entries'] => {
      const own = columns[places.get(cell) ?? -1];
      const factor = factors[at] ?? 0;
      if (!own) return [];
      return own.down === null
        ? [[own.up, factor]]
        : [
            [own.up, factor],
            [own.down, -factor],
          ];
    });
    return [{ entries, low: isBound ? -room : 0, isBound }];
  });
}

/** Rows packed one after another, as the solver takes them. */
function packed(rows: readonly ChangeRow[]) {
  const starts = [0];
  for (const { entries } of rows) starts.push((starts.at(-1) ?? 0) + entries.length);
  const all = rows.flatMap(({ entries }) => entries);
  return { starts, indices: all.map(([column]) => column), values: all.map(([, factor]) => factor) };
}
