import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { verify } from '#etl/jobs/verify.ts';
import { makeSample } from '#etl/sample/make.ts';
import { linesOf, liveRejects, makePlace, withLive } from './support.ts';

const place = makePlace('2026-11-02');

beforeAll(async () => {
  const out = join(place.root, 'sample');
  await makeSample({ out, scale: 'block', from: '2020-05', until: '2020-06', seed: 3, format: 'csv' });
  const folders = readdirSync(out)
    .filter((name) => /^\d{4}-/.test(name))
    .map((name) => join(out, name));
  await place.load(folders);
});

afterAll(() => place.remove());

it('the sample’s months load without a rejected row', async () => {
  expect(liveRejects(place.dataDir)).toEqual([]);
  const days = await withLive(place.dataDir, 'warehouse', (database) =>
    linesOf(database, 'select as_of from meta.snapshots order by as_of'),
  );
  expect(days).toEqual(['2020-05-31', '2020-06-30']);
});

it('every check passes, and every file and table is as it was written', async () => {
  const { passed, checks, files, tables } = await verify(place.surroundings);
  expect([...checks, ...files, ...tables].filter((each) => !each.passed)).toEqual([]);
  expect(passed).toBe(true);
});

it('the figures published for June 2020 are those of the sample', async () => {
  const figures = await withLive(place.dataDir, 'warehouse', (database) =>
    linesOf(
      database,
      `select figure_id, published_value, computed_value, agrees from meta.reconciliation
       where as_of = date '2020-06-30' order by figure_id`,
    ),
  );
  const published = {
    F01: 124,
    F02: 48,
    F03: 76,
    F04: 5,
    F05: 4857,
    F06: 2245,
    F07: 565,
    F08: 2047,
    F09: 1014,
    F10: 280,
  };
  expect(figures).toEqual(Object.entries(published).map(([id, value]) => `${id} ${value} ${value} true`));
});

it('figures of months without a snapshot are left open', async () => {
  const open = await withLive(place.dataDir, 'warehouse', (database) =>
    linesOf(
      database,
      `select distinct computed_value, agrees from meta.reconciliation where as_of <> date '2020-06-30'`,
    ),
  );
  expect(open).toEqual(['- -']);
});
