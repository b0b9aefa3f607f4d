import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ClickHouseReader } from '$lib/server/clickhouse/reader';
import { metricRows, type Basis, type MetricRequest } from '$lib/server/metrics';
import { pages } from '$lib/server/pages';
import { loadPage, type PageMaker } from '$lib/server/pages/load';
import { organizationPage } from '$lib/server/pages/organizations/organization';
import { Warehouse, type LiveVersion } from '$lib/server/warehouse';
import { databaseOf } from '#warehouse/clickhouse/catalogue.ts';
import { openClickHouse, type ClickHouse } from '#warehouse/clickhouse/open.server.ts';
import { columnsIn, createStatements, tableName, type Table } from '#warehouse/clickhouse/tables.ts';
import { metricIds, metricOf } from '#warehouse/metrics.ts';
import { writeGoldenWorld } from '../../../../etl/golden-world.ts';
import { makePlace } from '../../../../etl/support.ts';
import { startClickHouse, type ClickHouseServer } from '../../../../support/clickhouse/server.ts';
import { reader } from '../../../../support/viewers.ts';
import { addressOf, pushTo, urlOf } from './world.ts';

const place = makePlace('2026-03-25');
const { dataDir } = place;
const world = { dataDir, now: Date.now, warn: () => undefined };
let database: string;
let server: ClickHouseServer;
let clickHouse: ClickHouse;
let house: ClickHouseReader;
let fromHouse: LiveVersion;
let fromFile: LiveVersion;

/** By what a cluster spreads a table, as the statement that makes it says it; undefined: it does not. */
function shardOf(table: Table): string | undefined {
  const [, distributed] = createStatements(table, { database, cluster: 'tinh' });
  return distributed && /_part', (.*)\)$/.exec(distributed)?.[1];
}

/**
 * Puts in the place of a table one that asks two shards, by the engine's own way. Both are this server: as each of them it
 * gives the rows that a cluster sends there.
 */
async function spread(table: Table): Promise<void> {
  const name = `${database}.${tableName(table.name)}`;
  await clickHouse.run(`rename table ${name} to ${name}_rows`);
  await clickHouse.run(
    `create view ${name}_part as select * from ${name}_rows where ${shardOf(table) ?? ''} % 2 + 1 = shardNum()`,
  );
  await clickHouse.run(
    `create table ${name} as remote('127.0.0.1,localhost', ${database}, ${tableName(table.name)}_part)`,
  );
}

beforeAll(async () => {
  const starting = startClickHouse();
  await place.load(writeGoldenWorld(place), { acceptDrop: true });
  fromFile = await new Warehouse(world).live();
  database = databaseOf('lang_kinh', fromFile.id);
  server = await starting;
  const address = addressOf(server);
  await pushTo(address, dataDir, fromFile.id);
  clickHouse = openClickHouse(address, { writes: true });
  const tables = await columnsIn(clickHouse, database);
  const sharded = tables.filter((table) => table.name.startsWith('marts.') && shardOf(table) !== undefined);
  for (const table of sharded) await spread(table);
  house = new ClickHouseReader({ ...world, address });
  fromHouse = await house.live();
  process.env.DATA_DIR = dataDir;
});

afterAll(async () => {
  delete process.env.DATA_DIR;
  delete process.env.WAREHOUSE_URL;
  await Promise.all([clickHouse.close(), house.close()]);
  await server.stop();
  place.remove();
});

/** In today's structure the way through the shards is the same; it is looked at where the columns differ. */
const basesOf = (dimension: string | null): Basis[] =>
  [null, 'organization'].includes(dimension) ? ['as_reported', 'current'] : ['as_reported'];
const makers: Record<string, PageMaker<unknown>> = {
  ...pages,
  'organization-G1': { make: organizationPage('G1'), parameters: ['scope'] },
};

describe('figures that the engine puts together from two shards', () => {
  it('come from both, each row from one of them', async () => {
    const counts = `select shardNum() as shard, count(*) as row_count from ${database}.marts_agg_case_flow_by_month
      group by shard order by shard`;
    const rows = await clickHouse.all({ sql: counts, params: {} });
    expect(rows.map(({ shard }) => shard)).toEqual([1, 2]);
    const [whole] = await fromFile.all('select count(*) as n from marts.agg_case_flow_by_month');
    expect(rows.reduce((sum, row) => sum + Number(row.row_count), 0)).toBe(Number(whole?.n));
  });

  it('are those of the file for every metric by each dimension, in both bases', async () => {
    let figures = 0;
    for (const metric of metricIds)
      for (const dimension of [null, ...metricOf(metric).dimensions])
        for (const basis of basesOf(dimension)) {
          const by = dimension === null ? [] : [dimension];
          const [from, to] = [fromFile.firstMonth, fromFile.newestMonth];
          const request: MetricRequest = { metric, by, basis, from, to, filters: {} };
          const expected = await metricRows(fromFile, request);
          expect(await metricRows(fromHouse, request), `${metric} ${dimension}`).toEqual(expected);
          figures += expected.filter(({ value }) => value !== null).length;
        }
    expect(figures).toBeGreaterThan(300);
  });

  it.each(Object.entries(makers))('are those of the file on the page %s', async (_, maker) => {
    for (const search of ['', '?basis=current&lang=en&org=U&q=vien']) {
      const visit = { url: new URL(`http://127.0.0.1/${search}`), locals: { viewer: reader() } };
      delete process.env.WAREHOUSE_URL;
      const expected = await loadPage(visit, maker);
      process.env.WAREHOUSE_URL = urlOf(server);
      expect(await loadPage(visit, maker), search).toEqual(expected);
    }
  });
});
