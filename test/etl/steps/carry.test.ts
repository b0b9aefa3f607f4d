import { chmodSync, copyFileSync, cpSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { carryFrom, carryOn } from '#etl/steps/carry.ts';
import { carriedTables } from '#etl/steps/carry/tables.ts';
import { contentHashes } from '#etl/steps/content-hash.ts';
import { openStore } from '#etl/steps/open-store.ts';
import { prepareVersion } from '#etl/steps/prepare.ts';
import { viewBase, viewStore } from '#etl/steps/store.ts';
import { places } from '#etl/surroundings.ts';
import { buildModels } from '#warehouse/build.ts';
import type { Database } from '#warehouse/open.server.ts';
import { loadReference } from '#warehouse/reference.ts';
import { makeWorld } from '../../support/oracle/world.ts';
import { csv, flipBit, linesOf, liveManifest, livePath, makePlace, type Place } from '../support.ts';

/** Opens the store of a place with what a load shows to the models: all of it, or what it held before `cutoff`. */
async function openViewed({ dataDir, surroundings }: Place, cutoff: string | null = null): Promise<Database> {
  const database = await openStore(places(dataDir).store, { readOnly: true });
  await loadReference(database, surroundings.settings);
  await viewBase(database, cutoff);
  await viewStore(database, false);
  return database;
}

describe('a month after three others', () => {
  const files = (cases: string[], successions: string[]) => ({
    'organizations.csv':
      csv(`organization_code organization_name organization_level organization_type parent_code
      P Tỉnh province_committee . .\n U Khối upper_committee . P
      G1 Một grassroots_cell agency U\n G2 Hai grassroots_cell other U\n G3 Ba grassroots_cell agency U`),
    'members.csv': csv('member_code organization_code member_status\n M1 G1 official'),
    'cases.csv': csv(
      [
        'case_code organization_code case_type stage received_on external_sent_on concluded_on decision_on closed_on closing',
        ...cases,
      ].join('\n'),
    ),
    'successions.csv': csv(['from_code to_code event event_on', ...successions].join('\n')),
  });
  const done = (code: string, holder: string, from: string, to: string) =>
    `${code} ${holder} petition closed ${from} . ${to} . ${to} concluded`;
  const open = (code: string, holder: string, from: string) =>
    `${code} ${holder} petition intake ${from} . . . . .`;
  const oldest = done('OLDEST', 'G1', '2025-10-03', '2025-11-10');
  const stays = done('STAYS', 'G2', '2025-11-05', '2025-12-10');
  const moved = (holder: string) => open('MOVED', holder, '2025-11-06');
  const movedAway = done('MOVED', 'G2', '2025-11-06', '2026-01-12');
  const elsewhere = (holder: string) => open('ELSEWHERE', holder, '2025-11-07');
  const goneElsewhere = done('ELSEWHERE', 'G3', '2025-11-07', '2026-01-13');
  const mended = (to: string) => done('MENDED', 'G1', '2025-11-10', to);
  const decided = 'DECIDED G1 petition closed 2025-11-11 . 2025-11-28 2026-02-10 2025-12-29 concluded';
  const letter = 'LETTER G1 petition closed 2026-01-05 2026-01-20 2026-02-05 . 2026-02-10 concluded';
  const away = done('AWAY', 'G2', '2025-11-12', '2025-12-01');
  const back = open('BACK', 'G2', '2025-11-13');
  const waits = open('WAITS', 'G1', '2025-12-15');
  const lost = open('LOST', 'G3', '2025-12-16');
  const late = done('LATE', 'G3', '2025-11-20', '2025-12-22').replace(
    '. 2025-12-22 .',
    '. 2025-12-22 2025-10-20',
  );
  const others = Array.from({ length: 20 }, (_, number) =>
    done(`OTHER${number}`, 'G3', '2025-12-08', '2025-12-18'),
  );

  const place = makePlace('2026-04-02');
  let database: Database;
  beforeAll(async () => {
    const always = [oldest, stays, decided, waits, ...others];
    const passing = [away, mended('2025-12-03'), lost];
    const november = [oldest, stays, mended('2025-12-03'), back].map((row) =>
      row.replace(/closed (\S+) .*/, 'intake $1 . . . . .'),
    );
    const first = [
      place.snapshot('2025-11-30', files([...november, moved('G1'), elsewhere('G1')], [])),
      place.snapshot('2025-12-31', files([...always, ...passing, back, moved('G2'), elsewhere('G3')], [])),
      place.snapshot('2026-01-31', files([...always, ...passing, movedAway, goneElsewhere], [])),
      place.snapshot('2026-02-20', files([...always, ...passing, movedAway, goneElsewhere, letter], [])),
    ];
    const newest = place.snapshot(
      '2026-03-31',
      files(
        [...always, mended('2025-12-17'), back, movedAway, goneElsewhere, letter, late],
        ['G1 G2 handed_over 2025-11-20'],
      ),
    );
    await place.load(first, { acceptDrop: true, maxRejects: 0 });
    await place.load([newest], { acceptDrop: true, maxRejects: 0 });
  });
  beforeEach(async () => (database = await openViewed(place)));
  afterEach(() => database.close());
  afterAll(() => place.remove());

  /** The version of 20 February, as it was published. */
  const february = () => ({
    asOf: '2026-02-20',
    countedAt: '2026-02-20T05:00:00Z',
    path: livePath(place.dataDir, 'warehouse.duckdb').replace('2026-03-31.001', '2026-02-20.001'),
  });

  /** Content hashes of the carried tables, as the version of March was counted: from all cases. */
  const counted = () => {
    const { content_hashes: hashes } = liveManifest(place.dataDir);
    return carriedTables.map((table) => hashes[table]);
  };
  const hashesOf = async () => (await contentHashes(database, carriedTables)).map(({ hash }) => hash);

  it('counts again only the cases whose part in some month may be another one', async () => {
    const carried = await carryFrom(database, february());
    const codes = await linesOf(database, 'select case_code from carried.cases order by 1');
    expect(codes.join(' ')).toBe('AWAY BACK DECIDED LATE LETTER LOST MENDED MOVED OLDEST WAITS');
    expect(await linesOf(database, 'select organization_code from carried.codes order by 1')).toEqual([
      'G1',
      'G2',
    ]);
    await carried?.end();
  });

  it('gives the tables that counting all cases gives', async () => {
    const carried = await carryFrom(database, february());
    await buildModels(database, { instead: carried?.instead });
    await carried?.end();
    expect(await hashesOf()).toEqual(counted());
  });

  it('is what a version is prepared by, and leaves nothing behind', async () => {
    place.told.length = 0;
    await prepareVersion(database, { draft: null, carries: true }, place.surroundings);
    expect(place.told).toContain('dựng marts.agg_backlog_by_month');
    expect(place.told).not.toContain('dựng int_pending_months');
    expect(await hashesOf()).toEqual(counted());
    const left = await linesOf(
      database,
      `select database_name, schema_name from duckdb_schemas() where schema_name = 'carried' or database_name like 'ca%'`,
    );
    expect(left).toEqual([]);
  });

  it('counts all cases where too many changed', async () => {
    expect(await carryFrom(database, february(), 0.3)).toBeNull();
  });

  it('counts all cases after a change of time limits', async () => {
    place.setting(
      'time-limits.csv',
      csv('case_type workdays valid_from valid_to source\n petition 9 2025-01-01 2030-01-01 thử'),
    );
    await loadReference(database, place.surroundings.settings);
    place.surroundings.settings = null;
    expect(await carryOn(database, place.surroundings)).toBeNull();
  });

  it('counts all cases where the version to go on from is damaged', async () => {
    const copy = { ...place.surroundings, dataDir: join(place.root, 'copy') };
    cpSync(places(place.dataDir).published, places(copy.dataDir).published, { recursive: true });
    const carried = await carryOn(database, copy);
    expect(carried).not.toBeNull();
    await carried?.end();
    flipBit(livePath(copy.dataDir, 'warehouse.duckdb'));
    expect(await carryOn(database, copy)).toBeNull();
  });

  it('counts all cases where the difference would take away what the older version does not have', async () => {
    const short = join(place.root, 'short.duckdb');
    copyFileSync(february().path, short);
    chmodSync(short, 0o640);
    await database.run(`attach '${short}' as short`);
    await database.run('delete from short.marts.agg_backlog_by_month');
    await database.run('detach short');
    expect(await carryFrom(database, { ...february(), path: short })).toBeNull();
  });
});

it('gives the same tables from any month of a world with many reorganisations and corrections', async () => {
  const place = makePlace('2026-11-02');
  const settings = join(place.root, 'settings');
  const world = makeWorld(23, { root: join(place.root, 'snapshots'), settingsRoot: settings });
  place.surroundings.settings = settings;
  await place.load(world.folders, { acceptDrop: true, maxRejects: 1e6 });
  const hashes = liveManifest(place.dataDir).content_hashes;
  const dates = liveManifest(place.dataDir).snapshots.map((snapshot) => snapshot.as_of);
  const goneOnFrom: string[] = [];
  for (const [index, asOf] of dates.slice(0, -1).entries()) {
    const path = join(place.root, `${asOf}.duckdb`);
    const older = await openViewed(place, dates[index + 1]);
    await older.run(`attach '${path}' as file`);
    await older.run('create schema file.marts');
    await buildModels(older, { file: 'file' });
    older.close();
    const database = await openViewed(place);
    const carried = await carryFrom(database, { asOf, countedAt: asOf, path }, Infinity);
    await buildModels(database, { instead: carried?.instead });
    const tables = await contentHashes(database, carriedTables);
    expect(tables.map(({ table, hash }) => [asOf, table, hash])).toEqual(
      carriedTables.map((table) => [asOf, table, hashes[table]]),
    );
    if (carried) goneOnFrom.push(asOf);
    database.close();
  }
  // A row that came after the first snapshot was received in an earlier month than all of that.
  expect(goneOnFrom).toEqual(dates.slice(1, -1));
  place.remove();
});
