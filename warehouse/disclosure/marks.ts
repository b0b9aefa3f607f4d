import type { Settled } from './settle.ts';

/** One mark a cell, 0 or 1, for each measure. */
export type Marks<Name extends string> = Record<Name, Uint8Array>;

/** What readers of earlier versions know, and what was hidden from them. */
export interface Memory<Name extends string> {
  hidden: Marks<Name>;
  /** Shown earlier with the value that the cell has now. */
  known: Marks<Name>;
  /** Cells near what is other than at the last publish; absent: all. Others are protected already. */
  touched?: Uint8Array;
}

/** Which cells are hidden. */
export interface Pattern<Name extends string> extends Settled {
  hidden: Marks<Name>;
}

/** Marks without any set. */
export function blankMarks<Name extends string>(measures: readonly Name[], size: number): Marks<Name> {
  return Object.fromEntries(measures.map((name) => [name, new Uint8Array(size)])) as Marks<Name>;
}

/** Arrays of all measures, one after another in one. */
export function joined<Name extends string>(
  measures: readonly Name[],
  arrayOf: (measure: Name) => ArrayLike<number>,
): Float64Array {
  const arrays = measures.map(arrayOf);
  const all = new Float64Array(arrays.reduce((size, { length }) => size + length, 0));
  let filled = 0;
  for (const array of arrays) {
    all.set(array, filled);
    filled += array.length;
  }
  return all;
}

/** The marks of each measure, out of one array of all. */
export function parted<Name extends string>(measures: readonly Name[], marks: Uint8Array): Marks<Name> {
  const size = marks.length / measures.length;
  const parts = measures.map((name, at) => [name, marks.slice(at * size, (at + 1) * size)]);
  return Object.fromEntries(parts) as Marks<Name>;
}
