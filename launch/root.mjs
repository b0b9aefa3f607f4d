import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Folder of the repository. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** @param {string[]} parts path below the repository */
export function inRoot(...parts) {
  return join(root, ...parts);
}
