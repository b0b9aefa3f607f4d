import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BusyError } from '#etl/errors.ts';
import { verify } from '#etl/jobs/verify.ts';
import { rollback } from '#etl/jobs/rollback.ts';
import { listVersions, undo } from '#etl/jobs/versions.ts';
import { ownMark, processMark } from '#etl/steps/process.ts';
import { places } from '#etl/surroundings.ts';
import { SettingError } from '#warehouse/reference.ts';
import { writeGoldenWorld } from './golden-world.ts';
import {
  csv,
  hashesBelow,
  linesOf,
  liveManifest,
  liveVersion,
  makePlace,
  refusalInBoth,
  refusalOf,
  withLive,
  writeFiles,
} from './support.ts';

const place = makePlace('2026-03-25');
const folders = writeGoldenWorld(place);
const [january = '', february = '', march = ''] = folders;
const accept = { acceptDrop: true };
const hash = () => liveManifest(place.dataDir).content_hash;

/** March as it was sent at first: without the case K10, with an organisation of another name. */
const early = place.snapshot('2026-03-20', {
  'organizations.csv': csv(`organization_code organization_name organization_level
    P Sai province_committee\n U Sai upper_committee\n G1 Sai grassroots_cell\n G2 Sai grassroots_cell\n C1 Sai member_cell`),
  'members.csv': csv(`member_code organization_code member_status\n THE-SAI G1 official`),
  'cases.csv': csv(
    `case_code organization_code case_type stage received_on\n K99 G1 petition intake 2026-03-02`,
  ),
});

let whole = '';

beforeAll(async () => {
  const other = makePlace('2026-03-25');
  await other.load(writeGoldenWorld(other), accept);
  whole = liveManifest(other.dataDir).content_hash;
  expect((await verify(other.surroundings)).passed).toBe(true);
  other.remove();
});

afterAll(() => place.remove());

describe('loads one after another', () => {
  it('end with the same content as one load of all, whatever order they are named in', async () => {
    await place.load([february, january], accept);
    expect(liveVersion(place.dataDir)).toBe('2026-02-28.001');
    expect(hash()).not.toBe(whole);
    const report = await place.load(folders, accept);
    expect(report).toMatchObject({
      loaded: ['2026-03-20'],
      skipped: [january, february],
      content_hash: whole,
    });
    expect(liveVersion(place.dataDir)).toBe('2026-03-20.001');
    expect(liveManifest(place.dataDir)).toMatchObject({ as_of: '2026-03-20', content_hash: whole });
  });

  it('skip what is loaded and live already, changing nothing', async () => {
    const before = hashesBelow(place.dataDir);
    const report = await place.load([march, january]);
    expect(report).toMatchObject({ loaded: [], skipped: [january, march], version: '2026-03-20.001' });
    expect(hashesBelow(place.dataDir)).toEqual(before);
  });

  it('finish a publish that a crash cut off', async () => {
    rmSync(places(place.dataDir).current);
    mkdirSync(join(places(place.dataDir).published, '.new-1'));
    const report = await place.load([march]);
    expect(report).toMatchObject({ loaded: [], version: '2026-03-20.002', content_hash: whole });
    expect(existsSync(join(places(place.dataDir).published, '.new-1'))).toBe(false);
  });
});

describe('the newest snapshot', () => {
  it('is taken out by undo, which leaves what was there before it', async () => {
    const { published } = places(place.dataDir);
    cpSync(published, join(place.root, 'published before'), { recursive: true });
    const undone = await undo(place.surroundings);
    expect(undone).toMatchObject({ undone: '2026-03-20', version: '2026-02-28.002' });
    // As a kill leaves it that comes between the store and the publish: the same command does the rest, and no more.
    rmSync(published, { recursive: true });
    cpSync(join(place.root, 'published before'), published, { recursive: true });
    expect(await undo(place.surroundings)).toEqual(undone);
    const first = listVersions(place.surroundings).find(({ version }) => version === '2026-02-28.001');
    expect(undone.contentHash).toBe(first?.content_hash);
  });

  it('is replaced by a correction, of which alone then anything is told', async () => {
    await place.load([early], accept);
    expect(hash()).not.toBe(whole);
    const report = await place.load([march], { ...accept, replace: true });
    expect(report).toMatchObject({ loaded: ['2026-03-20'], version: '2026-03-20.004' });
    const seen = await withLive(place.dataDir, 'warehouse', (database) =>
      linesOf(
        database,
        `select (select count(*) from marts.dim_organization where organization_name = 'Sai'),
           (select string_agg(is_correction, ' ' order by as_of) from meta.snapshots),
           (select count(*) from meta.loads), (select sum(opened_count) from marts.agg_case_flow_by_month)`,
      ),
    );
    // Three files in January and February, five in March; twelve cases, K99 is none of them.
    expect(seen).toEqual(['0 false false true 11 12']);
    const { tables } = await verify(place.surroundings);
    expect(tables.filter(({ passed }) => !passed)).toEqual([]);
  });

  it('cannot be undone when it is the only one', async () => {
    const other = makePlace('2026-03-25');
    expect(await refusalInBoth(undo(other.surroundings))).toMatchObject({ reason: 'nothing_published' });
    await other.load([january]);
    const before = hashesBelow(other.dataDir);
    expect(await refusalInBoth(undo(other.surroundings))).toMatchObject({ reason: 'nothing_to_undo' });
    expect(hashesBelow(other.dataDir)).toEqual(before);
    other.remove();
  });
});

describe('versions', () => {
  it('stay, one of them live; rollback moves readers to the one before or to one that is named', async () => {
    const marks = () =>
      listVersions(place.surroundings).map(({ version, live }) => `${version}${live ? ' *' : ''}`);
    expect(marks()).toEqual([
      '2026-02-28.001',
      '2026-02-28.002',
      '2026-03-20.001',
      '2026-03-20.002',
      '2026-03-20.003',
      '2026-03-20.004 *',
    ]);
    expect(await rollback(undefined, place.surroundings)).toEqual({ version: '2026-03-20.003' });
    expect(await rollback('2026-03-20.001', place.surroundings)).toEqual({ version: '2026-03-20.001' });
    expect(marks().filter((mark) => mark.endsWith('*'))).toEqual(['2026-03-20.001 *']);
    expect(hash()).toBe(whole);
  });

  it('that are not there are refused', async () => {
    const before = readFileSync(places(place.dataDir).current, 'utf8');
    for (const version of ['2026-03-20.009', '..', '', '2026-03-20.001/..']) {
      expect(await refusalInBoth(rollback(version, place.surroundings))).toMatchObject({
        reason: 'unknown_version',
      });
    }
    await rollback('2026-02-28.001', place.surroundings);
    expect(await refusalInBoth(rollback(undefined, place.surroundings))).toMatchObject({
      reason: 'unknown_version',
    });
    await rollback('2026-03-20.001', place.surroundings);
    expect(readFileSync(places(place.dataDir).current, 'utf8')).toBe(before);
  });
});

describe('settings', () => {
  it('that cannot be taken are refused, and nothing changes', async () => {
    for (const [name, text] of [
      ['time-limits.csv', 'case_type,workdays\nstrange,5\n'],
      ['time-limits.csv', 'case_type,workdays\npetition,-5\n'],
      ['time-limits.csv', 'case_type,workdays\npetition,five\n'],
      ['time-limits.csv', 'case_type;workdays\npetition;5\n'],
      [
        'time-limits.csv',
        'case_type,workdays,valid_from,valid_to\npetition,5,2020-01-01,\npetition,6,2021-01-01,\n',
      ],
      ['calendar.csv', 'date,kind\n2026-03-02,feast\n'],
      ['calendar.csv', 'date,kind\n2026-03-02,holiday\n2026-03-02,makeup\n'],
    ] as const) {
      place.setting(name, text);
      const before = hashesBelow(place.dataDir);
      await expect(place.load([march])).rejects.toThrow(SettingError);
      expect(hashesBelow(place.dataDir)).toEqual(before);
      rmSync(join(place.dataDir, 'settings', name));
    }
  });

  it('that have changed are published anew, and give due dates to cases without one', async () => {
    place.setting(
      'time-limits.csv',
      'case_type,workdays,valid_from,valid_to\npetition,10,2026-01-01,2026-01-12\n',
    );
    const report = await place.load([march]);
    expect(report).toMatchObject({ loaded: [], version: '2026-03-20.005' });
    const due = await withLive(place.dataDir, 'analyst', (database) =>
      linesOf(
        database,
        `select received_date, due_date from marts.fct_cases where case_type = 'petition' and received_date < '2026-01-20' order by all`,
      ),
    );
    // Ten working days after 12 January (the last day of the rule) are 26 January, after the 8th (the 10th is worked)
    // the 21st; K01 and K06 have dates of their own, K03 of the 15th is too late for the rule.
    expect(due).toEqual([
      '2025-12-22 2026-02-11',
      '2026-01-08 2026-01-21',
      '2026-01-12 2026-01-26',
      '2026-01-12 2026-03-10',
      '2026-01-15 -',
    ]);
    expect(await place.load([march])).toMatchObject({ version: '2026-03-20.005' });
  });
});

describe('the lock', () => {
  const lock = places(place.dataDir).lock;
  it('of a load that runs keeps others out', async () => {
    const first = place.load([march]);
    await expect(place.load([march])).rejects.toThrow(BusyError);
    await expect(undo(place.surroundings)).rejects.toThrow(BusyError);
    await expect(rollback(undefined, place.surroundings)).rejects.toThrow(BusyError);
    await first;
    expect(existsSync(lock)).toBe(false);
    writeFiles(lock, { [processMark(process.ppid) ?? '']: '2026-03-24' });
    await expect(place.load([march])).rejects.toThrow(BusyError);
    expect(existsSync(lock)).toBe(true);
    rmSync(lock, { recursive: true });
  });

  it('of a process that is dead, or of another one under its number, is taken over', async () => {
    const { pid } = spawnSync('true');
    const mark = ownMark();
    const [own, started, boot] = mark.split('-');
    for (const left of [`${pid}-1-${boot}`, `${own}-1-${boot}`, `${own}-${started}-00000000`, 'strange']) {
      writeFiles(lock, { [left]: '2026-03-24' });
      expect(await place.load([march])).toMatchObject({ version: '2026-03-20.005' });
      expect(existsSync(lock)).toBe(false);
    }
    mkdirSync(lock);
    expect(await place.load([march])).toMatchObject({ version: '2026-03-20.005' });
    writeFileSync(lock, '{"pid": 12');
    expect(await place.load([march])).toMatchObject({ version: '2026-03-20.005' });
    expect(existsSync(lock)).toBe(false);
  });
});

it('a check tells what a load would do, and stores nothing', async () => {
  const other = makePlace('2026-03-25');
  const options = { ...accept, checkOnly: true };
  const report = await other.load(folders, options);
  expect(report).toMatchObject({ loaded: ['2026-01-31', '2026-02-28', '2026-03-20'], version: null });
  // 6 + 24 + 9 rows in January, 5 + 23 + 7 in February, 6 + 23 + 10 + 10 + 1 in March.
  expect(report.files.map(({ rows_kept }) => rows_kept).reduce((sum, count) => sum + count)).toBe(124);
  expect(existsSync(other.dataDir)).toBe(false);
  const before = hashesBelow(place.dataDir);
  const next = place.snapshot('2026-03-24', { 'organizations.csv': '', 'members.csv': '', 'cases.csv': '' });
  await refusalOf(place.load([next], options));
  expect(hashesBelow(place.dataDir)).toEqual(before);
  other.remove();
});
