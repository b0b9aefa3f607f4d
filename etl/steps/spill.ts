import { rmSync } from 'node:fs';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import type { Database } from '#warehouse/open.server.ts';
import { places, type Surroundings } from '../surroundings.ts';
import { ownMark } from './process.ts';

const gibibyte = 1024 ** 3;
/** DuckDB's part of a load's memory: a load shall stay below 8 GiB, and beside it stand buffers that it does not count. */
const mostBytes = 5 * gibibyte;
const shareOfMachine = 0.6;

const folderOf = (surroundings: Surroundings) =>
  join(places(surroundings.dataDir).private, `.spill-${ownMark()}`);

/**
 * Lets a database that has read its registers use a folder beside the store for what does not fit in memory. Not before:
 * raw registers hold member codes. From here on there are only pseudonyms, as in the store itself.
 */
export async function allowSpilling(database: Database, surroundings: Surroundings): Promise<void> {
  await database.run(`set temp_directory = '${folderOf(surroundings).replaceAll("'", "''")}'`);
  const bytes = Math.floor(Math.min(mostBytes, totalmem() * shareOfMachine));
  await database.run(`set memory_limit = '${bytes} bytes'`);
}

/** Takes away the folder that a closed database may have left. */
export function endSpilling(surroundings: Surroundings): void {
  rmSync(folderOf(surroundings), { recursive: true, force: true });
}
