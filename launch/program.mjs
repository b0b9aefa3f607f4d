import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { ensureInstalled } from './install.mjs';
import { LaunchError, progressOn } from './report.mjs';
import { inRoot } from './root.mjs';

/**
 * How much a function must run before V8 optimises it, of JavaScript and of WebAssembly (the solver): some twenty and a
 * hundred times the usual measure. A short program ends before the work of four compiling threads pays, and they take the
 * cores from the database; a long one hardly notices.
 */
export const patience = ['--interrupt-budget=1500000', '--wasm-tiering-budget=200000000'];

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
  for (const flag of patience) setFlagsFromString(flag);
  process.argv = [process.execPath, program, ...args];
  await import(pathToFileURL(inRoot('node_modules', 'tsx', 'dist', 'loader.mjs')).href);
  await import(pathToFileURL(program).href);
}
