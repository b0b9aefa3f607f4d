import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Catalogue } from '#warehouse/clickhouse/catalogue.ts';
import { openClickHouse, type ClickHouse } from '#warehouse/clickhouse/open.server.ts';
import { readerSettings } from '#warehouse/clickhouse/settings.ts';
import {
  createStatements,
  fileSumStatement,
  settleStatements,
  sumStatement,
  type Table,
} from '#warehouse/clickhouse/tables.ts';
import { openMemory } from '#warehouse/open.server.ts';
import { sqlFile } from '#warehouse/project.ts';
import { startClickHouse, type ClickHouseServer } from '../../support/clickhouse/server.ts';

const members: Table = {
  name: 'marts.agg_members_by_month',
  columns: [
    { name: 'month', type: 'DATE' },
    { name: 'organization_key', type: 'INTEGER' },
    { name: 'organization_code', type: 'VARCHAR' },
    { name: 'member_count', type: 'BIGINT' },
  ],
};
const targets: Table = {
  name: 'meta.targets',
  columns: [
    { name: 'metric_id', type: 'VARCHAR' },
    { name: 'target_value', type: 'DECIMAL(12,4)' },
  ],
};
const cluster = { database: 'lang_kinh_2026_10_31_001', cluster: 'tinh' };
let server: ClickHouseServer;
let clickHouse: ClickHouse;

beforeAll(async () => {
  server = await startClickHouse();
  clickHouse = openClickHouse({ url: server.url, user: 'an', password: '', ...cluster }, { writes: true });
});
afterAll(async () => {
  await clickHouse.close();
  await server.stop();
});

/** Lets the engine read a statement without running it. Throws what is wrong with it. */
const parse = (sql: string) => clickHouse.run(`explain ast ${sql}`);

describe('tables in a cluster', () => {
  it('spread the rows of organisations by organisation over replicated parts', async () => {
    const [part = '', whole = ''] = createStatements(members, cluster);
    expect(part).toContain('"marts_agg_members_by_month_part" on cluster "tinh"');
    expect(part).toMatch(/ReplicatedMergeTree\('.*\{shard\}', '\{shard\}-\{replica\}'\)/);
    expect(part).toContain('order by ("month", "organization_code")');
    expect(whole).toContain(
      `Distributed('tinh', 'lang_kinh_2026_10_31_001', 'marts_agg_members_by_month_part', cityHash64(assumeNotNull(organization_code)))`,
    );
    for (const sql of [part, whole, ...settleStatements(members, cluster)]) await parse(sql);
  });

  it('are whole on every server when they are not by organisation', async () => {
    const [only = '', ...more] = createStatements(targets, cluster);
    expect(more).toEqual([]);
    expect(only).toMatch(/ReplicatedMergeTree\('[^']*\/all', '\{shard\}-\{replica\}'\)/);
    await parse(only);
    await expect(parse(only.replace('order by', 'ordered'))).rejects.toThrow(/Syntax error/);
  });

  it('of the list of versions are written as the engine reads them', async () => {
    const asked: string[] = [];
    const recording: ClickHouse = { ...clickHouse, run: (sql) => Promise.resolve(void asked.push(sql)) };
    await new Catalogue(recording, { database: 'lang_kinh', cluster: 'tinh' }).prepare();
    expect(asked).toHaveLength(4);
    for (const sql of asked) {
      expect(sql).toContain('on cluster "tinh"');
      await parse(sql);
    }
  });
});

describe('tables on one server', () => {
  it('are plain, and take what a file may hold', async () => {
    const [sql = '', ...more] = createStatements(targets, { ...cluster, cluster: null });
    expect(more).toEqual([]);
    await clickHouse.run(`create database ${cluster.database}`);
    await clickHouse.run(sql);
    const [row] = await clickHouse.all({
      sql: `describe table ${cluster.database}.meta_targets`,
      params: {},
    });
    expect(row).toMatchObject({ name: 'metric_id', type: 'Nullable(String)' });
  });

  it('have the count and checksum of the file, whatever values stand there', async () => {
    const odd: Table = {
      name: 'meta.odd',
      columns: [
        { name: 'code', type: 'VARCHAR' },
        { name: 'value', type: 'DOUBLE' },
        { name: 'seen', type: 'BOOLEAN' },
        { name: 'day', type: 'DATE' },
        { name: 'rate', type: 'DECIMAL(12,4)' },
      ],
    };
    const values = `('a', 7, true, '2026-10-31', 0.5), ('đ "b"', 7.5, false, '1999-01-01', 12), ('', 0.1, null, null, null),
      ('c', 0.00001, true, null, 0), ('d', 1e16, true, null, 0), ('e', 8.200000000000001, true, null, 0), (null, null, null, null, null)`;
    const database = await openMemory();
    await database.run('create schema meta');
    await database.run(
      `create table meta.odd as select * from (values ${values.replace("'2026", "date '2026").replace("'1999", "date '1999")})
         as rows(code, value, seen, day, rate)`,
    );
    await database.run(
      `alter table meta.odd alter value type double; alter table meta.odd alter rate type decimal(12, 4)`,
    );
    await clickHouse.run(`create database odd`);
    for (const sql of createStatements(odd, { database: 'odd', cluster: null })) await clickHouse.run(sql);
    await clickHouse.run(`insert into odd.meta_odd values ${values}`);
    const [expected] = await database.all(fileSumStatement(odd));
    const sums = async () => (await clickHouse.all({ sql: sumStatement(odd, 'odd'), params: {} }))[0];
    expect(await sums()).toEqual(expected);
    expect(expected?.row_count).toBe(7);
    await clickHouse.run(`insert into odd.meta_odd values ('a', 7.000000000000001, true, '2026-10-31', 0.5)`);
    expect((await sums())?.row_sum).not.toBe(expected?.row_sum);
    database.close();
  });

  it('refuse a type that no published table has', () => {
    const odd: Table = { name: 'meta.odd', columns: [{ name: 'at', type: 'TIME' }] };
    expect(() => createStatements(odd, cluster)).toThrow(/at is of type TIME/);
  });
});

it('ships users and a profile that the engine reads, with the settings that questions are sent with', async () => {
  const statements = sqlFile('clickhouse/reader.sql')
    .replace(/^--.*$/gm, '')
    .split(';')
    .map((sql) => sql.trim())
    .filter((sql) => sql !== '');
  expect(statements.length).toBeGreaterThan(5);
  for (const sql of statements) await parse(sql);
  const given = Object.fromEntries(
    [...(statements[0] ?? '').matchAll(/^ {4}(\w+) = '?([^',;\n]+)'?/gm)].map(([, name, value]) => [
      name,
      value,
    ]),
  );
  const sent = Object.entries(readerSettings).map(([name, value]) => [name, String(value)]);
  expect(given).toEqual({ ...Object.fromEntries(sent), readonly: '1' });
});
