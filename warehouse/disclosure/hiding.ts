import { monthCell, yearCell, yearCross, yearTotal, type Face, type Layout } from './layout.ts';
import type { Board } from './moves.ts';
import type { State } from './state.ts';

/**
 * A month whose totals are small is dark: all its cases opened and closed are hidden, and so are the tables of its year.
 * Then nothing bounds them from above, and nothing else is needed.
 */
export function hideDark(board: Board): void {
  const { layout, state } = board;
  const { size, months } = layout;
  const isSmall = (cell: number) =>
    (state.values[cell] ?? 0) < (state.thresholds[cell] ?? 0) || state.hidden[cell] === 1;
  for (const m of months.keys()) {
    const waiting = isSmall(2 * size + m);
    if (waiting)
      hideFree(
        state,
        monthCells(layout, m).map((cell) => 2 * size + cell),
      );
    const before = m > 0 && isSmall(2 * size + m - 1);
    if (!waiting && !before && !isSmall(m) && !isSmall(size + m)) continue;
    darken(board, m);
  }
}

/** Hides cells that need no looking after. */
export function hideFree(state: State, cells: readonly number[]): void {
  for (const cell of cells) {
    state.hide(cell);
    state.free[cell] = 1;
  }
}

/** Primary suppression: hides every listed cell below its threshold. */
export function hideSmall(board: Board): void {
  const { state } = board;
  for (const [cell, value] of state.values.entries())
    if (value < (state.thresholds[cell] ?? 0) && !state.hidden[cell] && isListed(board, cell))
      state.hide(cell);
}

/** Whether a cell is in a table of the list: stocks stand in months only, and one measure in the crossed tables of years. */
export function isListed({ layout, places, crossed, stock }: Board, cell: number): boolean {
  const measure = Math.floor(cell / layout.size);
  const place = places[cell % layout.size];
  if (place?.span === 'month') return true;
  return measure !== stock && ((place?.other ?? -1) < 0 || measure === crossed);
}

/** The listed cells that are hidden, of those `touched`. */
export function marked(board: Board, touched?: Uint8Array): number[] {
  const { state, layout } = board;
  return [...state.hidden.keys()].filter(
    (cell) => state.hidden[cell] && touched?.[cell % layout.size] !== 0 && isListed(board, cell),
  );
}

/** All cells of a month, its total first. */
function monthCells(layout: Layout, m: number): number[] {
  return [m, ...facesOf(layout).map(([face, x]) => monthCell(layout, face, m, x))];
}

/** All cells of a year, its total first. */
export function yearCells(layout: Layout, y: number): number[] {
  const [types, caseTypes] = layout.categories;
  const crossed = [...types.keys()].flatMap((x) =>
    [...caseTypes.keys()].map((other) => yearCross(layout, y, { face: 0, x, other })),
  );
  return [
    yearTotal(layout, y),
    ...facesOf(layout).map(([face, x]) => yearCell(layout, face, y, x)),
    ...crossed,
  ];
}

function facesOf({ categories }: Layout): [Face, number][] {
  return ([0, 1] as const).flatMap((face) =>
    [...categories[face].keys()].map((x): [Face, number] => [face, x]),
  );
}

/** The month of a cell, or all of its year. */
export function monthsOfCell({ layout, places }: Board, cell: number): readonly number[] {
  const place = places[cell];
  if (place?.span === 'year') return layout.years[place.at]?.months ?? [];
  return [place?.at ?? 0];
}

/** Hides a month whole, its total too, and the tables of its year: nothing bounds it from above any more. */
export function darken(board: Board, m: number): void {
  const { layout, state, stock } = board;
  const y = layout.yearOf[m] ?? -1;
  const cells = [...monthCells(layout, m), ...(y < 0 ? [] : yearCells(layout, y))];
  for (let measure = 0; measure < state.values.length / layout.size; measure++) {
    if (measure === stock && measure > 0) continue;
    const own = cells.map((cell) => measure * layout.size + cell);
    hideFree(
      state,
      own.filter((cell) => isListed(board, cell)),
    );
  }
}

/** The year of a cell, YYYY. */
export function yearOfCell({ layout, places }: Board, cell: number): string {
  const place = places[cell];
  if (place?.span === 'year') return layout.years[place.at]?.year ?? '';
  return layout.months[place?.at ?? 0]?.slice(0, 4) ?? '';
}

/** Hides every category of a year that readers do not know yet, the totals of months left; gives what it hid. */
export function hideWhole(board: Board, year: string): number[] {
  const { layout, state } = board;
  const months = [...layout.months.keys()].filter((m) => layout.months[m]?.startsWith(year));
  const y = layout.years.findIndex((each) => each.year === year);
  const cells = [
    ...months.flatMap((m) => monthCells(layout, m).slice(1)),
    ...(y < 0 ? [] : yearCells(layout, y).slice(1)),
  ];
  const measures = state.values.length / layout.size;
  const all = cells.flatMap((cell) => [...Array(measures).keys()].map((i) => i * layout.size + cell));
  const added = all.filter((cell) => !state.hidden[cell] && !state.known[cell] && isListed(board, cell));
  for (const cell of added) state.hide(cell);
  return added;
}
