import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { BusyError } from '../errors.ts';
import { places, type Surroundings } from '../surroundings.ts';

interface Holder {
  pid: number;
  since: string;
  /** Start time of the process, so that a number given again is not taken for the old holder. */
  started: string;
}

/** Runs work while holding the load lock. Throws BusyError with holder and time when a living process has it. */
export async function withLock<T>(surroundings: Surroundings, work: () => Promise<T>): Promise<T> {
  const { lock } = places(surroundings.dataDir);
  mkdirSync(dirname(lock), { recursive: true, mode: 0o700 });
  take(lock, surroundings);
  try {
    return await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

function take(lock: string, surroundings: Surroundings): void {
  const mine: Holder = {
    pid: process.pid,
    since: surroundings.now().toISOString(),
    started: startOf(process.pid) ?? '',
  };
  for (;;) {
    try {
      writeFileSync(lock, JSON.stringify(mine), { flag: 'wx', mode: 0o600 });
      return;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
    const holder = readHolder(lock);
    if (holder && startOf(holder.pid) === holder.started) {
      throw new BusyError(
        `Một lần nạp khác đang chạy (tiến trình ${holder.pid}, từ ${holder.since}). Đợi xong rồi chạy lại.`,
      );
    }
    surroundings.note('Bỏ khóa của một lần nạp đã chết.');
    rmSync(lock, { force: true });
  }
}

function readHolder(lock: string): Holder | null {
  if (!existsSync(lock)) return null;
  try {
    const value: unknown = JSON.parse(readFileSync(lock, 'utf8'));
    if (typeof value !== 'object' || value === null) return null;
    const { pid, since, started } = value as Partial<Holder>;
    return typeof pid === 'number' && typeof started === 'string'
      ? { pid, since: since ?? '', started }
      : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** When a process started, in clock ticks since boot; null when it lives no more. */
function startOf(pid: number): string | null {
  const path = `/proc/${pid}/stat`;
  if (!existsSync(path)) return null;
  return readFileSync(path, 'utf8').split(') ').at(-1)?.split(' ')[19] ?? null;
}
