import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { projectRoot } from '#warehouse/project.ts';

/** Folder of all data: DATA_DIR, by default `data` in the project; a relative path counts from the project. */
export function dataDir(environment: NodeJS.ProcessEnv = process.env): string {
  return resolve(projectRoot(), environment.DATA_DIR?.trim() || 'data');
}

/** Checks the settings that the server starts with. Throws when DATA_DIR is there but no folder. */
export function checkEnvironment(environment: NodeJS.ProcessEnv = process.env): void {
  const folder = dataDir(environment);
  const found = statSync(folder, { throwIfNoEntry: false });
  if (found && !found.isDirectory()) {
    throw new Error(`DATA_DIR phải là một thư mục, nhưng "${folder}" là một tệp. Hãy sửa DATA_DIR.`);
  }
}
