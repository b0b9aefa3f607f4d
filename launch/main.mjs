import { endWithParent } from './parent.mjs';
import { fault, LaunchError } from './report.mjs';

const usage = 'Cách dùng · usage: node launch.mjs start | test | etl ARGUMENTS...';

/**
 * Runs one command of the launcher. Its modules are loaded only when asked for: `etl` must start fast.
 * @param {string[]} args command and its arguments
 */
export async function main([command, ...args]) {
  try {
    endWithParent();
    if (command === 'start') return await (await import('./start.mjs')).start();
    if (command === 'test') return await (await import('./test.mjs')).test();
    if (command === 'etl') return await (await import('./etl.mjs')).etl(args);
    throw new LaunchError(usage, 2);
  } catch (error) {
    fault(error);
    process.exit(error instanceof LaunchError ? error.exitCode : 4);
  }
}
