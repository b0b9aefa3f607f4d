import { lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, statfsSync } from 'node:fs';
import { join } from 'node:path';

const tmpfsMagic = 0x01021994;
const leastRoom = 32 * 1024 * 1024;

/** Raw registers hold identifiers, so they may lie in memory only: why there is no place for them. */
export class NoRoom extends Error {
  override readonly name = 'NoRoom';
  readonly reason: 'missing' | 'not_memory' | 'small';
  readonly free: number;

  constructor(reason: NoRoom['reason'], free = 0) {
    super(`No room for uploads: ${reason}`);
    this.reason = reason;
    this.free = free;
  }
}

/** The folder in memory under which this server keeps its uploads. */
export interface Room {
  folder: string;
  /** Bytes that are free there now. */
  free(): number;
  /** Takes the folder away with all that is in it. */
  remove(): void;
}

/**
 * Makes this process's own folder (mode 0700) in a file system in memory. Throws NoRoom when there is none, or less
 * than 32 MiB are free.
 */
export function makeRoom(memory = '/dev/shm'): Room {
  const free = freeIn(memory);
  if (free < leastRoom) throw new NoRoom('small', free);
  const folder = join(memory, `${prefix()}${process.pid}-${startOf(process.pid) ?? '0'}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return {
    folder,
    free: () => freeIn(memory),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Takes away what servers that live no more have left behind; gives how many folders that were. */
export function sweepRooms(memory = '/dev/shm'): number {
  const own = process.getuid?.() ?? 0;
  const left = namesIn(memory).filter((name) => {
    const [, pid, started] = /^(\d+)-(\d+)$/.exec(name.slice(prefix().length)) ?? [];
    if (!name.startsWith(prefix()) || pid === undefined) return false;
    const found = lstatSync(join(memory, name), { throwIfNoEntry: false });
    return found?.isDirectory() && found.uid === own && startOf(Number(pid)) !== started;
  });
  for (const name of left) rmSync(join(memory, name), { recursive: true, force: true });
  return left.length;
}

function prefix(): string {
  return `lang-kinh-${process.getuid?.() ?? 0}-`;
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (cause) {
    if (
      cause instanceof Error &&
      'code' in cause &&
      ['ENOENT', 'ENOTDIR', 'EACCES'].includes(String(cause.code))
    )
      return [];
    throw cause;
  }
}

function freeIn(memory: string): number {
  if (!lstatSync(memory, { throwIfNoEntry: false })?.isDirectory()) throw new NoRoom('missing');
  const { type, bavail, bsize } = statfsSync(memory);
  if (type !== tmpfsMagic) throw new NoRoom('not_memory');
  return bavail * bsize;
}

/**
 * When a process started, in clock ticks since boot: a number given again is another process. Null: it lives no more,
 * or is dead and only waits for its parent to take note.
 */
function startOf(pid: number): string | null {
  try {
    const [state, ...rest] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    return state === 'Z' || state === 'X' ? null : (rest[18] ?? null);
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && ['ENOENT', 'ESRCH'].includes(String(cause.code)))
      return null;
    throw cause;
  }
}
