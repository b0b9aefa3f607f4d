import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { afterAll, expect, it } from 'vitest';
import { withLock } from '#etl/steps/lock.ts';
import { places } from '#etl/surroundings.ts';
import { makePlace } from './support.ts';

const place = makePlace();
const { lock } = places(place.dataDir);
const canMount = process.getuid?.() === 0 && spawnSync('unshare', ['--mount', 'true']).status === 0;

afterAll(() => {
  if (canMount) spawnSync('umount', [place.dataDir]);
  place.remove();
});

it.skipIf(!canMount)('a disk that can only be read in the end does not hide how a load ended', async () => {
  mkdirSync(place.dataDir);
  const mount = (...words: string[]) => expect(spawnSync('mount', [...words, place.dataDir]).status).toBe(0);
  mount('-t', 'tmpfs', '-o', 'size=4m', 'none');
  const ending = (work: () => string) =>
    withLock(place.surroundings, async () => (mount('-o', 'remount,ro'), work())).finally(() => {
      mount('-o', 'remount,rw');
      // As when the process has ended.
      rmSync(lock, { recursive: true });
    });
  expect(await ending(() => 'done')).toBe('done');
  const refuse = () => {
    throw new Error('refused');
  };
  await expect(ending(refuse)).rejects.toThrow('refused');
});
