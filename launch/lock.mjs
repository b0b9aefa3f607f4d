import { mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { isAlive } from './parent.mjs';

const beatMs = 2_000;
const staleMs = 20_000;

/**
 * Runs `work` while no other process of this machine is inside a lock of the same path. A lock whose holder is
 * gone, or has not touched it for 20 s, is taken over.
 * @template T
 * @param {string} path the lock file
 * @param {() => Promise<T>} work
 * @param {() => void} [onWait] called once when another process holds the lock
 * @returns {Promise<T>}
 */
export async function withLock(path, work, onWait) {
  mkdirSync(dirname(path), { recursive: true });
  let waited = false;
  while (!take(path)) {
    if (!waited) onWait?.();
    waited = true;
    await pause(100);
  }
  const beat = setInterval(() => utimesSync(path, new Date(), new Date()), beatMs);
  beat.unref();
  try {
    return await work();
  } finally {
    clearInterval(beat);
    rmSync(path, { force: true });
  }
}

/** @param {string} path */
function take(path) {
  try {
    writeFileSync(path, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    if (isAbandoned(path)) rmSync(path, { force: true });
    return false;
  }
}

/** @param {string} path */
function isAbandoned(path) {
  const status = statSync(path, { throwIfNoEntry: false });
  if (!status) return false;
  if (Date.now() - status.mtimeMs > staleMs) return true;
  const holder = Number(readText(path));
  return holder > 0 && !isAlive(holder);
}

/**
 * @param {string} path
 * @returns {string} empty when there is no such file (any more)
 */
export function readText(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  }
}
