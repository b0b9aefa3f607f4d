import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { metrics } from '#warehouse/metrics.ts';
import type { Row } from '#warehouse/open.server.ts';
import { metricRows, type Dimension, type MetricRequest } from '$lib/server/metrics';
import { besides } from '$lib/server/reading';
import { UnknownPart, Warehouse, type LiveVersion } from '$lib/server/warehouse';
import { newDataDir, publish, removeDataDir } from '../support.ts';

const id = '2026-10-31.001';
const dataDir = newDataDir();
const leftDir = newDataDir();
let warehouse: Warehouse;
let whole: LiveVersion;

/** L stood below U until September, below P under another name since; M, outside, became part of A in October. */
const withLeaver = `
insert into marts.dim_organization
select
    key, code, name, 'grassroots_cell', type, parent, null, null,
    since::date, until::date, until is null, current
from (values
    (20, 'L', 'Chi bộ L', 'agency', 'U', '2026-08-31', '2026-10-31', 'N'),
    (21, 'L', 'Tên mới ở ngoài', 'other', 'P', '2026-10-31', null, 'N'),
    (22, 'N', 'Tổ chức N ở ngoài', 'agency', 'P', '2026-08-31', null, 'N'),
    (23, 'M', 'Chi bộ M', 'agency', 'P', '2026-08-31', null, 'A')
) as rows(key, code, name, type, parent, since, until, current);
insert into marts.dim_organization_subtree values
    ('as_reported', 'U', 'L', null, date '2026-10-01'),
    ('as_reported', 'L', 'L', null, null), ('as_reported', 'N', 'N', null, null), ('as_reported', 'M', 'M', null, null),
    ('current', 'N', 'N', null, null);
insert into marts.agg_case_flow_by_month
select
    month, rows.key, organization_code, current_organization_code, organization_type, 'petition',
    count, 0, 0, 0, 0, 0, 0, 0, count, 0, 0, 0, 0
from (values (date '2026-09-01', 20, 7), (date '2026-10-01', 21, 70), (date '2026-10-01', 22, 700), (date '2026-09-01', 23, 9))
    as rows(month, key, count)
inner join marts.dim_organization as o on o.organization_key = rows.key;
create table meta.successions as
select * from (values
    ('B', 'C', 'merged_into', date '2026-10-10', 'QĐ 1'), ('L', 'N', 'merged_into', date '2026-10-20', 'QĐ 2'),
    ('M', 'A', 'merged_into', date '2026-10-20', 'QĐ 3')
) as rows(from_code, to_code, event, event_on, legal_basis);
create table marts.agg_undescribed as select 'Tổ chức E' as organization_name, 5 as case_count`;

beforeAll(async () => {
  await publish(dataDir, id);
  await publish(leftDir, id, withLeaver);
  warehouse = new Warehouse({ dataDir, now: Date.now, warn: () => undefined });
  whole = await warehouse.live();
});

afterAll(() => {
  removeDataDir(dataDir);
  removeDataDir(leftDir);
});

const leaver = async () => {
  const other = new Warehouse({ dataDir: leftDir, now: Date.now, warn: () => undefined });
  const version = await other.live();
  return { version, part: await other.partOf(version, 'U') };
};

const tablesOf = async (version: LiveVersion) =>
  (
    await version.all(`select schema_name || '.' || table_name as name from duckdb_tables() order by name`)
  ).map(({ name }) => String(name));

const textsOf = async (version: LiveVersion) => {
  const rows = await Promise.all((await tablesOf(version)).map((table) => version.all(`from ${table}`)));
  return new Set(
    rows.flat().flatMap((row: Row) => Object.values(row).filter((cell) => typeof cell === 'string')),
  );
};

const asked = (
  organization: string | null,
  request: Partial<MetricRequest> & Pick<MetricRequest, 'metric'>,
) => ({
  by: [],
  from: '2026-09',
  to: '2026-10',
  basis: 'as_reported' as const,
  ...request,
  filters: { ...(organization === null ? {} : { organization: [organization] }), ...request.filters },
});

describe('a part of a version', () => {
  const counted = metrics.filter(({ dimensions }) => dimensions.includes('organization'));
  const splits: Dimension[][] = [
    [],
    ['month'],
    ['month', 'organization_type'],
    ['month', 'organization'],
    ['organization_level', 'parent'],
  ];

  it.each(['U', 'C', 'B', 'D', 'P'])('answers every metric below %s as the whole does', async (top) => {
    const part = await warehouse.partOf(whole, top);
    expect(counted.length).toBeGreaterThan(15);
    let figures = 0;
    for (const { id: metric } of counted)
      for (const basis of ['as_reported', 'current'] as const)
        for (const by of splits.filter((names) => top === 'P' || !names.includes('parent'))) {
          const request = { metric, by, basis };
          const rows = await metricRows(part, asked(null, request));
          expect(rows, `${metric} ${basis} ${by.join()}`).toEqual(
            await metricRows(whole, asked(top, request)),
          );
          expect(await metricRows(part, asked(top, request))).toEqual(rows);
          figures += rows.filter(({ value }) => value !== null && value > 0).length;
        }
    if (top === 'U' || top === 'P') expect(figures).toBeGreaterThan(100);
  });

  it('counts the organisations of the part in the tree of each month', async () => {
    const part = await warehouse.partOf(whole, 'U');
    const rows = await metricRows(
      part,
      asked(null, { metric: 'organizations', by: ['month', 'organization_level'] }),
    );
    expect(rows.map((row) => [row.month, row.organization_level, row.value])).toEqual([
      ['2026-09-01', 'grassroots_cell', 3],
      ['2026-09-01', 'upper_committee', 1],
      ['2026-10-01', 'grassroots_cell', 2],
      ['2026-10-01', 'grassroots_committee', 1],
      ['2026-10-01', 'upper_committee', 1],
    ]);
  });

  it('knows neither code nor name of an organisation outside', async () => {
    const texts = await textsOf(await warehouse.partOf(whole, 'C'));
    const outside = ['P', 'U', 'A', 'D', 'E'];
    expect(
      [...texts].filter((text) => outside.some((code) => text === code || text === `Tổ chức ${code}`)),
    ).toEqual([]);
    expect(texts).toContain('Tổ chức C');
    expect(texts).toContain('B');
    const all = await textsOf(whole);
    for (const code of outside) expect(all).toContain(`Tổ chức ${code}`);
  });

  it('shows an organisation that left as it was in the part, and counts it no longer', async () => {
    const { version, part } = await leaver();
    const texts = await textsOf(part);
    expect([...texts].filter((text) => /ở ngoài|Tổ chức [EP]|^N$/.test(text))).toEqual([]);
    expect(texts).toContain('Chi bộ L');
    expect(await part.all('select from_code from meta.successions order by all')).toEqual([
      { from_code: 'B' },
      { from_code: 'M' },
    ]);
    const opened = (basis: 'as_reported' | 'current', by: Dimension[]) => ({
      metric: 'cases_opened' as const,
      basis,
      by,
    });
    for (const basis of ['as_reported', 'current'] as const)
      for (const by of [['month'], ['month', 'organization']] as Dimension[][])
        expect(await metricRows(part, asked(null, opened(basis, by)))).toEqual(
          await metricRows(version, asked('U', opened(basis, by))),
        );
    const petitions = { filters: { case_type: ['petition'] } };
    const values = async (basis: 'as_reported' | 'current') =>
      (await metricRows(part, asked(null, { ...opened(basis, ['month']), ...petitions }))).map(
        ({ value }) => value,
      );
    expect(await values('as_reported')).toEqual([7, 0]);
    expect(await values('current')).toEqual([2 + 9, 0]);
  });

  it('leaves a table that nobody described empty', async () => {
    const { part } = await leaver();
    expect(await part.all('from marts.agg_undescribed')).toEqual([]);
    expect(await part.all('describe marts.agg_undescribed')).toHaveLength(2);
  });

  it('keeps months and dates of the version, and nothing of what its manifest counts', async () => {
    const part = await warehouse.partOf(whole, 'C');
    expect(part).toMatchObject({
      id,
      asOf: '2026-10-31',
      firstMonth: '2025-10',
      newestMonth: '2026-10',
      dutyMonths: whole.dutyMonths,
      manifest: { version: id },
      part: 'C',
    });
  });

  it('does not exist for a code that the version does not know', async () => {
    for (const code of ['NOBODY', '', "P' or '1'='1"])
      await expect(warehouse.partOf(whole, code)).rejects.toThrow(UnknownPart);
    expect(UnknownPart.prototype).toBeInstanceOf(Error);
  });
});

describe('files of parts', () => {
  const files = () => readdirSync(join(dataDir, 'private', 'parts'));

  it('are built once for all who ask at the same time', async () => {
    const fresh = new Warehouse({ dataDir, now: Date.now, warn: () => undefined });
    const version = await fresh.live();
    const before = files().length;
    const parts = await Promise.all([1, 2, 3].map(() => fresh.partOf(version, 'A')));
    const answers = await Promise.all(
      parts.map((part) => part.all('select count(*)::integer as n from marts.dim_organization')),
    );
    expect(answers).toEqual([1, 2, 3].map(() => [{ n: 1 }]));
    expect(files().length).toBe(before + 1);
  });

  it('go with their version, and come back for who still holds it', async () => {
    const moving = newDataDir();
    await publish(moving, id);
    const fresh = new Warehouse({ dataDir: moving, now: Date.now, warn: () => undefined });
    const old = await fresh.partOf(await fresh.live(), 'U');
    await publish(moving, '2026-10-31.002');
    expect((await fresh.live()).id).toBe('2026-10-31.002');
    await expect.poll(() => readdirSync(join(moving, 'private', 'parts'))).toEqual([]);
    expect(await old.all('select count(*)::integer as n from marts.dim_organization')).toEqual([{ n: 7 }]);
    removeDataDir(moving);
  });
});

it('leads from one version to another within the same limits', async () => {
  process.env.DATA_DIR = dataDir;
  const part = await warehouse.partOf(whole, 'C');
  expect((await besides(part, null)).part).toBe('C');
  expect((await besides(part, id)).part).toBe('C');
  expect((await besides(whole, id)).part).toBeNull();
});
