import type { Highs } from 'highs';
import { isExposed, protect, type Spans, type Window } from './protect.ts';
import type { System } from './system.ts';

/** What could not be protected as usual. */
export interface Settled {
  /** Cells that still follow, whatever is hidden, from what earlier versions showed. */
  lost: number;
  /** Whether a cell followed from what is shown now though all about it was hidden: then all that can be hidden is. */
  isClosed: boolean;
}

/** Which of a system's cells are looked at together. */
export interface Plan {
  /** Small windows first, each with the cells that it protects. */
  windows: readonly Window[];
  /** All cells near one, of all tables: for those that small windows could not protect. */
  around(cell: number): readonly number[];
}

/**
 * Protects all hidden cells of the windows. For what cannot be protected there more is looked at, then everything
 * around it is hidden, and at last everything.
 */
export async function settle(
  highs: Highs,
  system: System,
  spans: Spans,
  { windows, around }: Plan,
): Promise<Settled> {
  for (const window of windows) await protect(highs, system, spans, window);
  const exposed = () => [
    ...new Set(windows.flatMap(({ targets }) => targets).filter((cell) => isExposed(system, spans, cell))),
  ];
  const lookWider = async (cells: Iterable<number>) => {
    for (const cell of cells)
      await protect(highs, system, spans, { cells: around(cell), hideable: around(cell), targets: [cell] });
  };
  await lookWider(exposed());
  await lookWider(hideAround(system, exposed(), around));
  const lost = exposed();
  const unknowing = { ...system, known: new Uint8Array(system.known.length), hidden: system.hidden.slice() };
  const follows = async (cell: number) => {
    const near = around(cell);
    return (
      (await protect(highs, unknowing, spans, { cells: near, hideable: near, targets: [cell] })).length > 0
    );
  };
  let isClosed = false;
  for (const cell of lost) isClosed ||= await follows(cell);
  if (isClosed) for (const cell of system.values.keys()) if (!system.unlisted[cell]) system.hidden[cell] = 1;
  return { lost: lost.length, isClosed };
}

/** Hides all that can be hidden around some cells; gives these cells and what was shown. */
function hideAround(system: System, cells: readonly number[], around: Plan['around']): Set<number> {
  const touched = new Set(cells);
  for (const other of new Set(cells.flatMap(around))) {
    if (system.known[other] || system.unlisted[other] || system.hidden[other]) continue;
    system.hidden[other] = 1;
    touched.add(other);
  }
  return touched;
}
