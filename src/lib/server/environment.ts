import { statSync } from 'node:fs';
import type { KeyObject } from 'node:crypto';
import { resolve } from 'node:path';
import { addressIn } from '#warehouse/clickhouse/address.ts';
import { projectRoot } from '#warehouse/project.ts';
import { publisherKey } from '#warehouse/signature.server.ts';

/** Folder of all data: DATA_DIR, by default `data` in the project; a relative path counts from the project. */
export function dataDir(environment: NodeJS.ProcessEnv = process.env): string {
  return resolve(projectRoot(), environment.DATA_DIR?.trim() || 'data');
}

/** The key of PUBLISHER_KEY_FILE by which versions must be signed; null: it is not set. Throws BadKey. */
export function publisherIn(environment: NodeJS.ProcessEnv): KeyObject | null {
  const path = environment.PUBLISHER_KEY_FILE?.trim();
  return path ? publisherKey(resolve(projectRoot(), path)) : null;
}

/**
 * Checks the settings that the server starts with. Throws when DATA_DIR is there but no folder, BadAddress for a
 * WAREHOUSE_URL that names no database or whose password cannot be read, BadKey for a PUBLISHER_KEY_FILE without a key.
 */
export function checkEnvironment(environment: NodeJS.ProcessEnv = process.env): void {
  addressIn(environment);
  publisherIn(environment);
  const folder = dataDir(environment);
  const found = statSync(folder, { throwIfNoEntry: false });
  if (found && !found.isDirectory()) {
    throw new Error(`DATA_DIR phải là một thư mục, nhưng "${folder}" là một tệp. Hãy sửa DATA_DIR.`);
  }
}
