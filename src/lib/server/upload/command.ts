import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { projectRoot } from '#warehouse/project.ts';
import { dataDir } from '../environment.ts';
import { outcomeOf, type Outcome } from './outcome';

/** What a load may be allowed beyond the usual. */
export interface LoadChoices {
  replace: boolean;
  acceptDrop: boolean;
  /** Per cent; null: the usual limit. */
  maxRejects: number | null;
}

/** Who a load is done for, as the audit names them. */
export interface Actor {
  name: string;
  session: string;
  address: string;
}

/** A run of the command line that goes on. */
export interface Run {
  done: Promise<Outcome>;
  /** Ends it: nothing of it is kept. */
  stop(): void;
}

const mostOutput = 64 * 1024 * 1024;
const longestMs = 60 * 60 * 1000;
const graceMs = 10_000;

/** The arguments of `etl` for a folder. */
export function argumentsOf(command: 'check' | 'load', folder: string, choices: LoadChoices): string[] {
  return [
    command,
    folder,
    '--json',
    ...(choices.replace ? ['--replace'] : []),
    ...(choices.acceptDrop ? ['--accept-drop'] : []),
    ...(choices.maxRejects === null ? [] : ['--max-rejects', String(choices.maxRejects)]),
  ];
}

/**
 * Runs `etl` in a process group of its own, for an hour at most; `onStep` hears of every step. This process never
 * opens the store itself.
 */
export function runCommand(
  args: readonly string[],
  { folder, actor }: { folder: string; actor: Actor | null },
  onStep: (text: string) => void,
): Run {
  const child: ChildProcess = spawn(process.execPath, [join(projectRoot(), 'launch.mjs'), 'etl', ...args], {
    cwd: projectRoot(),
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      DATA_DIR: dataDir(),
      LANG_KINH_PROGRESS: 'lines',
      LANG_KINH_ENGLISH: 'yes',
      LANG_KINH_DEBUG: undefined,
      LANG_KINH_ACTOR: actor?.name,
      LANG_KINH_SESSION: actor?.session,
      LANG_KINH_ADDRESS: actor?.address,
      // Makes the launcher end with this server, even when that is killed outright.
      npm_lifecycle_event: 'etl',
    },
  });
  const signal = (name: NodeJS.Signals) => {
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    try {
      process.kill(-child.pid, name);
    } catch (cause) {
      // It has just ended by itself.
      if (!(cause instanceof Error && 'code' in cause && cause.code === 'ESRCH')) throw cause;
    }
  };
  const stop = () => {
    signal('SIGTERM');
    setTimeout(() => signal('SIGKILL'), graceMs).unref();
  };
  const limit = setTimeout(stop, longestMs);
  limit.unref();
  const output = { stdout: '', stderr: '' };
  // First of all: it tells of a process that could not be made, which has no output either.
  const done = new Promise<Outcome>((resolve) => {
    const end = (exitCode: number | null, stderr = output.stderr) => {
      clearTimeout(limit);
      resolve(outcomeOf({ exitCode, stdout: output.stdout, stderr }, folder));
    };
    child.on('error', (cause) => end(null, cause.message));
    child.on('close', (code) => end(code));
  });
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    output.stdout += text;
    if (output.stdout.length > mostOutput) stop();
  });
  let rest = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    rest = (lines.pop() ?? '').slice(0, 2000);
    for (const line of lines) if (line.trim() !== '') onStep(line.trim());
    output.stderr = (output.stderr + text).slice(-4000);
  });
  return { done, stop };
}
