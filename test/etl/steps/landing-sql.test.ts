import { createHmac } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { register, type RegisterName } from '#etl/contract.ts';
import { installKey } from '#etl/steps/key.ts';
import { createLanding, type LandedFile, landFiles } from '#etl/steps/land.ts';
import { installMaps } from '#etl/steps/landing-sql.ts';
import { locateRejects } from '#etl/steps/locate.ts';
import { settleLanding } from '#etl/steps/settle.ts';
import { runFile } from '#etl/steps/store.ts';
import { type Database, openMemory } from '#warehouse/open.server.ts';
import { loadReference } from '#warehouse/reference.ts';
import { linesOf, makePlace, writeFiles } from '../support.ts';

const key = Buffer.alloc(32, 7);
const closers: (() => void)[] = [];

afterEach(() => {
  for (const close of closers.splice(0)) close();
});

/** Lands registers of one snapshot, given as CSV text. */
async function land(texts: Partial<Record<RegisterName, string>>): Promise<[Database, LandedFile[]]> {
  const place = makePlace();
  const database = await openMemory();
  closers.push(() => (database.close(), place.remove()));
  await loadReference(database, null);
  await runFile(database, 'steps/macros.sql');
  await installKey(database, key);
  await installMaps(database);
  await createLanding(database);
  await database.run('create schema base');
  await database.run('create table base.hist_organizations (organization_code varchar)');
  const files = [];
  for (const [name, text] of Object.entries(texts)) {
    const path = `${writeFiles(place.root, { [`${name}.csv`]: text })}/${name}.csv`;
    const folder = {
      folder: place.root,
      asOf: '2026-10-31',
      sha256: '',
      notes: [],
      source: '',
      controlTotals: {},
      notDelivered: [],
      files: [],
      refuseChanged: () => undefined,
    };
    const file = {
      register: register(name as RegisterName).name,
      format: 'csv',
      name: `${name}.csv`,
      path,
    } as const;
    files.push({ snapshotNo: 1, folder, file });
  }
  return [database, await landFiles(database, files, () => undefined)];
}

const heading =
  'case_code,organization_code,member_code,case_type,stage,received_on,due_on,paused_workdays,closed_on,closing';
const cases = (...rows: string[]) => [heading, ...rows, ''].join('\n');

it('no value is looked at by way of a join, which may change the order of the rows of a file', async () => {
  const [database] = await land({});
  await database.run('create table texts (x varchar)');
  const plan = await database.all(
    `explain select code_fault(x), may_be_faulty(x), seen_code(x), found_literal(x, 'date'), is_total_label(x), clean_date(x) from texts`,
  );
  expect(JSON.stringify(plan)).toContain('PROJECTION');
  expect(JSON.stringify(plan)).not.toContain('JOIN');
});

describe('a row that is not plain at a glance', () => {
  it('is read with care and stands where it stood', async () => {
    const [database] = await land({
      cases: cases(
        'H1,A,M1,petition,intake,2026-01-05,2026-02-05,3,,',
        'H2,A,,Đơn thư,intake,5/1/2026,,1.234,,',
        'H3,A,M3,petition,closed,05/01/2026,,007,2026-03-01,concluded',
        'H4,A,M1,petition,intake,2026-01-05,,,,',
      ),
    });
    expect(
      await linesOf(
        database,
        'select rowid, case_code, case_type, received_on, paused_workdays, reason, found from landing.cases order by rowid',
      ),
    ).toEqual([
      '0 H1 petition 2026-01-05 3 - -',
      '1 H2 petition 2026-01-05 1234 - -',
      '2 H3 petition 2026-01-05 7 - -',
      '3 H4 petition 2026-01-05 - - -',
    ]);
  });

  it('gets its first reason, and its line below blank rows and totals rows', async () => {
    const [database, landed] = await land({
      organizations: 'organization_code,organization_name,organization_level\nA,Một,grassroots_cell\n',
      cases: cases(
        'H1,A,M1,petition,intake,2026-01-05,,,,',
        ',,,,,,,,,',
        'H2,A,,petition,intake,2026-01-32,,,,',
        'Tổng số: 3,,,,,,,,,',
        'H3,B,,petition,intake,2026-01-05,,,,',
      ),
    });
    await settleLanding(database);
    await database.run('checkpoint');
    await locateRejects(database, landed);
    expect(
      await linesOf(database, 'select case_code, reason, found, line from landing.cases order by case_code'),
    ).toEqual(['H1 - - -', 'H2 wrong_type 2026-01-32 4', 'H3 unknown_organization text of 1 6']);
  });
});

describe('a long name', () => {
  it.each([
    ['a line', 40],
    ['megabytes', 300_000],
  ])('of %s is kept whole', async (_, times) => {
    const name = 'Chi bộ cơ sở '.repeat(times).trim();
    const [database] = await land({
      organizations: `organization_code,organization_name,organization_level\nA,${name},grassroots_cell\nB,Hai,grassroots_cell\n`,
    });
    const kept = await linesOf(
      database,
      'select organization_name, reason from landing.organizations order by rowid',
    );
    expect(kept).toEqual([`${name} -`, 'Hai -']);
  });
});

describe('codes of members', () => {
  it('become their pseudonyms, and are in no table afterwards', async () => {
    const [database] = await land({
      members: 'member_code,organization_code,member_status\n M1,A,official\nM2,A,official\nM1,A,official\n',
      cases: cases(
        'H1,A,M2,petition,intake,2026-01-05,,,,',
        'H2,A,,petition,intake,2026-01-05,,,,',
        'H3,A,M9',
      ),
    });
    const keyOf = (code: string) =>
      createHmac('sha256', key).update(`member|v1|${code}`).digest('hex').slice(0, 32);
    expect(
      await linesOf(
        database,
        `select replace(cast(member_key as varchar), '-', '') from landing.members order by rowid`,
      ),
    ).toEqual([keyOf('M1'), keyOf('M2'), keyOf('M1')]);
    expect(
      await linesOf(
        database,
        `select case_code, replace(cast(member_key as varchar), '-', '') from landing.cases where reason is null order by rowid`,
      ),
    ).toEqual([`H1 ${keyOf('M2')}`, 'H2 -']);
    expect(
      await linesOf(
        database,
        `select table_name, column_name from duckdb_columns()
         where schema_name = 'landing' and column_name = 'member_code'`,
      ),
    ).toEqual([]);
  });
});
