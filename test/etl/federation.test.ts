import { cpSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { federate } from '#etl/jobs/federate.ts';
import { verify } from '#etl/jobs/verify.ts';
import { places } from '#etl/surroundings.ts';
import { writeGoldenWorld } from './golden-world.ts';
import {
  csv,
  flipBit,
  linesOf,
  liveManifest,
  makePlace,
  refusalInBoth,
  surroundingsAt,
  withLive,
} from './support.ts';
import { makeVersion } from './spread/made-versions.ts';

/*
 * Two kinds of province, each of them the same date 2026-03-20. The golden one has a history of three snapshots; the small
 * one a single snapshot with one organisation, 3 members, and 2 cases received in March of which 1 is closed.
 */
const golden = makePlace('2026-03-25');
const small = makePlace('2026-03-25');
const centre = join(golden.root, 'centre');
const surroundings = surroundingsAt(centre, '2026-03-25');
const list = join(golden.root, 'provinces.csv');
const folderOf = (prefix: string) => join(golden.root, 'provinces', prefix);
const prefixes = Array.from({ length: 34 }, (_, i) => String(i + 1).padStart(2, '0'));
/** Every third province is golden. */
const isGolden = (prefix: string) => Number(prefix) % 3 === 1;
let firstHash = '';

function writeList(rows: readonly string[]): void {
  writeFileSync(list, ['prefix,name,folder', ...rows, ''].join('\n'));
}
const usualRows = prefixes.map((prefix) => `${prefix},Tỉnh ${prefix},provinces/${prefix}`);

const smallFiles = {
  'organizations.csv': csv(`organization_code organization_name organization_level
    P Tỉnh province_committee`),
  'members.csv': csv(`member_code organization_code member_status
    M1 P official
    M2 P official
    M3 P probationary`),
  'cases.csv': csv(`case_code organization_code case_type stage received_on due_on closed_on closing
    C1 P petition closed 2026-03-02 2026-03-10 2026-03-09 concluded
    C2 P petition intake 2026-03-03 2026-03-04 . .`),
};

const noCases = 'case_code,organization_code,case_type,stage,received_on,due_on,closed_on,closing\n';

beforeAll(async () => {
  await golden.load(writeGoldenWorld(golden), { acceptDrop: true });
  await small.load([small.snapshot('2026-03-20', smallFiles)]);
  for (const prefix of prefixes) {
    const { dataDir } = isGolden(prefix) ? golden : small;
    mkdirSync(join(golden.root, 'provinces'), { recursive: true });
    cpSync(places(dataDir).published, folderOf(prefix), { recursive: true });
  }
  writeList(usualRows);
});
afterAll(() => [golden, small].forEach((place) => place.remove()));

describe('34 provinces', () => {
  it('become one version whose sums are theirs, in every month that all of them know', async () => {
    const report = await federate(list, null, surroundings);
    expect(report).toMatchObject({ version: '2026-03-20.001', as_of: '2026-03-20', changed: true });
    expect(new Set(report.provinces.map(({ state }) => state))).toEqual(new Set(['included']));
    firstHash = report.content_hash;
    await withLive(centre, 'warehouse', async (database) => {
      // In March: 12 x 1 + 22 x 2 received; 34 x 1 closed, each on time. Members: 12 x 23 + 22 x 3, known by all in March only.
      const flow = `select sum(opened_count)::int, sum(closed_count)::int, sum(closed_on_time_count)::int
        from marts.agg_case_flow_by_month where month = '2026-03-01'`;
      expect(await linesOf(database, flow)).toEqual(['56 34 34']);
      const members =
        'select month, sum(member_count)::int from marts.agg_members_by_month group by 1 order by 1';
      expect(await linesOf(database, members)).toEqual(['2026-03-01 342']);
      // The small province has one, the golden one five: P, U, G1, N1, C1.
      const organizations =
        'select month, sum(organization_count)::int from marts.agg_organizations_by_month group by 1';
      expect(await linesOf(database, organizations)).toEqual(['2026-03-01 82']);
    });
  });

  it('keep their codes apart, each tree under its own province', async () => {
    await withLive(centre, 'warehouse', async (database) => {
      expect(
        await linesOf(
          database,
          `select count(distinct organization_code)::int from marts.dim_organization where parent_code is null and is_current`,
        ),
      ).toEqual(['34']);
      expect(
        await linesOf(
          database,
          `select distinct parent_code from marts.dim_organization where organization_code = '04.U'`,
        ),
      ).toEqual(['04.P']);
      expect(
        await linesOf(
          database,
          `select count(*)::int from (select organization_key from marts.dim_organization group by 1 having count(*) > 1)`,
        ),
      ).toEqual(['0']);
    });
  });

  it('count by type what the models of one province count, and pass every check', async () => {
    await withLive(centre, 'warehouse', async (database) => {
      const [sums] = await linesOf(
        database,
        `select (select sum(pending_end_count)::int from marts.agg_case_flow_by_type where basis = 'current'),
                (select sum(pending_end_count)::int from marts.agg_case_flow_by_month)`,
      );
      const [one, other] = sums?.split(' ') ?? [];
      expect(one).toBe(other);
    });
    const proven = await verify(surroundings);
    expect(proven).toMatchObject({ passed: true });
    expect(proven.checks.length).toBeGreaterThan(20);
  });

  it('publish nothing new while none of them has', async () => {
    expect(await federate(list, null, surroundings)).toMatchObject({
      version: '2026-03-20.001',
      changed: false,
    });
  });
});

describe('provinces', () => {
  const send = (prefix: string, dataDir: string) => {
    rmSync(folderOf(prefix), { recursive: true, force: true });
    cpSync(places(dataDir).published, folderOf(prefix), { recursive: true });
  };

  it('that are late, damaged, out of reach or of an older program are named with the reason', async () => {
    const late = makePlace('2026-02-10');
    await late.load([late.snapshot('2026-01-31', { ...smallFiles, 'cases.csv': noCases })]);
    send('02', late.dataDir);
    late.remove();
    flipBit(join(folderOf('01'), '2026-03-20.001', 'warehouse.duckdb'));
    for (const prefix of ['04', '05']) rmSync(folderOf(prefix), { recursive: true });
    await makeVersion(folderOf('05'), '2026-03-20.001');
    const fresh = surroundingsAt(join(golden.root, 'fresh'), '2026-03-25');
    const report = await federate(list, null, fresh);
    expect(report.provinces.filter(({ state }) => state !== 'included')).toMatchObject([
      { prefix: '01', state: 'damaged', version: '2026-03-20.001' },
      { prefix: '02', state: 'late', version: '2026-01-31.001', as_of: '2026-01-31' },
      { prefix: '04', state: 'unreachable', version: null },
      { prefix: '05', state: 'other_models' },
    ]);
    expect(liveManifest(fresh.dataDir).provinces).toEqual(report.provinces);
    await withLive(fresh.dataDir, 'warehouse', async (database) => {
      const roots = `select count(*)::int, min(organization_code) from marts.dim_organization where parent_code is null and is_current`;
      expect(await linesOf(database, roots)).toEqual(['31 02.P']);
      expect(await linesOf(database, 'select source from meta.snapshots')).toEqual([
        'Gộp 31/34 tỉnh; chậm: Tỉnh 02 (đến 2026-01-31); không có: Tỉnh 01 (tệp hỏng), ' +
          'Tỉnh 04 (không thấy bản nào), Tỉnh 05 (phần mềm phiên bản khác)',
      ]);
    });
  });

  it('stay with the copy that was taken before, where that was whole', async () => {
    const report = await federate(list, null, surroundings);
    expect(report.provinces.filter((each) => each.state !== 'included' || each.passed_over)).toMatchObject([
      // 01 is whole here, whatever has become of it there; 02 has gone back by itself.
      { prefix: '02', is_kept: false, state: 'late', as_of: '2026-01-31' },
      { prefix: '04', is_kept: true, passed_over: { version: null, fault: 'unreachable' } },
      { prefix: '05', is_kept: true, passed_over: { version: '2026-03-20.001', fault: 'other_models' } },
    ]);
    await withLive(centre, 'warehouse', async (database) => {
      // All but 02: 12 golden provinces with 23 members, 21 small ones with 3.
      const members = `select sum(member_count)::int from marts.agg_members_by_month where month = '2026-03-01'`;
      expect(await linesOf(database, members)).toEqual(['339']);
    });
    expect(await federate(list, null, surroundings)).toMatchObject({ changed: false });
  });

  it('are back with their next version', async () => {
    for (const prefix of ['01', '04']) send(prefix, golden.dataDir);
    for (const prefix of ['02', '05']) send(prefix, small.dataDir);
    const report = await federate(list, null, surroundings);
    expect(report).toMatchObject({ version: '2026-03-20.003', changed: true });
    expect(liveManifest(centre).content_hash).toBe(firstHash);
  });
});

describe('the centre', () => {
  it.each([
    ['a list with another heading', 'code,name,folder', 1],
    ['a prefix that could be taken for a code', 'prefix,name,folder\n0.1,A,x', 2],
    ['two provinces of one prefix', 'prefix,name,folder\n01,A,x\n01,B,y', 3],
  ])('refuses %s', async (_, text, line) => {
    const path = join(golden.root, 'wrong.csv');
    writeFileSync(path, text);
    expect(await refusalInBoth(federate(path, null, surroundings))).toMatchObject({
      reason: 'bad_setting',
      line,
    });
  });

  it('refuses a date that no province has, and a folder with a store', async () => {
    const before = readdirSync(places(centre).published);
    expect(await refusalInBoth(federate(list, '2026-03-19', surroundings))).toMatchObject({
      reason: 'nothing_published',
    });
    expect(readdirSync(places(centre).published)).toEqual(before);
    expect(await refusalInBoth(federate(list, null, golden.surroundings))).toMatchObject({
      reason: 'not_a_follower',
    });
  });
});
