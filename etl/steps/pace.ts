import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from '#warehouse/open.server.ts';

/**
 * Below so much in store and registers a statement that is split over threads costs a fifth more than on one: then each
 * runs on one, and several connections make use of the cores. A store of this size holds some 40,000 cases.
 */
const smallBytes = 16 * 1024 * 1024;

/** Sets by how many threads a statement is worked on, for a store at `store` and the registers in `folders`. */
export async function suitThreads(
  database: Database,
  store: string,
  folders: readonly string[],
): Promise<void> {
  const sizes = [...folders.flatMap(filesIn), store].map(sizeOf);
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  await database.run(bytes < smallBytes ? 'set threads = 1' : 'reset threads');
}

const filesIn = (folder: string) => readdirSync(folder).map((name) => join(folder, name));
const sizeOf = (path: string) => (existsSync(path) ? statSync(path).size : 0);
