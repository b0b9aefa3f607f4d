import type { Highs } from 'highs';
import { isExposed, protect, type Spans, type Window } from './protect.ts';
import type { System } from './system.ts';

/** A cell that follows from what is shown, and that nothing could be hidden for. */
export class Unprotected extends Error {
  override readonly name = 'Unprotected';
}

/** Which of a system's cells are looked at together. */
export interface Plan {
  /** Small windows first, each with the cells that it protects. */
  windows: readonly Window[];
  /** All cells near one, of all tables: for those that small windows could not protect. */
  around(cell: number): readonly number[];
}

/**
 * Protects all hidden cells of the windows. For what cannot be protected there more is looked at, and at last everything
 * around it is hidden. Gives the cells that still follow, from what earlier versions showed; throws Unprotected where that is not why.
 */
export function settle(highs: Highs, system: System, spans: Spans, { windows, around }: Plan): number[] {
  for (const window of windows) protect(highs, system, spans, window);
  const exposed = () =>
    windows.flatMap(({ targets }) => targets).filter((cell) => isExposed(system, spans, cell));
  const wide = (cell: number) =>
    protect(highs, system, spans, { cells: around(cell), hideable: around(cell), targets: around(cell) });
  for (const cell of new Set(exposed())) if (isExposed(system, spans, cell)) wide(cell);
  for (const cell of new Set(exposed())) {
    if (!isExposed(system, spans, cell)) continue;
    for (const other of around(cell))
      if (!system.known[other] && !system.unlisted[other]) system.hidden[other] = 1;
    wide(cell);
  }
  const lost = [...new Set(exposed())];
  const unknowing = { ...system, known: new Uint8Array(system.known.length), hidden: system.hidden.slice() };
  for (const cell of lost) {
    const [left] = protect(highs, unknowing, spans, {
      cells: around(cell),
      hideable: around(cell),
      targets: [cell],
    });
    if (left !== undefined) throw new Unprotected(`cell ${left} follows from what is shown`);
  }
  return lost;
}
