import type { ResultColumn } from './ask';
import { figureOf, isNumeric, type Result } from './result';

/** What the last line of a table may tell of its columns. */
export const totalKinds = ['sum', 'mean', 'min', 'max', 'filled'] as const;
export type TotalKind = (typeof totalKinds)[number];

/** Shares, quantiles and numbers that are names: adding or averaging them says nothing. */
const notAdded =
  /(^|_)(ratio|rate|share|percent|pct|median|mean|avg|average|p\d\d)(_|$)|(^|_)(year|month|day|key|code|id|index)$/i;

/** Whether the sum of a column means something, as far as its name and type tell. */
export function isAdded(column: ResultColumn): boolean {
  return isNumeric(column) && !notAdded.test(column.name);
}

/**
 * One figure a column: null where the kind means nothing for it. `filled` counts the cells that are not null, of any
 * column; all others are of figures, `sum` only of what can be added.
 */
export function totalsOf(result: Result, kind: TotalKind): (number | null)[] {
  return result.columns.map((column, i) => {
    const cells = result.data[i] ?? [];
    if (kind === 'filled') return cells.reduce<number>((count, cell) => count + (cell === null ? 0 : 1), 0);
    const isTold = kind === 'sum' ? isAdded(column) : isNumeric(column);
    return isTold ? measured(cells, kind) : null;
  });
}

function measured(cells: readonly unknown[], kind: Exclude<TotalKind, 'filled'>): number | null {
  let [count, sum, least, most] = [0, 0, Infinity, -Infinity];
  for (const cell of cells) {
    const figure = figureOf(cell);
    if (figure === null) continue;
    count += 1;
    sum += figure;
    if (figure < least) least = figure;
    if (figure > most) most = figure;
  }
  if (count === 0) return null;
  return { sum, mean: sum / count, min: least, max: most }[kind];
}
