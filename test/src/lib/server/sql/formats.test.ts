import { tableFromIPC } from '@uwdata/flechette';
import { strFromU8, unzipSync } from 'fflate';
import { readXlsx } from 'hucre';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openMemory } from '#warehouse/open.server.ts';
import { sqlWorld, type SqlTestWorld } from './support.ts';

let sql: SqlTestWorld;
beforeAll(async () => {
  sql = await sqlWorld({ timeLimitMs: 30_000 });
});
afterAll(() => sql.close());

const json = async (response: Response) => (await response.json()) as Record<string, unknown>;

describe('other formats', () => {
  const statement = {
    sql: `select organization_code as "mã", organization_name as "tên", count(*) as n, sum(age_workdays) as days,
            round(avg(age_workdays), 1)::decimal(9,1) as mean, min(received_date) as first, bool_or(is_pending) as pending
          from fct_cases join dim_organization using (organization_code) group by all order by 1`,
  };

  it('CSV: names, text that a spreadsheet would run held back, null and empty text told apart', async () => {
    const response = await sql.post(statement, { accept: 'text/csv' });
    expect(response.headers.get('content-disposition')).toBe(
      'attachment; filename="lang-kinh_2026-10-31.001_20261102T080000.csv"',
    );
    expect(response.headers.get('x-truncated')).toBe('no');
    expect(await response.text()).toBe(
      'mã,tên,n,days,mean,first,pending\r\n' +
        'A,Chi bộ Sở Nội vụ,4,142,35.5,2026-08-03,true\r\n' +
        'B,Chi bộ Sở Tài chính,2,84,42.0,2026-07-01,true\r\n' +
        `C,'=1+1,2,79,39.5,2026-05-04,true\r\n` +
        'D,Đảng ủy phường,2,40,20.0,2026-01-05,true\r\n',
    );
    const empty = await sql.post({ sql: `select null as a, '' as b`, bom: true }, { accept: 'text/csv' });
    expect(Buffer.from(await empty.arrayBuffer()).toString('utf8')).toBe('\ufeffa,b\r\n,""\r\n');
  });

  it('ZIP: the same CSV, and beside it a statement that runs, with version and what was bound', async () => {
    const asked = { sql: 'select $least as least, count(*) as n from fct_cases', params: { least: "a'\nb" } };
    const response = await sql.post(asked, { accept: 'application/zip', lang: 'en' });
    const files = unzipSync(new Uint8Array(await response.arrayBuffer()));
    const name = 'lang-kinh_2026-10-31.001_20261102T080000';
    expect(Object.keys(files)).toEqual([`${name}.csv`, `${name}.sql`]);
    expect(strFromU8(files[`${name}.csv`] ?? new Uint8Array())).toBe(`least,n\r\n"a'\nb",10\r\n`);
    expect(strFromU8(files[`${name}.sql`] ?? new Uint8Array()).split('\n')).toEqual([
      '-- Lăng Kính, version 2026-10-31.001, data as of 2026-10-31',
      '-- asked at 2026-11-02T08:00:00.000Z, rows: 1',
      `-- $least = "a'\\nb"`,
      '',
      asked.sql,
      '',
    ]);
  });

  it('ZIP: says beside the figures that they were cut', async () => {
    const asked = { sql: 'select i from range(5) as r(i)', limit: 2 };
    const response = await sql.post(asked, { accept: 'application/zip' });
    const [csv, statement] = Object.values(unzipSync(new Uint8Array(await response.arrayBuffer())));
    expect(strFromU8(csv ?? new Uint8Array())).toBe('i\r\n0\r\n1\r\n');
    expect(strFromU8(statement ?? new Uint8Array())).toContain('-- ĐÃ CẮT');
  });

  it('CSV and JSON tell version and statement on request, CSV in one line that is left out by counting', async () => {
    const asked = { sql: `select 'a\nb' as t, 1 as "n" -- #1`, note: true };
    const [note = '', ...rest] = (await (await sql.post(asked, { accept: 'text/csv' })).text()).split('\r\n');
    expect(rest).toEqual(['t,n', '"a\nb",1', '']);
    const told: unknown = JSON.parse(note.slice('"# '.length, -1).replaceAll('""', '"'));
    expect(told).toMatchObject({ version: '2026-10-31.001', as_of: '2026-10-31', sql: asked.sql });
    const answer = await json(await sql.post(asked));
    expect(answer).toMatchObject({
      sql: asked.sql,
      asked_at: '2026-11-02T08:00:00.000Z',
      data: [['a\nb'], [1]],
    });
    expect(await json(await sql.post({ sql: 'select 1' }))).not.toHaveProperty('sql');
    expect((await sql.post({ sql: 'select 1', note: 'yes' })).status).toBe(400);
  });

  it('JSON is cut for a page that the server draws: long values, and rows of many columns', async () => {
    const page = { isForPage: true };
    const long = await json(
      await sql.post(
        { sql: `select repeat('ệ', 2000000) as t, range(100000) as l, 'ngắn' as s, 12.5 as n` },
        page,
      ),
    );
    expect(long.data).toEqual([
      [`${'ệ'.repeat(500)}…`],
      [expect.stringMatching(/^\[0,1,2.{494}…$/)],
      ['ngắn'],
      [12.5],
    ]);
    const columns = Array.from({ length: 1000 }, (_, i) => `i + ${i} as c${i}`).join(', ');
    const wide = await json(await sql.post({ sql: `select ${columns} from range(500) as r(i)` }, page));
    expect([(wide.data as number[][])[999], wide.truncated]).toEqual([
      [999, 1000, 1001, 1002, 1003, 1004, 1005, 1006, 1007, 1008],
      true,
    ]);
    const whole = await json(await sql.post({ sql: `select repeat('ệ', 600) as t` }));
    expect(whole.data).toEqual([['ệ'.repeat(600)]]);
  });

  it('Arrow: typed columns in several batches, with version and statement in the schema', async () => {
    const response = await sql.post(
      {
        sql: `select i::integer as i, i * 10000000000 as big, date '2026-01-01' + i::integer as d,
          case when i % 2 = 0 then 'x' || i end as t, (i / 4)::decimal(10,2) as m,
          timestamp '2026-01-01 00:00:00.000001' as at from range(40000) as r(i)`,
      },
      { accept: 'application/vnd.apache.arrow.stream' },
    );
    const table = tableFromIPC(new Uint8Array(await response.arrayBuffer()), {
      useBigInt: true,
      useDate: true,
    });
    expect([table.numRows, table.numCols]).toEqual([40_000, 6]);
    expect(table.schema.metadata?.get('version')).toBe('2026-10-31.001');
    expect(table.getChild('big').at(39_999)).toBe(399_990_000_000_000n);
    expect(table.getChild('d').at(31)).toEqual(new Date('2026-02-01'));
    expect([table.getChild('t').at(2), table.getChild('t').at(3)]).toEqual(['x2', null]);
    expect(table.getChild('m').at(3)).toBe(0.75);
  });

  it('Parquet: DuckDB reads the same figures back', async () => {
    const response = await sql.post(statement, { accept: 'application/vnd.apache.parquet' });
    const rows = await readBack(Buffer.from(await response.arrayBuffer()));
    expect(rows[0]).toEqual({
      mã: 'A',
      tên: 'Chi bộ Sở Nội vụ',
      n: 4,
      days: 142,
      mean: 35.5,
      first: '2026-08-03',
      pending: true,
    });
    expect(rows.map(({ n }) => n)).toEqual([4, 2, 2, 2]);
  });

  it('Excel: typed cells, text never a formula, a sheet that tells where it is from', async () => {
    const asked = { sql: statement.sql.replace('group by', 'where organization_code <= $1 group by') };
    const response = await sql.post(
      { ...asked, params: ['D'] },
      { accept: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' },
    );
    const { sheets } = await readXlsx(Buffer.from(await response.arrayBuffer()));
    expect(sheets.map(({ name }) => name)).toEqual(['Kết quả', 'Nguồn']);
    const [result, source] = sheets;
    expect(result?.rows[3]).toEqual(['C', '=1+1', 2, 79, 39.5, new Date('2026-05-04T00:00:00Z'), true]);
    expect(result?.freezePane?.rows).toBe(1);
    expect(source?.rows.slice(1, 5).map((row) => row[1])).toEqual([
      '2026-10-31.001',
      new Date('2026-10-31T00:00:00Z'),
      '2026-11-02T08:00:00.000Z',
      4,
    ]);
    expect(source?.rows.slice(5).map((row) => row[1])).toEqual([asked.sql, '$1 = "D"']);
  });

  it('refuses a typed file for a number beyond 64 bits, and says which column', async () => {
    const response = await sql.post(
      { sql: 'select 1e30::hugeint as huge' },
      { accept: 'application/vnd.apache.parquet' },
    );
    expect([response.status, await json(response)]).toMatchObject([
      422,
      { error: { message: expect.stringContaining('"huge"') } },
    ]);
  });
});

async function readBack(bytes: Buffer) {
  const folder = mkdtempSync(join(tmpdir(), 'parquet-'));
  const database = await openMemory();
  try {
    writeFileSync(join(folder, 'a.parquet'), bytes);
    return await database.all(`select * from read_parquet('${folder}/a.parquet')`);
  } finally {
    database.close();
    rmSync(folder, { recursive: true });
  }
}

describe('rows as they come', () => {
  it('begin before the statement has ended, and tell its end in a last line', async () => {
    const response = await sql.post(
      { sql: 'select i from range(5000) as r(i)' },
      { accept: 'application/x-ndjson' },
    );
    const lines = (await response.text())
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines[0]).toEqual({ columns: [{ name: 'i', type: 'BIGINT' }] });
    expect(lines.slice(1, -1).flatMap((line) => (line.data as number[][])[0])).toHaveLength(5000);
    expect(lines.at(-1)).toMatchObject({ end: { rows: 5000, truncated: false, version: '2026-10-31.001' } });
  });

  it('say what broke them off', async () => {
    const response = await sql.post(
      {
        sql: `select case when i = 99999 then error_ else i end from (select i, (i || case when i = 99999 then 'x' else '' end)::int as error_ from range(100000) as r(i))`,
      },
      { accept: 'application/x-ndjson' },
    );
    const lines = (await response.text()).trim().split('\n');
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ error: { type: 'Conversion' } });
  });
});
