import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { ensureInstalled } from './install.mjs';
import { LaunchError, progressOn } from './report.mjs';
import { inRoot } from './root.mjs';

/**
 * Runs a TypeScript program of this project in this very process: nothing stands between the caller and its output,
 * signals and exit code, and no second Node has to start.
 * @param {string[]} path its place below the root
 * @param {string[]} args
 */
export async function runProgram(path, args) {
  await ensureInstalled(progressOn(process.stderr));
  const program = inRoot(...path);
  if (!existsSync(program)) {
    throw new LaunchError(
      `${path.join('/')} không có trong gói · is not in this archive: it needs the sources.`,
    );
  }
  process.argv = [process.execPath, program, ...args];
  await import(pathToFileURL(inRoot('node_modules', 'tsx', 'dist', 'loader.mjs')).href);
  await import(pathToFileURL(program).href);
}
