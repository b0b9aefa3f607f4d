import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { projectRoot } from '#warehouse/project.ts';

/** How a command ended and what it printed; the code is null where a signal ended it. */
export interface Ending {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** A command that runs. */
export interface Running {
  child: ChildProcess;
  ended: Promise<Ending>;
}

interface Circumstances {
  dataDir: string;
  env?: Record<string, string>;
  /** The words of another command that sets it limits. */
  within?: readonly string[];
}

/** Starts a command on a data folder as people do, through the launcher: `etl load ...`. */
export function start(words: readonly string[], circumstances: Circumstances): Running {
  return startNode(['launch.mjs', ...words], circumstances);
}

/** Runs it to its end. */
export function run(words: readonly string[], circumstances: Circumstances): Promise<Ending> {
  return start(words, circumstances).ended;
}

/** Starts a TypeScript program of the tests. */
export function startProgram(words: readonly string[], circumstances: Circumstances): Running {
  return startNode(['--import', 'tsx', ...words], circumstances);
}

function startNode(words: readonly string[], { dataDir, env = {}, within = [] }: Circumstances): Running {
  const [program = '', ...rest] = [...within, process.execPath, ...words];
  const child = spawn(program, rest, {
    cwd: projectRoot(),
    env: { ...process.env, DATA_DIR: dataDir, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const ended = once(child, 'close').then(() => ({ code: child.exitCode, stdout, stderr }));
  return { child, ended };
}
