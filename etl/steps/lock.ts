import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { isCode } from '../error-code.ts';
import { BusyError } from '../errors.ts';
import { places, type Surroundings } from '../surroundings.ts';
import { unwritable } from '../unwritable.ts';
import { livingPid, ownMark } from './process.ts';

/** Runs work while holding the load lock. Throws BusyError with holder and time when a living process has it. */
export async function withLock<T>(surroundings: Surroundings, work: () => Promise<T>): Promise<T> {
  const { lock } = places(surroundings.dataDir);
  mkdirSync(dirname(lock), { recursive: true, mode: 0o700 });
  take(lock, surroundings);
  try {
    return await work();
  } finally {
    release(lock);
  }
}

/**
 * The lock is a folder with one file, named by its holder. A folder is renamed over another only if that one is empty,
 * so of all that find it free, or its holder dead, exactly one gets it: clearing away a dead holder by name can never
 * take away a living one.
 */
function take(lock: string, surroundings: Surroundings): void {
  const mine = `${lock}.${ownMark()}`;
  try {
    for (;;) {
      rmSync(mine, { recursive: true, force: true });
      mkdirSync(mine, { mode: 0o700 });
      writeFileSync(join(mine, ownMark()), surroundings.now().toISOString(), { mode: 0o600 });
      if (moved(mine, lock)) return;
      refuseBusy(lock);
      surroundings.note('Bỏ khóa của một lần nạp đã chết.');
      for (const mark of marksIn(lock)) {
        if (livingPid(mark) === null) rmSync(join(lock, mark), { recursive: true, force: true });
      }
    }
  } finally {
    rmSync(mine, { recursive: true, force: true });
  }
}

/** Whether the folder could be put in place; false while one with a file in it stands there. */
function moved(mine: string, lock: string): boolean {
  try {
    renameSync(mine, lock);
    return true;
  } catch (error) {
    // An older program's lock was a plain file; a living one of that kind still holds the store itself.
    if (isCode(error, 'ENOTDIR')) unlinkSync(lock);
    else if (!isCode(error, 'ENOTEMPTY', 'EEXIST')) throw error;
    return false;
  }
}

/** Who stands in the lock; nobody when it has been given back meanwhile. */
function marksIn(lock: string): string[] {
  try {
    return readdirSync(lock);
  } catch (error) {
    if (isCode(error, 'ENOENT')) return [];
    throw error;
  }
}

function refuseBusy(lock: string): void {
  for (const mark of marksIn(lock)) {
    const pid = livingPid(mark);
    if (pid === null) continue;
    const since = readIfThere(join(lock, mark));
    throw new BusyError({
      vi: `Một lần nạp khác đang chạy (tiến trình ${pid}, từ ${since ?? 'vừa xong'}). Đợi xong rồi chạy lại.`,
      en: `Another load is running (process ${pid}, since ${since ?? 'just now'}). Wait for its end, then run again.`,
    });
  }
}

/** When the holder took the lock; it may give it back at this very moment. */
function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (isCode(error, 'ENOENT')) return null;
    throw error;
  }
}

/** Gives the lock back. Where the disk refuses it stays: once its holder has ended it keeps nobody out. */
function release(lock: string): void {
  try {
    rmSync(join(lock, ownMark()), { force: true });
    rmdirSync(lock);
  } catch (error) {
    if (!isCode(error, 'ENOTEMPTY', 'EEXIST', 'ENOENT') && !unwritable(error)) throw error;
  }
}
