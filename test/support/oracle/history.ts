import { type Snapshot } from './registers.ts';

/** A row as one snapshot showed it. */
export interface Sighting<T> {
  as_of: string;
  index: number;
  row: T;
}

/** Every accepted row of a register by code, oldest sighting first. */
export function sightings<T>(
  snapshots: readonly Snapshot[],
  rows: (snapshot: Snapshot) => readonly T[] | null,
  code: (row: T) => string,
): Map<string, Sighting<T>[]> {
  const seen = new Map<string, Sighting<T>[]>();
  snapshots.forEach((snapshot, index) => {
    for (const row of rows(snapshot) ?? []) {
      const list = seen.get(code(row)) ?? [];
      list.push({ as_of: snapshot.as_of, index, row });
      seen.set(code(row), list);
    }
  });
  return seen;
}

/** as_of of the first snapshot of the absence that lasts to the newest snapshot; null while it is there. */
export function absentSince<T>(snapshots: readonly Snapshot[], seen: readonly Sighting<T>[]): string | null {
  return snapshots[newest(seen).index + 1]?.as_of ?? null;
}

/** The newest sighting. */
export function newest<T>(seen: readonly Sighting<T>[]): Sighting<T> {
  return must(seen.at(-1));
}

/** The last sighting with as_of <= date, else the first. */
export function shownAt<T>(seen: readonly Sighting<T>[], date: string): Sighting<T> {
  return seen.findLast((sighting) => sighting.as_of <= date) ?? must(seen[0]);
}

/** The value, which is known to be there. */
export function must<T>(value: T | undefined | null): T {
  if (value === undefined || value === null) throw new Error('a value that must be there is missing');
  return value;
}
