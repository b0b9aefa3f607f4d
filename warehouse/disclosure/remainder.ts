import { darken, hideFree, isListed, yearCells } from './hiding.ts';
import { monthCell, yearCell, yearTotal } from './layout.ts';
import type { Board } from './moves.ts';

/** A total with the cells that add up to it. */
interface Line {
  total: number;
  cells: readonly number[];
  /** Hides the total, with all that must not be shown then. */
  giveUp(): void;
}

/**
 * Looks after what is left of each shown total when the cells that readers know are taken away: it must not be a small
 * count, nor belong to one cell alone. Else the smallest cell still shown is hidden, at last the total. Gives what it hid.
 */
export function fillRemainders(board: Board): number[] {
  const { state } = board;
  const before = state.hidden.slice();
  const lines = linesOf(board);
  while (lines.map((line) => fill(board, line)).some(Boolean));
  return [...state.hidden.keys()].filter((cell) => state.hidden[cell] && !before[cell]);
}

/** Hides something more of a line that needs it; false where it needs nothing, or nothing can be done. */
function fill({ state }: Board, { total, cells, giveUp }: Line): boolean {
  const isUnknown = (cell: number) => state.hidden[cell] === 1 && !state.known[cell];
  if (isUnknown(total) || state.free[total]) return false;
  const unknown = cells.filter(isUnknown);
  if (unknown.length === 0) return false;
  const sum = (of: Float64Array) => unknown.reduce((all, cell) => all + (of[cell] ?? 0), 0);
  const left = sum(state.values);
  const isNarrow =
    unknown.length === 1 || (left > 0 && left < state.width) || (state.rest && sum(state.rest) < state.width);
  if (!isNarrow) return false;
  const shown = cells.filter((cell) => !state.hidden[cell] && !state.known[cell]);
  const value = (cell: number) => state.values[cell] ?? 0;
  shown.sort((a, b) => value(a) - value(b));
  const next = shown.find((cell) => value(cell) > 0);
  if (next !== undefined) state.hide(next);
  else if (state.known[total]) return false;
  else giveUp();
  return true;
}

function linesOf(board: Board): Line[] {
  const { layout, state } = board;
  const faces = ([0, 1] as const).filter((face) => layout.categories[face].length > 0);
  const ofFaces = (at: (face: 0 | 1, x: number) => number) =>
    faces.map((face) => [...layout.categories[face].keys()].map((x) => at(face, x)));
  const lines: Line[] = [];
  for (const m of layout.months.keys())
    for (const cells of ofFaces((face, x) => monthCell(layout, face, m, x)))
      lines.push({ total: m, cells, giveUp: () => darken(board, m) });
  for (const [y, { months }] of layout.years.entries()) {
    const total = yearTotal(layout, y);
    if (!isListed(board, total)) continue;
    const giveUp = () =>
      hideFree(
        state,
        yearCells(layout, y).filter((cell) => isListed(board, cell)),
      );
    lines.push({ total, cells: months, giveUp });
    for (const cells of ofFaces((face, x) => yearCell(layout, face, y, x)))
      lines.push({ total, cells, giveUp });
    for (const face of faces)
      for (const x of layout.categories[face].keys()) {
        const own = yearCell(layout, face, y, x);
        const cells = months.map((m) => monthCell(layout, face, m, x));
        lines.push({ total: own, cells, giveUp: () => state.hide(own) });
      }
  }
  return lines;
}
