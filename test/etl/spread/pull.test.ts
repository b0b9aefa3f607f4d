import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { followingOf } from '#warehouse/follower.server.ts';
import { query } from '#etl/jobs/query.ts';
import { rollback } from '#etl/jobs/rollback.ts';
import { isBehind, pull } from '#etl/jobs/pull.ts';
import { push } from '#etl/jobs/push.ts';
import { status } from '#etl/jobs/status.ts';
import { verify } from '#etl/jobs/verify.ts';
import { refuseFollower } from '#etl/steps/following.ts';
import { places } from '#etl/surroundings.ts';
import { ensurePublished } from '../../../launch/sample.mjs';
import { writeGoldenWorld } from '../golden-world.ts';
import {
  flipBit,
  hashesBelow,
  liveManifest,
  liveVersion,
  makePlace,
  refusalInBoth,
  surroundingsAt,
} from '../support.ts';
import { makeVersion } from './made-versions.ts';

const plain = { analyst: false, byHash: false };
const place = makePlace('2026-03-25');
const { published } = places(place.dataDir);
const dataDir = join(place.root, 'follower');
const follower = surroundingsAt(dataDir, '2026-03-25');
const follow = (options = plain) => pull(published, options, follower);

beforeAll(async () => {
  await place.load(writeGoldenWorld(place), { acceptDrop: true });
});
afterAll(() => place.remove());

describe('a data folder that pulls', () => {
  it('has what the publisher published, and proves it as the publisher does', async () => {
    const report = await follow();
    expect(report).toMatchObject({ source: published, version: '2026-03-20.001', switched: true });
    expect(report.content_hash).toBe(liveManifest(place.dataDir).content_hash);
    expect(followingOf(dataDir)).toEqual({
      source: published,
      followedAt: follower.now().toISOString(),
    });
    const proven = await verify(follower);
    expect(proven.passed).toBe(true);
    expect(proven.files.map(({ file }) => file)).toEqual(['rejects.json', 'warehouse.duckdb']);
    expect(await status(follower)).toMatchObject({ version: '2026-03-20.001', problems: [] });
  });

  it('loads nothing, and queries no case rows', async () => {
    expect(() => refuseFollower(follower)).toThrow(/chỉ nhận bản đã công bố/);
    expect(await refusalInBoth(query('select 1', follower))).toMatchObject({ reason: 'follower' });
  });

  it('gets no sample data, before its first version either', async () => {
    const [source, waiting] = [join(place.root, 'damaged'), join(place.root, 'waiting')];
    await makeVersion(source, '2026-03-20.001');
    flipBit(join(source, '2026-03-20.001', 'warehouse.duckdb'));
    const surroundings = surroundingsAt(waiting, '2026-03-25');
    expect(await refusalInBoth(pull(source, plain, surroundings))).toMatchObject({
      reason: 'unreadable_file',
    });
    const report = {
      line: () => undefined,
      task: () => Promise.reject(new Error('No sample belongs here.')),
    };
    for (const folder of [dataDir, waiting]) await ensurePublished(folder, report);
    expect(existsSync(join(waiting, 'published', 'current.json'))).toBe(false);
  });

  it('queries case rows once it was given them', async () => {
    await follow({ ...plain, analyst: true });
    expect((await query('select count(*) as cases from marts.fct_cases', follower)).names).toEqual(['cases']);
    expect((await verify(follower)).passed).toBe(true);
  });

  it('follows a rollback of the publisher', async () => {
    await makeVersion(published, '2026-03-24.001', { publishedAt: '2026-03-24T08:00:00Z' });
    await follow();
    expect(liveVersion(dataDir)).toBe('2026-03-24.001');
    await rollback('2026-03-20.001', place.surroundings);
    expect(isBehind(published, follower)).toBe(true);
    expect(await follow()).toMatchObject({ version: '2026-03-20.001', copied: [], switched: true });
    expect(isBehind(published, follower)).toBe(false);
  });

  it('keeps what it has when the source is damaged or out of reach', async () => {
    const before = hashesBelow(join(dataDir, 'published'));
    await makeVersion(published, '2026-03-25.001', { publishedAt: '2026-03-25T01:00:00Z' });
    flipBit(join(published, '2026-03-25.001', 'warehouse.duckdb'));
    expect(await refusalInBoth(follow())).toMatchObject({ reason: 'unreadable_file' });
    expect(await refusalInBoth(pull(join(place.root, 'unmounted'), plain, follower))).toMatchObject({
      reason: 'nothing_published',
    });
    rmSync(join(dataDir, 'published', '.coming-2026-03-25.001'), { recursive: true });
    expect(hashesBelow(join(dataDir, 'published'))).toEqual(before);
  });

  it('catches up after a month with the versions that are still kept, in one pull', async () => {
    for (const day of ['03-31', '04-05', '04-10', '04-20', '04-30'])
      await makeVersion(published, `2026-${day}.001`, { publishedAt: `2026-${day}T08:00:00Z` });
    const later = surroundingsAt(dataDir, '2026-05-01');
    const report = await pull(published, plain, later);
    // Ten days back, the end of each month, the live one and the one before.
    expect(report.copied).toEqual(['2026-04-30.001', '2026-04-20.001', '2026-03-31.001']);
    expect(report.removed).toEqual(['2026-03-20.001', '2026-03-24.001']);
    expect(readdirSync(join(dataDir, 'published')).sort()).toEqual([
      '2026-03-31.001',
      '2026-04-20.001',
      '2026-04-30.001',
      'current.json',
    ]);
  });

  it('is refused where there is a store', async () => {
    const other = join(place.root, 'elsewhere');
    await push(other, { ...plain, anew: false }, place.surroundings);
    expect(await refusalInBoth(pull(other, plain, place.surroundings))).toMatchObject({
      reason: 'not_a_follower',
    });
    expect(existsSync(join(place.dataDir, 'following.json'))).toBe(false);
  });
});
