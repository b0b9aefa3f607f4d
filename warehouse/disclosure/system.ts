import type { Relation } from './relations.ts';

/** Figures of which some are hidden, and all that binds them. Cells are numbered through all measures. */
export interface System {
  values: Float64Array;
  /** From how many on a cell is shown. */
  thresholds: Float64Array;
  /** What hiding a cell costs its readers. */
  weights: Float64Array;
  /** 1: not shown. */
  hidden: Uint8Array;
  /** 1: readers know it, hidden or not: shown by an earlier version, or without anything to count. */
  known: Uint8Array;
  /** 1: in no table of the list. */
  unlisted: Uint8Array;
  relations: readonly Relation[];
  /** The relations of each cell, by number. */
  relationsOf: readonly (readonly number[])[];
}

/** A system in which nothing is hidden yet. */
export function systemOf(
  given: Pick<System, 'values' | 'thresholds' | 'weights' | 'relations'> & Partial<System>,
): System {
  const size = given.values.length;
  const relationsOf: number[][] = Array.from({ length: size }, () => []);
  for (const [number, { cells }] of given.relations.entries())
    for (const cell of cells) relationsOf[cell]?.push(number);
  const blank = () => new Uint8Array(size);
  return { hidden: blank(), known: blank(), unlisted: blank(), ...given, relationsOf };
}

/** What hiding a count costs: one cell and what it counts. Totals are what readers look for first. */
export function weightOf(value: number, isTotal: boolean): number {
  return (1 + value / 5) * (isTotal ? 5 : 1);
}

/** Primary suppression: a count below its threshold. */
export function isSmall({ values, thresholds }: System, cell: number): boolean {
  return (values[cell] ?? 0) < (thresholds[cell] ?? 0);
}

/** How wide the span of a hidden cell must be: its threshold where it is small, else one, so that it does not follow. */
export function wantedWidth(system: System, cell: number): number {
  return isSmall(system, cell) ? (system.thresholds[cell] ?? 0) : 1;
}

/** Whether a cell is hidden from readers who do not know it anyhow: then it must not follow. */
export function isSecret({ hidden, known, unlisted }: System, cell: number): boolean {
  return hidden[cell] === 1 && !known[cell] && !unlisted[cell];
}

/**
 * Hides every small cell, and every total that is less than the span which a hidden part of it needs: no part exceeds
 * its total.
 */
export function hideSmall(system: System): void {
  const { values, hidden, unlisted, relations } = system;
  for (const cell of values.keys()) if (!unlisted[cell] && isSmall(system, cell)) hidden[cell] = 1;
  const tooSmall = ({ cells: [total = 0, ...parts], isBound }: Relation) =>
    !isBound &&
    !hidden[total] &&
    !unlisted[total] &&
    parts.some((cell) => isSecret(system, cell) && wantedWidth(system, cell) > (values[total] ?? 0));
  for (let narrow = [0]; narrow.length > 0;) {
    narrow = relations.flatMap((relation) =>
      relation.factors[0] === -1 && tooSmall(relation) ? [relation.cells[0] ?? 0] : [],
    );
    for (const total of narrow) hidden[total] = 1;
  }
}
