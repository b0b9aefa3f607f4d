import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Catalogue } from '#warehouse/clickhouse/catalogue.ts';
import { clickHouseAddress, type ClickHouseAddress } from '#warehouse/clickhouse/address.ts';
import { openClickHouse } from '#warehouse/clickhouse/open.server.ts';
import { loadTables } from '../../../../../etl/spread/clickhouse-load.ts';
import type { ClickHouseServer } from '../../../../support/clickhouse/server.ts';

/** What WAREHOUSE_URL says for a server of the tests. */
export function urlOf({ url }: ClickHouseServer): string {
  return `${url.replace('http', 'clickhouse')}/lang_kinh`;
}

/** The same, read. */
export function addressOf(server: ClickHouseServer): ClickHouseAddress {
  return clickHouseAddress(urlOf(server));
}

/** Publishes a version of a data folder to a ClickHouse, and lets readers follow it. */
export async function pushTo(address: ClickHouseAddress, dataDir: string, version: string): Promise<void> {
  const clickHouse = openClickHouse(address, { writes: true });
  const folder = join(dataDir, 'published', version);
  const text = (name: string) => readFileSync(join(folder, name), 'utf8');
  const catalogue = new Catalogue(clickHouse, address);
  await catalogue.prepare();
  const path = join(folder, 'warehouse.duckdb');
  await loadTables(clickHouse, { version, path, layout: address }, () => undefined);
  await catalogue.add(version, null, { manifest: text('manifest.json'), rejects: text('rejects.json') });
  await catalogue.point(version);
  await clickHouse.close();
}
