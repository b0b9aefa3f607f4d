import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from '#warehouse/open.server.ts';

const smallBytes = 16 * 1024 * 1024;

/** Whether a store at `store` and the registers in `folders` are small together: up to some 40,000 cases. */
export function isSmall(store: string, folders: readonly string[] = []): boolean {
  const sizes = [...folders.flatMap(filesIn), store].map(sizeOf);
  return sizes.reduce((sum, size) => sum + size, 0) < smallBytes;
}

/**
 * Small data are worked on by one thread a statement: split over threads a statement costs a fifth more, and several
 * connections make use of the cores.
 */
export async function suitThreads(database: Database, small: boolean): Promise<void> {
  await database.run(small ? 'set threads = 1' : 'reset threads');
}

const filesIn = (folder: string) => readdirSync(folder).map((name) => join(folder, name));
const sizeOf = (path: string) => (existsSync(path) ? statSync(path).size : 0);
