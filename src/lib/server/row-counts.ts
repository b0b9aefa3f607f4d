import type { LiveVersion } from './version.ts';

/** How many rows a table of a version has, by its manifest; 0 where that does not tell. */
export function rowCountOf({ manifest }: LiveVersion, table: string): number {
  const counts = manifest.row_counts;
  const found =
    counts !== null && typeof counts === 'object' && !Array.isArray(counts) ? counts[table] : undefined;
  return typeof found === 'number' ? found : 0;
}
