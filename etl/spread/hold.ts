import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { isCode } from '../error-code.ts';
import { BusyError } from '../errors.ts';
import { livingPid, ownMark } from '../steps/process.ts';

/** A holder on another machine shows that it lives by the time of its file. */
const beatMs = 20_000;
const silentMs = 10 * 60_000;
const lockName = '.push.lock';

/** Names this process among those of all machines. */
function ownName(): string {
  return `${hostname().replaceAll(/[^\w.-]/g, '')}~${ownMark()}`;
}

/**
 * Does work while no other program on any machine writes a folder. The lock is a folder with one file, named by its
 * holder: a folder is renamed over another only if that one is empty, so of several exactly one gets it.
 * Throws BusyError that names the holder.
 */
export async function holdFolder<T>(folder: string, note: (text: string) => void, work: () => Promise<T>) {
  const lock = join(folder, lockName);
  const mine = join(folder, `${lockName}.${ownName()}`);
  const own = join(lock, ownName());
  take(lock, mine, note);
  const beat = setInterval(() => touch(own), beatMs);
  beat.unref();
  try {
    return await work();
  } finally {
    clearInterval(beat);
    release(lock, own);
  }
}

function take(lock: string, mine: string, note: (text: string) => void): void {
  try {
    for (let tries = 1; ; tries++) {
      rmSync(mine, { recursive: true, force: true });
      mkdirSync(mine);
      writeFileSync(join(mine, ownName()), new Date().toISOString());
      // By the clock of the machine that keeps the folder.
      const now = statSync(join(mine, ownName())).mtimeMs;
      for (const name of namesIn(lock)) {
        if (isLiving(lock, name, now)) throw busy(lock, name);
        note(`Bỏ khóa của một lần đẩy đã chết (${name.split('~')[0]}).`);
        rmSync(join(lock, name), { force: true });
      }
      if (moved(mine, lock)) return;
      if (tries === 20)
        throw new BusyError({
          vi: `Không giữ được khóa ${lock}: nhiều lần đẩy cùng lúc.`,
          en: `The lock ${lock} could not be had: there are many pushes at once.`,
        });
    }
  } finally {
    rmSync(mine, { recursive: true, force: true });
  }
}

function isLiving(lock: string, name: string, now: number): boolean {
  const [host, mark = ''] = name.split('~');
  if (host === ownName().split('~')[0]) return livingPid(mark) !== null;
  const seen = statSync(join(lock, name), { throwIfNoEntry: false })?.mtimeMs;
  return seen !== undefined && now - seen < silentMs;
}

function busy(lock: string, name: string): BusyError {
  const [host, mark = ''] = name.split('~');
  const pid = mark.split('-')[0];
  const since = unlessGone(() => readFileSync(join(lock, name), 'utf8'), null);
  return new BusyError({
    vi: `Một lần đẩy khác đang ghi vào đây (máy ${host}, tiến trình ${pid}, từ ${since ?? 'vừa xong'}). Đợi xong rồi chạy lại.`,
    en: `Another push is writing here (machine ${host}, process ${pid}, since ${since ?? 'just now'}). Wait for its end, then run this again.`,
  });
}

function moved(mine: string, lock: string): boolean {
  try {
    renameSync(mine, lock);
    return true;
  } catch (error) {
    if (isCode(error, 'ENOTEMPTY', 'EEXIST')) return false;
    throw error;
  }
}

function namesIn(lock: string): string[] {
  return unlessGone(() => readdirSync(lock), []);
}

/** A place that has gone away meanwhile says so to the work itself. */
function touch(path: string): void {
  try {
    utimesSync(path, new Date(), new Date());
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
  }
}

function release(lock: string, own: string): void {
  try {
    rmSync(own, { force: true });
    rmdirSync(lock);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
  }
}

function unlessGone<T>(read: () => T, otherwise: T): T {
  try {
    return read();
  } catch (error) {
    if (isCode(error, 'ENOENT')) return otherwise;
    throw error;
  }
}
