import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

let found: string | undefined;

/** Folder of the repository (the one with package.json and warehouse/), from source and from the build alike. */
export function projectRoot(): string {
  if (found) return found;
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'warehouse', 'models'))) {
    const above = dirname(folder);
    if (above === folder) throw new Error('The folder warehouse/models was not found above the program.');
    folder = above;
  }
  found = folder;
  return folder;
}

/** Text of a file below warehouse/, such as `queries/months.sql`. */
export function sqlFile(path: string): string {
  return readFileSync(join(projectRoot(), 'warehouse', path), 'utf8');
}
