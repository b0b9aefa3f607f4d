import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { load } from '#etl/jobs/load.ts';
import { query } from '#etl/jobs/query.ts';
import { status } from '#etl/jobs/status.ts';
import { verify } from '#etl/jobs/verify.ts';
import { rollback } from '#etl/jobs/rollback.ts';
import { listVersions, undo } from '#etl/jobs/versions.ts';
import { liveDamage } from '#etl/steps/revision.ts';
import { places } from '#etl/surroundings.ts';
import { run } from '../support/command.ts';
import { writeGoldenWorld } from './golden-world.ts';
import {
  flipBit,
  livePath,
  liveManifest,
  liveVersion,
  makePlace,
  type Place,
  refusalInBoth,
  refusalOf,
} from './support.ts';

const accept = { acceptDrop: true };

describe('a live version that is not what was published', () => {
  const place = makePlace('2026-03-25');
  const folders = writeGoldenWorld(place);
  const [january = '', february = '', march = ''] = folders;
  let hash = '';

  beforeAll(async () => {
    await place.load([january, february], accept);
    await place.load([march], accept);
    hash = liveManifest(place.dataDir).content_hash;
  });

  afterAll(() => place.remove());

  it.each(['warehouse.duckdb', 'analyst.duckdb', 'rejects.json', 'manifest.json', 'manifest.json.sha256'])(
    'is found by status, verify and query, and published anew by any load: one bit of %s',
    async (name) => {
      const path = livePath(place.dataDir, name);
      const shown = name.startsWith('manifest') ? livePath(place.dataDir, 'manifest.json') : path;
      flipBit(path);
      expect((await status(place.surroundings)).problems).toEqual([expect.stringContaining(shown)]);
      if (name.startsWith('manifest'))
        expect(await refusalOf(verify(place.surroundings))).toMatchObject({ file: shown });
      else {
        const { passed, files } = await verify(place.surroundings);
        expect([passed, files.filter((file) => !file.passed)]).toEqual([
          false,
          [{ file: name, passed: false }],
        ]);
      }
      if (name.startsWith('manifest') || name === 'analyst.duckdb')
        expect(await refusalInBoth(query('select 1', place.surroundings))).toMatchObject({
          reason: 'unreadable_file',
          file: shown,
          hint: expect.stringContaining('rollback'),
        });
      const damaged = liveVersion(place.dataDir);
      expect(await place.load([march])).toMatchObject({ loaded: [], content_hash: hash });
      expect(liveVersion(place.dataDir)).not.toBe(damaged);
      expect(await verify(place.surroundings)).toMatchObject({ passed: true });
      expect(await refusalInBoth(rollback(damaged, place.surroundings))).toMatchObject({ file: shown });
      rmSync(join(places(place.dataDir).published, damaged), { recursive: true });
    },
  );

  it('is left behind by rollback, which refuses a version that is damaged itself', async () => {
    const { published } = places(place.dataDir);
    const live = liveVersion(place.dataDir);
    flipBit(livePath(place.dataDir, 'warehouse.duckdb'));
    expect(await rollback(undefined, place.surroundings)).toEqual({ version: '2026-02-28.001' });
    expect(await refusalInBoth(rollback(live, place.surroundings))).toMatchObject({
      reason: 'unreadable_file',
      file: join(published, live, 'warehouse.duckdb'),
    });
    expect(liveVersion(place.dataDir)).toBe('2026-02-28.001');
    await place.load([march]);
  });

  it.each([
    ['missing', null],
    ['empty', ''],
    ['half-written', '{"version": "2026'],
    ['of another kind', '[]'],
    ['naming what is not there', '{"version": "2026-03-20.099"}'],
  ])('is told from a current.json that is %s, and named again by rollback', async (_, text) => {
    const { current } = places(place.dataDir);
    const live = liveVersion(place.dataDir);
    if (text === null) rmSync(current);
    else writeFileSync(current, text);
    const refused = { reason: 'unreadable_file', file: current, hint: expect.stringContaining('rollback') };
    expect(await refusalInBoth(query('select 1', place.surroundings))).toMatchObject(refused);
    expect(await refusalOf(verify(place.surroundings))).toMatchObject(refused);
    expect((await status(place.surroundings)).problems).toEqual([expect.stringContaining('current.json')]);
    expect(listVersions(place.surroundings).filter((line) => line.live)).toEqual([]);
    expect(await rollback(live, place.surroundings)).toEqual({ version: live });
  });

  it('is published anew by load and undo, too, where current.json is missing', async () => {
    const { current } = places(place.dataDir);
    rmSync(current);
    expect(await place.load([march])).toMatchObject({ loaded: [], content_hash: hash });
    rmSync(current);
    expect(await undo(place.surroundings)).toMatchObject({ undone: '2026-03-20' });
    expect(await place.load([march], accept)).toMatchObject({ content_hash: hash });
  });
});

interface Answer {
  code: number | null;
  refused: { reason: string; file: string | null; found: string; hint: string } | undefined;
}

/** Runs the real command, within limits that another command sets. */
async function etl(place: Place, words: string[], within: string[] = []): Promise<Answer> {
  const { code, stdout } = await run(['etl', ...words, '--json'], { dataDir: place.dataDir, within });
  return { code, refused: (JSON.parse(stdout) as { refused?: Answer['refused'] }).refused };
}

/** Why a tool cannot be used here; the empty text where it can. */
function lacking(command: string, ...words: string[]): string {
  return spawnSync(command, words).status === 0 ? '' : `${command} ${words.join(' ')} is not permitted here`;
}

const isRoot = process.getuid?.() === 0;
const noMount = isRoot ? lacking('unshare', '--mount', 'true') : 'only root mounts';
const noLimit = lacking('prlimit', '--fsize=1000000', 'true');
const noOther = isRoot ? lacking('setpriv', '--reuid=65534', '--regid=65534', '--clear-groups', 'true') : '';

describe('a disk that refuses', () => {
  const place = makePlace('2026-03-25');
  const { published, private: folder, store } = places(place.dataDir);
  const [january = '', ...rest] = writeGoldenWorld(place);
  const base = join(place.root, 'base');
  const command = ['load', ...rest, '--accept-drop'];
  let hash = '';

  beforeAll(async () => {
    await place.load([january], accept);
    cpSync(place.dataDir, base, { recursive: true });
    await place.load(rest, accept);
    hash = liveManifest(place.dataDir).content_hash;
  });

  afterAll(() => {
    if (!noMount) spawnSync('umount', [place.dataDir]);
    place.remove();
  });

  const restart = () => {
    rmSync(place.dataDir, { recursive: true, force: true });
    cpSync(base, place.dataDir, { recursive: true });
  };

  /** What every refusal leaves: the live version whole, nothing half-written, and the same command finishes. */
  const finishes = async () => {
    expect(await liveDamage(place.surroundings)).toEqual([]);
    expect(await place.load(rest, accept)).toMatchObject({ content_hash: hash });
    expect(await verify(place.surroundings)).toMatchObject({ passed: true, store: { state: 'whole' } });
    const left = [published, folder, join(folder, 'accepted')].flatMap((each) => readdirSync(each));
    expect(left.filter((name) => /^\.|lock|\.new-|\.wal$/.test(name))).toEqual([]);
  };

  it.skipIf(noLimit)(
    `at any size of any file ends with 1 and what to do, and the next load finishes ${noLimit}`,
    async () => {
      restart();
      // What the load writes is larger than what was live before.
      const whole = statSync(livePath(place.dataDir, 'warehouse.duckdb')).size;
      const sizes = [60, 13_000, whole - 100, 1_000_000];
      const found: string[] = [];
      for (const size of sizes) {
        restart();
        const { code, refused } = await etl(place, command, ['prlimit', `--fsize=${size}`]);
        found.push(`${code} ${refused?.reason ?? ''} ${refused?.found ?? ''}`);
        expect(liveVersion(place.dataDir)).toBe('2026-01-31.001');
        await finishes();
      }
      // The smallest two leave no room for the audit, and the load is not begun.
      const words = ['lỗi vào ra của đĩa', 'lỗi vào ra của đĩa', 'vượt giới hạn kích thước tệp'];
      expect(found).toEqual(sizes.map((_, i) => `1 not_writable ${words[i] ?? words.at(-1) ?? ''}`));
    },
    180_000,
  );

  it.skipIf(noOther || !isRoot)(
    `that may only be read ends with 1 and the folder, and nothing changes ${noOther}`,
    async () => {
      restart();
      for (const path of [place.root, place.dataDir]) chmodSync(path, 0o755);
      for (const path of readdirSync(place.dataDir, { recursive: true, encoding: 'utf8' })) {
        const full = join(place.dataDir, path);
        chmodSync(full, statSync(full).isDirectory() ? 0o755 : 0o644);
      }
      const other = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'];
      expect(await etl(place, command, other)).toMatchObject({
        code: 1,
        refused: {
          reason: 'not_writable',
          found: 'không có quyền ghi',
          file: expect.stringContaining(place.dataDir),
        },
      });
      expect(await etl(place, ['status'], other)).toMatchObject({ code: 0 });
      expect(await etl(place, ['verify'], other)).toMatchObject({ code: 0 });
      await finishes();
    },
  );

  /** Starts again on a disk of 64 MiB. */
  const onSmallDisk = () => {
    spawnSync('umount', [place.dataDir]);
    rmSync(place.dataDir, { recursive: true });
    mkdirSync(place.dataDir);
    expect(spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64m', 'none', place.dataDir]).status).toBe(0);
    cpSync(base, place.dataDir, { recursive: true });
  };

  /** Takes the room of a small disk, but for some bytes: in large pieces first, to be done while a load writes. */
  const fill = (left: number) => {
    const path = join(place.dataDir, 'filler');
    for (const bytes of [2 ** 22, 4096]) {
      const piece = Buffer.alloc(bytes);
      try {
        for (;;) appendFileSync(path, piece);
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
      }
    }
    if (left > 0) truncateSync(path, statSync(path).size - left);
  };

  it.skipIf(noMount)(
    `that is full ends with 1 before or while it writes, and the next load finishes ${noMount}`,
    async () => {
      onSmallDisk();
      fill(1_000_000);
      const early = await etl(place, command);
      expect(early).toMatchObject({ code: 1, refused: { reason: 'not_writable', file: place.dataDir } });
      expect(early.refused?.found).toMatch(/^đĩa còn \d+ MiB$/);
      expect(await rollback('2026-01-31.001', place.surroundings)).toEqual({ version: '2026-01-31.001' });
      rmSync(join(place.dataDir, 'filler'));
      for (const isThere of [
        () => readdirSync(published).some((name) => name.startsWith('.new-')),
        () =>
          existsSync(join(folder, 'accepted')) &&
          readdirSync(join(folder, 'accepted')).some((name) => name.startsWith('.new-')),
      ]) {
        const ending = etl(place, command);
        while (!isThere()) await pause(1);
        fill(0);
        const { code, refused } = await ending;
        expect([code, refused?.reason, refused?.found]).toEqual([1, 'not_writable', 'đĩa đầy']);
        expect(liveVersion(place.dataDir)).toBe('2026-01-31.001');
        rmSync(join(place.dataDir, 'filler'));
      }
      await finishes();
    },
    180_000,
  );

  it.skipIf(noMount)(
    `that is full once the version is live ends well, and the next load merges DuckDB's log ${noMount}`,
    async () => {
      onSmallDisk();
      // Asked for the last time when old versions are retired: then only the log is left to merge.
      const now = () => {
        if (liveVersion(place.dataDir) === '2026-03-20.001') fill(0);
        return place.surroundings.now();
      };
      const options = { replace: false, maxRejects: 1, checkOnly: false, ...accept };
      const loaded = await load(rest, options, { ...place.surroundings, now });
      expect(loaded).toMatchObject({ version: '2026-03-20.001', content_hash: hash });
      expect(place.told).toContainEqual(expect.stringMatching(/^Đã công bố, nhưng chưa gộp được nhật ký/));
      rmSync(join(place.dataDir, 'filler'));
      expect(existsSync(`${store}.wal`)).toBe(true);
      await finishes();
    },
    180_000,
  );
});
