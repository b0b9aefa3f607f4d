import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { query } from '#etl/jobs/query.ts';
import { csvText, jsonRows, tableText } from '#etl/output.ts';
import { ownMark } from '#etl/steps/process.ts';
import { places } from '#etl/surroundings.ts';
import { type Ending, run } from '../support/command.ts';
import { csv, hashesBelow, livePath, makePlace, refusalInBoth, writeFiles } from './support.ts';

const place = makePlace('2020-02-10');
const files = {
  'organizations.csv': csv('organization_code organization_name organization_level\n A Một grassroots_cell'),
  'members.csv': csv('member_code organization_code member_status\n M1 A official'),
  'cases.csv': csv(`case_code organization_code case_type stage received_on
    C1 A petition intake 2020-01-06\n C2 A petition lost 2020-01-06`),
};
const january = place.snapshot('2020-01-31', files);
const empty = place.snapshot('2020-02-05', { ...files, 'cases.csv': '' });

afterAll(() => place.remove());

const etl = (...words: string[]) => run(['etl', ...words], { dataDir: place.dataDir });
const json = (answer: Ending): unknown => JSON.parse(answer.stdout);

describe('the command line', () => {
  it('ends with 0 when done, and says so in one JSON value on stdout', async () => {
    const loaded = await etl('load', january, '--json');
    expect(loaded.code).toBe(0);
    expect(json(loaded)).toMatchObject({
      loaded: ['2020-01-31'],
      version: '2020-01-31.001',
      rejects: [{ as_of: '2020-01-31', file: 'cases.csv', reason: 'unknown_code', count: 1 }],
    });
    const listed = await etl('rejects', '--json');
    expect(json(listed)).toEqual([
      {
        as_of: '2020-01-31',
        file: 'cases.csv',
        line: 3,
        column: 'stage',
        reason: 'unknown_code',
        found: 'lost',
        expected: 'một mã trong danh mục stage',
        mended_in: null,
        organization_code: 'A',
      },
    ]);
  });

  it('ends with 1 when the data are refused, and names file, finding and what to do', async () => {
    const refused = await etl('load', empty, '--json');
    expect(refused.code).toBe(1);
    expect(json(refused)).toEqual({
      refused: {
        reason: 'unreadable_file',
        file: expect.stringMatching(/cases\.csv$/),
        line: null,
        found: 'tệp rỗng',
        expected: expect.any(String),
        hint: expect.any(String),
      },
    });
    expect(refused.stderr).toContain('unreadable_file');
  });

  it('ends with 2 when it is used wrongly', async () => {
    const [unknown, percent] = await Promise.all([
      etl('load', '--strange', '--json'),
      etl('load', january, '--max-rejects', 'all'),
    ]);
    expect([unknown.code, percent.code]).toEqual([2, 2]);
    expect(json(unknown)).toEqual({ usage: expect.stringContaining('--strange') });
    expect(percent.stdout).toBe('');
    expect(percent.stderr).toContain('--max-rejects');
  });

  it('ends with 3 while another load runs', async () => {
    const { lock } = places(place.dataDir);
    writeFiles(lock, { [ownMark()]: '2020-02-01T00:00:00Z' });
    const busy = await etl('load', january, '--json');
    expect(busy.code).toBe(3);
    expect(json(busy)).toEqual({
      busy: expect.stringMatching(new RegExp(`tiến trình ${process.pid}, từ 2020-02-01T00:00:00Z`)),
    });
    rmSync(lock, { recursive: true });
  });

  it('gives the rows of a query as JSON objects, whole numbers as numbers and dates as text', async () => {
    const sql = `select sum(opened_count) as opened, min(month) as month, null as nothing from marts.agg_case_flow_by_month`;
    const answer = await etl('query', sql, '--format', 'json');
    expect(answer.code).toBe(0);
    expect(json(answer)).toEqual([{ opened: 1, month: '2020-01-01', nothing: null }]);
  });
});

describe('a query', () => {
  it.each([
    ['', 'không có câu lệnh nào'],
    ['-- nothing', 'không có câu lệnh nào'],
    ['select 1; select 2', 'số câu lệnh 2'],
    ['select 1; drop table marts.fct_cases', 'không phải SELECT'],
    ['delete from marts.fct_cases', 'không phải SELECT'],
    ['create table x (y int)', 'không phải SELECT'],
    ["copy (select 1) to '/tmp/etl-query-leak.csv'", 'không phải SELECT'],
    ["attach '/tmp/etl-query-leak.duckdb'", 'không phải SELECT'],
    ['set threads = 1', 'không phải SELECT'],
    ['pragma database_list', 'không phải SELECT'],
    ['checkpoint', 'không phải SELECT'],
    ['select no_such_column from marts.fct_cases', 'no_such_column'],
    ['selec 1', 'syntax error'],
    ["select * from read_csv('/etc/hostname')", 'hàm sau FROM read_csv'],
    ["select * from read_text('/etc/hostname')", 'hàm sau FROM read_text'],
    ["select * from glob('/etc/*')", 'hàm sau FROM glob'],
    ["select * from query('drop table marts.fct_cases')", 'hàm sau FROM query'],
    ['select * from duckdb_settings()', 'hàm sau FROM duckdb_settings'],
    ["select current_setting('temp_directory')", 'hàm current_setting'],
    ['select * from pg_catalog.pg_class', 'bảng pg_catalog.pg_class'],
  ])('is refused: %s', async (sql, found) => {
    const before = hashesBelow(place.dataDir);
    const refusal = await refusalInBoth(query(sql, place.surroundings));
    expect(refusal).toMatchObject({ reason: 'bad_query', found: expect.stringContaining(found) });
    expect(hashesBelow(place.dataDir)).toEqual(before);
    expect(existsSync('/tmp/etl-query-leak.csv') || existsSync('/tmp/etl-query-leak.duckdb')).toBe(false);
  });

  it('cannot read or write the file that it is asked of', async () => {
    const path = livePath(place.dataDir, 'analyst.duckdb');
    for (const sql of [`select * from read_blob('${path}')`, `select * from '${path}'`]) {
      expect(await refusalInBoth(query(sql, place.surroundings))).toMatchObject({ reason: 'bad_query' });
    }
  });

  it('may begin with FROM, WITH or VALUES, and may find nothing', async () => {
    const rows = async (sql: string) => JSON.parse(jsonRows(await query(sql, place.surroundings))) as unknown;
    expect(await rows('from (values (1), (2)) as t(i) order by i')).toEqual([{ i: 1 }, { i: 2 }]);
    expect(await rows('with x as (select 1 as i) select * from x -- note')).toEqual([{ i: 1 }]);
    expect(await rows('select * from marts.fct_cases where false;')).toEqual([]);
  });

  it.each(['describe marts.fct_cases', 'summarize marts.fct_duties', 'from information_schema.tables'])(
    'may ask for the tables themselves: %s',
    async (sql) => {
      expect((await query(sql, place.surroundings)).names.length).toBeGreaterThan(2);
    },
  );
});

describe('the forms of an answer', () => {
  const names = ['mã', 'số', 'ghi chú'];
  const rows = [
    ['A', 10, 'một "hai", ba'],
    ['BCD', null, 'hai\ndòng'],
    ['Đ', 0, false],
  ];

  it('are a table with columns in line', () => {
    expect(tableText(names, rows.slice(0, 1)).split('\n')).toEqual([
      'mã  số  ghi chú',
      '--  --  -------------',
      'A   10  một "hai", ba',
    ]);
    expect(tableText(['x'], [])).toBe('x\n-');
  });

  it('are CSV with quotes where they are needed, null as nothing', () => {
    expect(csvText(names, rows)).toBe('mã,số,ghi chú\nA,10,"một ""hai"", ba"\nBCD,,"hai\ndòng"\nĐ,0,false');
  });

  it('are rows as JSON objects', () => {
    const data = [0, 1, 2].map((column) => rows.map((row) => row[column] ?? null));
    expect(JSON.parse(jsonRows({ names, types: [], data }))[1]).toEqual({
      mã: 'BCD',
      số: null,
      'ghi chú': 'hai\ndòng',
    });
    expect(jsonRows({ names, types: [], data: [[], [], []] })).toBe('[]');
  });
});

it('nothing is left behind by the commands but what they were to write', () => {
  const below = Object.keys(hashesBelow(place.dataDir)).map((path) => path.slice(place.dataDir.length + 1));
  const version = join('published', '2020-01-31.001');
  const accepted = join('private', 'accepted', '2020-01-31');
  expect(below.sort()).toEqual(
    [
      join('key', 'audit.key'),
      join('key', 'pseudonym.key'),
      join('private', 'audit.anchor'),
      join('private', 'state.db'),
      join('private', 'store.duckdb'),
      join('private', 'store.seal.json'),
      ...['cases', 'category_counts', 'loads', 'members', 'organizations', 'rejects'].map((name) =>
        join(accepted, `${name}.parquet`),
      ),
      ...['snapshot.json', 'snapshot.json.sha256'].map((name) => join(accepted, name)),
      join('published', 'current.json'),
      ...['analyst.duckdb', 'rejects.json', 'warehouse.duckdb'].map((name) => join(version, name)),
      ...['manifest.json', 'manifest.json.sha256'].map((name) => join(version, name)),
    ].sort(),
  );
});
