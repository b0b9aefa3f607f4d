import { spawn } from 'node:child_process';
import { inRoot, root } from './root.mjs';

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();

/**
 * What a program left behind.
 * @typedef {{ exitCode: number, output: string }} Outcome
 *
 * @typedef {object} RunOptions
 * @property {Record<string, string | undefined>} [env] added to the environment
 * @property {NodeJS.WritableStream} [echo] gets the output as it comes, too
 */

/**
 * Runs a program in the repository to its end and keeps what it printed on both channels.
 * @param {string} command
 * @param {string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<Outcome>} exit code 1 for a program ended by a signal, 127 for one that could not start
 */
export function run(command, args, options = {}) {
  return follow(
    spawn(command, args, { cwd: root, env: environment(options.env), stdio: ['ignore', 'pipe', 'pipe'] }),
    options,
  );
}

/**
 * The same for a Node program of this project; it ends when the launcher does.
 * @param {string[]} args Node's arguments
 * @param {RunOptions} [options]
 */
export function runNode(args, options = {}) {
  return follow(
    spawn(process.execPath, ['--import', `file://${inRoot('launch', 'with-parent.mjs')}`, ...args], {
      cwd: root,
      env: environment(options.env),
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    }),
    options,
  );
}

/** Ends every program that is still running, and says how many there were. */
export function stopAll() {
  const count = running.size;
  for (const child of running) child.kill('SIGTERM');
  return count;
}

/** @param {Record<string, string | undefined>} [added] */
function environment(added) {
  return { ...process.env, LAUNCHER_PID: String(process.pid), ...added };
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {RunOptions} options
 * @returns {Promise<Outcome>}
 */
function follow(child, { echo }) {
  running.add(child);
  /** @type {Buffer[]} */
  const chunks = [];
  const keep = (/** @type {Buffer} */ chunk) => {
    chunks.push(chunk);
    echo?.write(chunk);
  };
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  return new Promise((resolve) => {
    const end = (/** @type {number} */ exitCode) => {
      running.delete(child);
      resolve({ exitCode, output: Buffer.concat(chunks).toString('utf8') });
    };
    child.on('error', (error) => {
      chunks.push(Buffer.from(`${error.message}\n`));
      end(127);
    });
    child.on('close', (exitCode) => end(exitCode ?? 1));
  });
}
