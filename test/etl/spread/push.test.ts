import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { BusyError, UsageError } from '#etl/errors.ts';
import { push, type PushOptions } from '#etl/jobs/push.ts';
import { folderTarget } from '#etl/spread/folder.ts';
import { pointTo } from '#etl/steps/version-folders.ts';
import { places } from '#etl/surroundings.ts';
import { start } from '../../support/command.ts';
import { bytesBelow, flipBit, hashesBelow, makePlace, refusalInBoth } from '../support.ts';
import { makeVersion } from './made-versions.ts';

const place = makePlace('2026-11-22');
const { published, private: secret } = places(place.dataDir);
const target = join(place.root, 'target');
const big = '2026-11-20.001';

const pushed = (options: Partial<PushOptions> = {}, to = target) =>
  push(to, { analyst: false, byHash: false, anew: false, ...options }, place.surroundings);
const currentAt = () => JSON.parse(readFileSync(join(target, 'current.json'), 'utf8')) as unknown;
const namesAt = (version: string) => readdirSync(join(target, version)).sort();

beforeEach(async () => {
  for (const folder of [target, place.dataDir]) rmSync(folder, { recursive: true, force: true });
  mkdirSync(secret, { recursive: true });
  writeFileSync(join(secret, 'store.duckdb'), 'never leaves');
  mkdirSync(join(place.dataDir, 'key'));
  writeFileSync(join(place.dataDir, 'key', 'pseudonym.key'), 'never leaves');
  await makeVersion(published, '2026-09-30.001');
  await makeVersion(published, '2026-10-31.001', { publishedAt: '2026-11-21T08:00:00Z' });
  await makeVersion(published, '2026-10-31.002', { publishedAt: '2026-11-21T09:00:00Z' });
});
afterAll(() => place.remove());

describe('a push to a folder', () => {
  it('brings the versions that are kept, without case rows, and nothing else', async () => {
    const report = await pushed();
    expect(report).toMatchObject({
      target,
      version: '2026-10-31.002',
      copied: ['2026-10-31.002', '2026-10-31.001', '2026-09-30.001'],
      removed: [],
      skipped: [],
      switched: true,
    });
    expect(currentAt()).toEqual({ version: '2026-10-31.002' });
    expect(readdirSync(target).sort()).toEqual([
      '2026-09-30.001',
      '2026-10-31.001',
      '2026-10-31.002',
      'current.json',
    ]);
    expect(namesAt('2026-10-31.002')).toEqual([
      'manifest.json',
      'manifest.json.sha256',
      'rejects.json',
      'warehouse.duckdb',
    ]);
    expect([...bytesBelow(target).values()].join('')).not.toMatch(/never leaves|cases of/);
    expect(await pushed()).toMatchObject({ copied: [], switched: false });
  });

  it('brings case rows when asked to, later too', async () => {
    await pushed();
    await pushed({ analyst: true });
    expect(namesAt('2026-09-30.001')).toContain('analyst.duckdb');
  });

  it('follows a rollback, and takes away what the policy keeps no longer', async () => {
    await pushed();
    pointTo(published, '2026-10-31.001');
    expect(await pushed()).toMatchObject({ version: '2026-10-31.001', copied: [], switched: true });
    expect(currentAt()).toEqual({ version: '2026-10-31.001' });
    place.setting('retention.csv', 'keep_days,keep_month_ends\n0,false\n');
    pointTo(published, '2026-10-31.002');
    expect(await pushed()).toMatchObject({ removed: ['2026-09-30.001'] });
    place.surroundings.settings = null;
    expect(readdirSync(target).sort()).toEqual(['2026-10-31.001', '2026-10-31.002', 'current.json']);
  });

  it('goes on with the half of a file that a killed one left', async () => {
    const size = 256_000_000;
    const files = { 'warehouse.duckdb': randomBytes(size), 'rejects.json': '[]' };
    await makeVersion(published, big, { files });
    const part = join(target, `.coming-${big}`, 'warehouse.duckdb.part');
    const { child, ended } = start(['etl', 'push', target], { dataDir: place.dataDir });
    while (child.exitCode === null && !existsSync(part)) await pause(1);
    child.kill('SIGKILL');
    await ended;
    const left = statSync(part);
    expect(left.size).toBeLessThan(size);
    expect(existsSync(join(target, 'current.json'))).toBe(false);
    expect((await pushed()).copied).toContain(big);
    expect(statSync(join(target, big, 'warehouse.duckdb')).ino).toBe(left.ino);
    expect(readdirSync(target).filter((name) => name.startsWith('.'))).toEqual([]);
    expect(currentAt()).toEqual({ version: big });
  });

  it('begins a file anew when what was left is not its beginning', async () => {
    const aside = join(target, '.coming-2026-10-31.002');
    mkdirSync(aside, { recursive: true });
    writeFileSync(join(aside, 'warehouse.duckdb.part'), 'something else');
    await pushed();
    expect(readFileSync(join(target, '2026-10-31.002', 'warehouse.duckdb'), 'utf8')).toBe(
      'figures of 2026-10-31.002',
    );
  });

  it('refuses a damaged current version and leaves the target as it is', async () => {
    await pushed();
    const before = hashesBelow(target);
    await makeVersion(published, big);
    flipBit(join(published, big, 'warehouse.duckdb'));
    expect(await refusalInBoth(pushed())).toMatchObject({
      reason: 'unreadable_file',
      file: join(published, big, 'warehouse.duckdb'),
    });
    rmSync(join(target, `.coming-${big}`), { recursive: true });
    expect(hashesBelow(target)).toEqual(before);
  });

  it('brings the current version past a damaged older one, and says so', async () => {
    flipBit(join(published, '2026-09-30.001', 'warehouse.duckdb'));
    const report = await pushed();
    expect(report).toMatchObject({ version: '2026-10-31.002', skipped: [{ version: '2026-09-30.001' }] });
    expect(existsSync(join(target, '2026-09-30.001'))).toBe(false);
  });

  it('mends what has been damaged at the target: by size, and by hash when asked to', async () => {
    await pushed();
    const file = join(target, '2026-10-31.001', 'warehouse.duckdb');
    rmSync(file);
    expect((await pushed()).copied).toEqual(['2026-10-31.001']);
    flipBit(file);
    expect((await pushed()).copied).toEqual([]);
    expect((await pushed({ byHash: true })).copied).toEqual(['2026-10-31.001']);
    expect(readFileSync(file, 'utf8')).toBe('figures of 2026-10-31.001');
  });

  it("refuses a target with another publisher's version of the same name", async () => {
    await makeVersion(target, '2026-10-31.002', { publishedAt: '2026-11-20T00:00:00Z' });
    const before = hashesBelow(target);
    expect(await refusalInBoth(pushed())).toMatchObject({ reason: 'other_publisher', file: target });
    expect(hashesBelow(target)).toEqual(before);
  });

  it('refuses a target that had versions and is empty: a mount may be missing', async () => {
    await pushed();
    rmSync(target, { recursive: true });
    mkdirSync(target);
    expect(await refusalInBoth(pushed())).toMatchObject({ reason: 'not_writable', file: target });
    expect(readdirSync(target)).toEqual([]);
    expect((await pushed({ anew: true })).copied).toHaveLength(3);
  });

  it('refuses its own folder, a folder without versions, and an address of an unknown kind', async () => {
    expect(await refusalInBoth(pushed({}, published))).toMatchObject({ reason: 'same_place' });
    await expect(pushed({}, 'gopher://x/y')).rejects.toThrow(UsageError);
    rmSync(published, { recursive: true });
    expect(await refusalInBoth(pushed())).toMatchObject({ reason: 'nothing_published' });
  });
});

describe('two pushes to one folder', () => {
  const lock = join(target, '.push.lock');
  const elsewhere = join(lock, 'other-machine~17-1-00000000');

  it('do not run at once', async () => {
    const hearing = { note: () => undefined, progress: () => undefined };
    await folderTarget(target, hearing).hold(async () => {
      await expect(pushed()).rejects.toThrow(BusyError);
    });
    expect(await pushed()).toMatchObject({ switched: true });
  });

  it('wait for one of another machine while it shows signs of life, and pass over a dead one', async () => {
    mkdirSync(lock, { recursive: true });
    writeFileSync(elsewhere, '2026-11-22T04:00:00Z');
    await expect(pushed()).rejects.toThrow(/other-machine.*17.*2026-11-22T04:00:00Z/);
    const longAgo = new Date(Date.now() - 11 * 60_000);
    utimesSync(elsewhere, longAgo, longAgo);
    expect(await pushed()).toMatchObject({ switched: true });
    expect(existsSync(lock)).toBe(false);
  });
});

const canMount = process.getuid?.() === 0 && spawnSync('unshare', ['--mount', 'true']).status === 0;

describe.runIf(canMount)('a push to a mounted place', () => {
  const mounted = (options: string, work: () => Promise<void>) => async () => {
    mkdirSync(target, { recursive: true });
    expect(spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'none', target]).status).toBe(0);
    try {
      await work();
    } finally {
      spawnSync('umount', ['-l', target]);
    }
  };

  it(
    'that is full is refused, and what is there stays',
    mounted('size=24m', async () => {
      await pushed();
      const before = hashesBelow(target);
      const files = { 'warehouse.duckdb': randomBytes(16_000_000), 'rejects.json': '[]' };
      await makeVersion(published, big, { files });
      expect(await refusalInBoth(pushed())).toMatchObject({ reason: 'not_writable', found: 'còn 23 MiB' });
      expect(hashesBelow(target)).toEqual(before);
    }),
  );

  it(
    'that is read-only is refused',
    mounted('size=32m', async () => {
      cpSync(join(published, '2026-09-30.001'), join(target, '2026-09-30.001'), { recursive: true });
      spawnSync('mount', ['-o', 'remount,ro', target]);
      await expect(pushed()).rejects.toMatchObject({ code: 'EROFS' });
      expect(readdirSync(target)).toEqual(['2026-09-30.001']);
    }),
  );
});
