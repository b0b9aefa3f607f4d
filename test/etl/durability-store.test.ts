import { copyFileSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rebuild } from '#etl/jobs/rebuild.ts';
import { status } from '#etl/jobs/status.ts';
import { verify } from '#etl/jobs/verify.ts';
import { undo } from '#etl/jobs/versions.ts';
import { places } from '#etl/surroundings.ts';
import { writeGoldenWorld } from './golden-world.ts';
import { flipBit, hashesBelow, liveManifest, liveVersion, makePlace, refusalOf } from './support.ts';

const accept = { acceptDrop: true };
const anew = { acceptMissing: false };

describe('a store that is not what was closed last', () => {
  const place = makePlace('2026-03-25');
  const { store, private: folder } = places(place.dataDir);
  let hash = '';
  let january = '';
  let march = '';

  beforeAll(async () => {
    const folders = writeGoldenWorld(place);
    [january = '', , march = ''] = folders;
    await place.load(folders, accept);
    hash = liveManifest(place.dataDir).content_hash;
    copyFileSync(store, join(place.root, 'good'));
  });

  afterAll(() => place.remove());

  it.each([
    ['has one changed bit', () => flipBit(store)],
    ['is cut short', () => writeFileSync(store, readFileSync(store).subarray(0, 20_000))],
    ['is gone', () => rmSync(store)],
  ])('is refused with what to do, and rebuilt: it %s', async (_, harm) => {
    const live = liveVersion(place.dataDir);
    harm();
    const before = hashesBelow(place.dataDir);
    for (const work of [() => place.load([january]), () => undo(place.surroundings)]) {
      expect(await refusalOf(work())).toMatchObject({
        reason: 'unreadable_file',
        file: store,
        hint: expect.stringContaining('npm run etl -- rebuild'),
      });
    }
    expect(hashesBelow(place.dataDir)).toEqual(before);
    expect((await status(place.surroundings)).problems).toEqual([expect.stringContaining('rebuild')]);
    expect(await verify(place.surroundings)).toMatchObject({ passed: false, store: { state: 'damaged' } });
    expect(liveVersion(place.dataDir)).toBe(live);
    const wasThere = existsSync(store);
    expect(await rebuild(anew, place.surroundings)).toMatchObject({ contentHash: hash });
    const copies = readdirSync(folder).filter((name) => name.startsWith('store.duckdb.damaged-'));
    expect(copies).toHaveLength(1);
    if (wasThere) expect(copies).toEqual(['store.duckdb.damaged-20260325T050000Z']);
    expect((await status(place.surroundings)).problems).toEqual([]);
    expect(await place.load([march])).toMatchObject({ loaded: [], content_hash: hash });
  });

  it('is refused without its seal, too, when a block does not hold against its checksum', async () => {
    flipBit(store);
    rmSync(join(folder, 'store.seal.json'));
    expect(await refusalOf(place.load([january]))).toMatchObject({ reason: 'unreadable_file', file: store });
    copyFileSync(join(place.root, 'good'), store);
    expect(await place.load([march])).toMatchObject({ loaded: [], content_hash: hash });
    expect(await verify(place.surroundings)).toMatchObject({ passed: true, store: { state: 'whole' } });
  });

  it('is refused when it knows less than the accepted rows, as one from an old backup does', async () => {
    const other = makePlace('2026-03-25');
    const folders = writeGoldenWorld(other);
    await other.load(folders.slice(0, 2), accept);
    const old = places(other.dataDir).private;
    for (const name of ['store.duckdb', 'store.seal.json']) copyFileSync(join(old, name), join(folder, name));
    other.remove();
    expect(await refusalOf(place.load([january]))).toMatchObject({
      reason: 'unreadable_file',
      file: join(folder, 'accepted', '2026-03-20'),
      hint: expect.stringContaining('rebuild'),
    });
    expect(await rebuild(anew, place.surroundings)).toMatchObject({ contentHash: hash });
  });
});
