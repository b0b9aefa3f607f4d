import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { addressIn } from '#warehouse/clickhouse/address.ts';
import { projectRoot } from '#warehouse/project.ts';

/** Folder of all data: DATA_DIR, by default `data` in the project; a relative path counts from the project. */
export function dataDir(environment: NodeJS.ProcessEnv = process.env): string {
  return resolve(projectRoot(), environment.DATA_DIR?.trim() || 'data');
}

/**
 * Checks the settings that the server starts with. Throws when DATA_DIR is there but no folder, BadAddress for a
 * WAREHOUSE_URL that names no database or whose password cannot be read.
 */
export function checkEnvironment(environment: NodeJS.ProcessEnv = process.env): void {
  addressIn(environment);
  const folder = dataDir(environment);
  const found = statSync(folder, { throwIfNoEntry: false });
  if (found && !found.isDirectory()) {
    throw new Error(`DATA_DIR phải là một thư mục, nhưng "${folder}" là một tệp. Hãy sửa DATA_DIR.`);
  }
}
