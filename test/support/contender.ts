import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { BusyError } from '#etl/errors.ts';
import { withLock } from '#etl/steps/lock.ts';
import { places, surroundingsFrom } from '#etl/surroundings.ts';

/**
 * One of several processes that want the same lock again and again: `contender.ts ROUNDS`, with DATA_DIR set. Every other
 * time it leaves the lock to a dead process, so that all the others find that at once. Fails when it is not alone.
 */
const surroundings = { ...surroundingsFrom(process.env), note: () => undefined };
const { lock, private: folder } = places(surroundings.dataDir);
const inside = join(folder, 'inside');
let taken = 0;

/** Stands for a process that took the lock and died: another boot's mark. */
function leaveDead(): void {
  const dead = `${lock}.planted-${process.pid}`;
  mkdirSync(dead);
  writeFileSync(join(dead, `${process.pid}-1-00000000`), '');
  try {
    renameSync(dead, lock);
  } catch {
    rmSync(dead, { recursive: true });
  }
}

while (!existsSync(join(surroundings.dataDir, 'go'))) await pause(1);
while (taken < Number(process.argv[2])) {
  try {
    await withLock(surroundings, async () => {
      writeFileSync(inside, String(process.pid), { flag: 'wx' });
      await pause(1);
      rmSync(inside);
    });
    taken++;
    if (taken % 2 === 0) leaveDead();
  } catch (error) {
    if (!(error instanceof BusyError)) throw error;
  }
  await pause(Math.random() * 2);
}
