import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openClickHouse, type ClickHouse } from '#warehouse/clickhouse/open.server.ts';
import { columnsIn, createStatements, tableName, type Table } from '#warehouse/clickhouse/tables.ts';
import { openMemory, type Database, type Row } from '#warehouse/open.server.ts';
import { newDataDir, publish, removeDataDir } from '../../src/lib/server/support.ts';
import { addressOf, pushTo } from '../../src/lib/server/clickhouse/world.ts';
import { startClickHouse, type ClickHouseServer } from '../../support/clickhouse/server.ts';

const version = '2026-10-31.001';
const database = 'lang_kinh_2026_10_31_001';
const dataDir = newDataDir();
const folder = mkdtempSync(join(tmpdir(), 'shards-'));
const servers: ClickHouseServer[] = [];
let whole: ClickHouse;
let shards: ClickHouse[];
let sharded: Table[];
let file: Database;

/** By what the tables of a cluster are spread, as the statement that makes them says it. */
function shardOf(table: Table): string | null {
  const [, distributed] = createStatements(table, { database, cluster: 'tinh' });
  return distributed ? (/_part', (.*)\)$/.exec(distributed)?.[1] ?? '') : null;
}

async function open() {
  const server = await startClickHouse();
  servers.push(server);
  const address = addressOf(server);
  return { address, clickHouse: openClickHouse(address, { writes: true }) };
}

/** Sends to each server the rows of a table that a Distributed table would send there. */
async function spread(table: Table): Promise<void> {
  const codes = await rowsOf(
    whole,
    `select distinct organization_code as code, toUInt8(${shardOf(table) ?? ''} % 2) + 10 as shard
     from ${database}.${tableName(table.name)}`,
  );
  for (const [i, shard] of shards.entries()) {
    const own = codes.flatMap(({ code, shard: place }) =>
      Number(place) === i + 10 ? [`'${String(code)}'`] : [],
    );
    for (const sql of createStatements(table, { database, cluster: null })) await shard.run(sql);
    const path = join(folder, `${i}.parquet`);
    const among = own.length > 0 ? `organization_code in (${own.join(', ')})` : 'false';
    await file.run(`copy (from ${table.name} where ${among}) to '${path}' (format parquet)`);
    await shard.insertParquet({ database, name: tableName(table.name) }, path);
  }
}

const rowsOf = (clickHouse: ClickHouse, sql: string): Promise<Row[]> => clickHouse.all({ sql, params: {} });

beforeAll(async () => {
  await publish(dataDir, version);
  const [all, ...others] = [await open(), await open(), await open()];
  whole = all.clickHouse;
  shards = others.map(({ clickHouse }) => clickHouse);
  await pushTo(all.address, dataDir, version);
  for (const shard of shards) await shard.run(`create database ${database}`);
  file = await openMemory();
  await file.run(
    `attach '${join(dataDir, 'published', version, 'warehouse.duckdb')}' as published (read_only)`,
  );
  await file.run('use published');
  sharded = (await columnsIn(whole, database)).filter((table) => shardOf(table) !== null);
  for (const table of sharded) await spread(table);
});
afterAll(async () => {
  file.close();
  for (const each of [whole, ...shards]) await each.close();
  for (const server of servers) await server.stop();
  rmSync(folder, { recursive: true });
  removeDataDir(dataDir);
});

describe('rows of organisations on two servers', () => {
  it('are spread by a whole number, which Distributed tables ask for', async () => {
    expect(sharded.map(({ name }) => name)).toContain('marts.agg_case_flow_by_month');
    for (const table of sharded) {
      const sql = `select toTypeName(${shardOf(table) ?? ''}) as type from ${database}.${tableName(table.name)} limit 1`;
      for (const { type } of await rowsOf(whole, sql)) expect(type, table.name).toBe('UInt64');
    }
  });

  it('are those of the whole, each organisation on one of them', async () => {
    for (const { name } of sharded) {
      const sql = `select organization_code, count(*) as row_count from ${database}.${tableName(name)} group by 1`;
      const [first = [], second = []] = await Promise.all(shards.map((shard) => rowsOf(shard, sql)));
      const sorted = (rows: Row[]) => rows.map((row) => JSON.stringify(row)).sort();
      expect(sorted([...first, ...second]), name).toEqual(sorted(await rowsOf(whole, sql)));
    }
    const held = 'select count(*) as row_count from lang_kinh_2026_10_31_001.marts_agg_case_flow_by_month';
    for (const shard of shards) expect((await rowsOf(shard, held))[0]?.row_count).toBeGreaterThan(0);
  });

  it('add up to the figures of the whole in every month', async () => {
    const sql = `select toString(month) as month, sum(opened_count) as opened, sum(closed_count) as closed,
        sum(pending_end_count) as pending, sum(overdue_end_count) as overdue
      from ${database}.marts_agg_case_flow_by_month group by month order by month`;
    const sums = new Map<string, number[]>();
    for (const rows of await Promise.all(shards.map((shard) => rowsOf(shard, sql))))
      for (const { month, ...counts } of rows) {
        const before = sums.get(String(month)) ?? [];
        sums.set(
          String(month),
          Object.values(counts).map((count, i) => Number(count) + (before[i] ?? 0)),
        );
      }
    const expected = await rowsOf(whole, sql);
    expect(expected.length).toBeGreaterThan(2);
    expect(expected.map(({ month, ...counts }) => [month, Object.values(counts)])).toEqual(
      [...sums].sort(([a], [b]) => (a < b ? -1 : 1)),
    );
  });
});
