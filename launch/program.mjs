import { pathToFileURL } from 'node:url';
import { ensureInstalled } from './install.mjs';
import { progressOn } from './report.mjs';
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
  process.argv = [process.execPath, program, ...args];
  await import(pathToFileURL(inRoot('node_modules', 'tsx', 'dist', 'loader.mjs')).href);
  await import(pathToFileURL(program).href);
}
