import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Database, openMemory } from '#warehouse/open.server.ts';
import { csv, liveRejects, makePlace, type Place, refusalOf, withLive, writeFiles } from '../support.ts';

let place: Place;
let maker: Database;
beforeEach(async () => {
  place = makePlace('2026-07-01');
  maker = await openMemory();
});
afterEach(() => {
  maker.close();
  place.remove();
});

/** Makes one register a Parquet file from SELECTs; the others are the smallest that load. */
async function snapshot(parquet: Record<string, string>): Promise<string> {
  const folder = join(place.root, 'in', '2026-01-31');
  const plain = {
    organizations: csv('organization_code organization_name organization_level\n 7 Một grassroots_cell'),
    members: csv('member_code organization_code member_status\n 1001 7 official'),
    cases: csv('case_code organization_code case_type stage received_on\n C1 7 petition intake 2026-01-05'),
  };
  mkdirSync(folder, { recursive: true });
  writeFiles(folder, { 'snapshot.json': JSON.stringify({ contract: 1, as_of: '2026-01-31' }) });
  for (const [name, text] of Object.entries(plain))
    if (!parquet[name]) writeFiles(folder, { [`${name}.csv`]: text });
  for (const [name, sql] of Object.entries(parquet))
    await maker.run(`copy (${sql}) to '${join(folder, `${name}.parquet`)}' (format parquet)`);
  return folder;
}

const told = () =>
  liveRejects(place.dataDir).map(({ column, reason, found, line }) =>
    [line, column, reason, found].join(' '),
  );
const cases = `'petition' as case_type, 'intake' as stage, date '2026-01-05' as received_on`;
const query = async (sql: string) => withLive(place.dataDir, 'analyst', (database) => database.all(sql));

describe('columns of a Parquet file', () => {
  it('that count are read by value, never by their print', async () => {
    await place.load([
      await snapshot({
        cases: `select code as case_code, '7' as organization_code, ${cases}, pause as paused_workdays
          from (values ('C1', 3.0::double), ('C2', 12.345), ('C3', null), ('C4', 1000), ('C5', -1)) as rows(code, pause)`,
      }),
    ]);
    expect(told()).toEqual(['2 paused_workdays wrong_type 12,345', '5 paused_workdays wrong_type -1']);
    expect(await query('select paused_workdays from marts.fct_cases order by all')).toEqual(
      [0, 3, 1000].map((days) => ({ paused_workdays: days })),
    );
  });

  it('that are codes may be whole numbers of any type', async () => {
    await place.load([
      await snapshot({
        organizations: `select 7.0::double as organization_code, 'Một' as organization_name, 'grassroots_cell' as organization_level`,
        members: `select code as member_code, 7::decimal(4, 1) as organization_code, 'official' as member_status
          from (values (1001.0::double), (1002.5)) as rows(code)`,
      }),
    ]);
    expect(told()).toEqual(['2 member_code wrong_type text of 6']);
    expect(await query('select organization_code, member_count from marts.agg_members_by_month')).toEqual([
      { organization_code: '7', member_count: 1 },
    ]);
  });

  it('of bytes are text in UTF-8, or rejected', async () => {
    await place.load([
      await snapshot({
        organizations: `select '7' as organization_code, encode('Đảng ủy') as organization_name, 'grassroots_cell' as organization_level
          union all select '8', '\\xFF\\xFE'::blob, 'grassroots_cell'`,
      }),
    ]);
    expect(await query('select organization_name from marts.dim_organization')).toEqual([
      { organization_name: 'Đảng ủy' },
    ]);
    expect(told()).toHaveLength(1);
  });

  it.each([
    ['a list', `['Một']`],
    ['a date', `date '2026-01-02'`],
    ['a truth value', 'true'],
  ])('of %s hold no text', async (_name, value) => {
    await place.load([
      await snapshot({
        organizations: `select '7' as organization_code, 'Một' as organization_name, 'grassroots_cell' as organization_level, null as parent_code
          union all select '8', 'Hai', 'grassroots_cell', null`,
        duties: `select ${value} as duty_code, '7' as organization_code, 'annual_plan' as duty_type, date '2026-02-01' as due_on`,
      }),
    ]);
    expect(told()).toEqual([expect.stringMatching(/^1 duty_code wrong_type/)]);
  });

  it('may be timestamps at midnight where dates belong, and have names that readers use', async () => {
    await place.load([
      await snapshot({
        cases: `select 'C' || file_row_number as case_code, '7' as organization_code, 'petition' as case_type, 'intake' as stage,
            day as received_on, file_row_number, 'x' as filename
          from (values (1, timestamp '2026-01-05 00:00:00'), (2, timestamp '2026-01-05 10:00:00')) as rows(file_row_number, day)`,
      }),
    ]);
    expect(told()).toEqual(['2 received_on wrong_type text of 19']);
    expect(await query('select received_date from marts.fct_cases')).toEqual([
      { received_date: '2026-01-05' },
    ]);
  });

  it('with one heading twice, in other letters, are refused', async () => {
    const folder = await snapshot({
      members: `select '1' as member_code, '7' as organization_code, 'official' as member_status, '8' as "mã tổ chức"`,
    });
    expect((await refusalOf(place.load([folder]))).reason).toBe('ambiguous_file');
  });
});
