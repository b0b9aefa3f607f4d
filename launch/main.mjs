import { endWithParent } from './parent.mjs';
import { fault, LaunchError } from './report.mjs';

/** @type {Record<string, string[]>} */
const programs = {
  etl: ['src', 'programs', 'etl.ts'],
  admin: ['src', 'programs', 'admin.ts'],
  briefing: ['src', 'programs', 'briefing.ts'],
  bench: ['test', 'bench', 'bench.ts'],
};
const usage =
  'Cách dùng · usage: node launch.mjs start | test | pack | etl ARGUMENTS... | admin ARGUMENTS... | briefing ARGUMENTS... | bench ARGUMENTS...';

/**
 * Runs one command of the launcher. Its modules are loaded only when asked for: `etl` must start fast.
 * @param {string[]} args command and its arguments
 */
export async function main([command, ...args]) {
  try {
    endWithParent();
    if (command === 'start') return await (await import('./start.mjs')).start();
    if (command === 'test') return await (await import('./test.mjs')).test();
    if (command === 'pack') return await (await import('./pack.mjs')).pack(args);
    const path = programs[command ?? ''];
    if (path) return await (await import('./program.mjs')).runProgram(path, args);
    throw new LaunchError(usage, 2);
  } catch (error) {
    fault(error);
    process.exit(error instanceof LaunchError ? error.exitCode : 4);
  }
}
