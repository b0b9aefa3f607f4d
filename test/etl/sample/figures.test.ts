import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '#warehouse/open.server.ts';
import { firstRow, makeMonths, openSnapshots, scratchFolder } from './support.ts';

let database: Database;
let scratch: Awaited<ReturnType<typeof scratchFolder>>;

beforeAll(async () => {
  scratch = await scratchFolder();
  await makeMonths(scratch.path, { from: '2019-03', until: '2019-03' });
  await makeMonths(scratch.path, { from: '2020-06', until: '2020-06' });
  await makeMonths(scratch.path, { from: '2023-03', until: '2023-09' });
  await makeMonths(scratch.path, { from: '2025-02', until: '2025-08' });
  database = await openSnapshots(scratch.path);
});

afterAll(async () => {
  database.close();
  await scratch.remove();
});

const appraisals = `('appraisal_planning', 'appraisal_appointment', 'appraisal_reappointment', 'appraisal_committee')`;

function grassrootsBelow(code: string, asOf: string, condition = 'true'): Promise<unknown[]> {
  return firstRow(
    database,
    `select count(*) from grassroots join below using (as_of, organization_code)
     where above_code = '${code}' and as_of = '${asOf}' and ${condition}`,
  );
}

function membersBelow(code: string, asOf: string, condition = 'true'): Promise<unknown[]> {
  return firstRow(
    database,
    `select count(*) from members
     join below using (as_of, organization_code) join organizations using (as_of, organization_code)
     where above_code = '${code}' and as_of = '${asOf}' and ${condition}`,
  );
}

describe('the published figures of June 2020', () => {
  it('holds 124 grassroots organisations, 48 committees and 76 cells, of five types', async () => {
    expect(await grassrootsBelow('0002', '2020-06-30')).toEqual([124]);
    expect(
      await grassrootsBelow('0002', '2020-06-30', `organization_level = 'grassroots_committee'`),
    ).toEqual([48]);
    expect(await grassrootsBelow('0002', '2020-06-30', `organization_level = 'grassroots_cell'`)).toEqual([
      76,
    ]);
    const types = `select count(distinct organization_type) from grassroots where as_of = '2020-06-30'`;
    expect(await firstRow(database, types)).toEqual([5]);
  });

  it('holds 4,857 members: 2,245 in agencies, 565 in public units, 2,047 in enterprises', async () => {
    expect(await membersBelow('0002', '2020-06-30')).toEqual([4857]);
    expect(await membersBelow('0002', '2020-06-30', `organization_type = 'agency'`)).toEqual([2245]);
    expect(await membersBelow('0002', '2020-06-30', `organization_type = 'public_service_unit'`)).toEqual([
      565,
    ]);
    expect(await membersBelow('0002', '2020-06-30', `organization_type like '%enterprise'`)).toEqual([2047]);
  });

  it('holds 1,014 persons appraised and concluded, and 280 record checks', async () => {
    const concluded = `as_of = '2020-06-30' and closing = 'concluded' and concluded_on between '2019-01-01' and '2020-06-30'`;
    const persons = `select count(distinct member_code) from cases where ${concluded} and case_type in ${appraisals}`;
    const checks = `select count(*) from cases where ${concluded} and case_type = 'record_check'`;
    expect(await firstRow(database, persons)).toEqual([1014]);
    expect(await firstRow(database, checks)).toEqual([280]);
  });
});

describe('the published figures of the other years', () => {
  it('begins with 127 organisations and 4,537 members', async () => {
    expect(await grassrootsBelow('0002', '2019-03-31')).toEqual([127]);
    expect(await grassrootsBelow('0002', '2019-03-31', `organization_type like '%enterprise'`)).toEqual([57]);
    expect(
      await grassrootsBelow('0002', '2019-03-31', `organization_level = 'grassroots_committee'`),
    ).toEqual([49]);
    expect(await membersBelow('0002', '2019-03-31')).toEqual([4537]);
  });

  it('sees 8 banks leave in the first quarter of 2023 and 104 organisations left in September', async () => {
    const ended = `select count(*) from successions where as_of = '2023-03-31' and event = 'ended'
                   and to_code is null and event_on between '2023-01-01' and '2023-03-31'`;
    expect(await firstRow(database, ended)).toEqual([8]);
    expect(await grassrootsBelow('0002', '2023-09-30')).toEqual([104]);
    expect(await grassrootsBelow('0002', '2023-09-30', `organization_type like '%enterprise'`)).toEqual([42]);
    expect(await membersBelow('0002', '2023-09-30')).toEqual([4437]);
  });

  it('hands over 105 organisations with 4,558 members to the receivers of the block', async () => {
    const receivers = await database.all(
      `select to_code from successions
       where as_of = '2025-02-28' and from_code = '0002' and event_on = '2025-02-13' order by to_code`,
    );
    expect(receivers.map((row) => row.to_code)).toEqual(['0003', '0004', '0005', '0006']);
    expect(await grassrootsBelow('0003', '2025-02-28')).toEqual([22]);
    expect(await membersBelow('0003', '2025-02-28')).toEqual([567]);
    expect(await grassrootsBelow('0004', '2025-02-28')).toEqual([52]);
    expect(await membersBelow('0004', '2025-02-28')).toEqual([3413]);
    // Two district-level receivers together: 31 organisations, 578 members.
    expect(await grassrootsBelow('0005', '2025-02-28')).toEqual([24]);
    expect(await grassrootsBelow('0006', '2025-02-28')).toEqual([7]);
    expect(await membersBelow('0005', '2025-02-28')).toEqual([438]);
    expect(await membersBelow('0006', '2025-02-28')).toEqual([140]);
  });

  it('founds 16 organisations at once and brings the party receiver to 12 with 1,753 members', async () => {
    const founded = `select count(*), count(*) filter (organization_level = 'grassroots_committee')
                     from grassroots where as_of = '2025-07-31' and parent_code = '0004'
                     and established_on between '2025-07-01' and '2025-07-31'`;
    expect(await firstRow(database, founded)).toEqual([16, 14]);
    expect(await grassrootsBelow('0003', '2025-08-31')).toEqual([12]);
    expect(await membersBelow('0003', '2025-08-31')).toEqual([1753]);
  });
});
