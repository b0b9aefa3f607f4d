import { blankMarks, type Memory } from './marks.ts';
import type { Row } from '../open.server.ts';

/** A figure that readers of an earlier version saw and that is hidden now. */
export interface Seen {
  key: string;
  measure: string;
  value: number;
}

/** What the newest earlier version showed (rows with a column a measure, null: hidden), and what versions before it showed. */
export interface Past {
  rows: ReadonlyMap<string, Row>;
  seen: readonly Seen[];
  /** Fingerprints of its months and years. */
  fingerprints: ReadonlyMap<string, string>;
}

/** Nothing was published before. */
export const noPast: Past = { rows: new Map(), seen: [], fingerprints: new Map() };

/**
 * What the past means for the cells now, given by `keys` in their order: hidden then is hidden now; what was ever shown
 * with the value of now is known. A measure that a table never lists is null in it, and hidden already.
 */
export function remember<Name extends string>(
  past: Past,
  keys: readonly string[],
  values: Record<Name, Float64Array>,
): Memory<Name> {
  const measures = Object.keys(values) as Name[];
  const memory = { hidden: blankMarks(measures, keys.length), known: blankMarks(measures, keys.length) };
  for (const [cell, key] of keys.entries()) {
    const row = past.rows.get(key);
    if (!row) continue;
    for (const measure of measures) {
      const then = row[measure] ?? null;
      if (then === null) memory.hidden[measure][cell] = 1;
      else if (Number(then) === values[measure][cell]) memory.known[measure][cell] = 1;
    }
  }
  const places = new Map(keys.map((key, cell) => [key, cell]));
  for (const { key, measure, value } of past.seen) {
    const name = measures.find((each) => each === measure);
    const cell = places.get(key);
    if (name && cell !== undefined && values[name][cell] === value) memory.known[name][cell] = 1;
  }
  return memory;
}

/** What is hidden now though the newest earlier version showed it, added to what was seen before. */
export function seenFrom<Name extends string>(
  past: Past,
  keys: readonly string[],
  hidden: Record<Name, Uint8Array>,
): Seen[] {
  const measures = Object.keys(hidden) as Name[];
  const added = keys.flatMap((key, cell) => {
    const row = past.rows.get(key);
    if (!row) return [];
    return measures
      .filter((measure) => hidden[measure][cell] && (row[measure] ?? null) !== null)
      .map((measure) => ({ key, measure, value: Number(row[measure]) }));
  });
  return [...past.seen, ...added];
}
