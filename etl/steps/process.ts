import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Names a process for good: number, start time in clock ticks and boot, so that a number given again is not taken for
 * the process before. Null when no such process lives.
 */
export function processMark(pid: number): string | null {
  const path = `/proc/${pid}/stat`;
  if (!existsSync(path)) return null;
  const fields = readFileSync(path, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
  // Dead, but not yet taken note of by its parent: in a container nobody may ever do so.
  if (fields[0] === 'Z' || fields[0] === 'X') return null;
  const started = fields[19];
  const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').slice(0, 8);
  return `${pid}-${started}-${boot}`;
}

/** The mark of this process. */
export function ownMark(): string {
  return processMark(process.pid) ?? String(process.pid);
}

/** Number of the process that a mark names, if it lives; else null. */
export function livingPid(mark: string): number | null {
  const pid = Number(/^(\d+)-\d+-[0-9a-f]{8}$/.exec(mark)?.[1]);
  return Number.isSafeInteger(pid) && processMark(pid) === mark ? pid : null;
}

/** Beginnings of names that are only there while a process writes. */
const passing = [
  '.new-',
  '.gone-',
  '.spill-',
  'current.json.',
  'load.lock.',
  'removed-versions.json.',
  'store.duckdb.new-',
  'store.seal.json.',
];

/** Whether a file or folder of that name is only there while a process writes. */
export function isPassing(name: string): boolean {
  return passing.some((start) => name.startsWith(start));
}

/** Takes away what dead processes, or earlier work of this one, left unfinished in a folder. Needs the load lock. */
export function sweepLeftovers(folder: string): void {
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder)) {
    const start = passing.find((each) => name.startsWith(each));
    if (!start) continue;
    const mark = name.slice(start.length).replace(/\.wal$/, '');
    if (mark === ownMark() || livingPid(mark) === null) {
      rmSync(join(folder, name), { recursive: true, force: true });
    }
  }
}
