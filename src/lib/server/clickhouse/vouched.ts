import type { KeyObject } from 'node:crypto';
import type { Catalogue } from '#warehouse/clickhouse/catalogue.ts';
import { troubleOf, type ClickHouse } from '#warehouse/clickhouse/open.server.ts';
import { tableName } from '#warehouse/clickhouse/tables.ts';
import { isSignature } from '#warehouse/signature.server.ts';
import type { Manifest } from '../version.ts';

/** Whether the publisher has signed the manifest that a ClickHouse has of a version. Throws what that throws. */
export async function isVouchedFor(
  catalogue: Catalogue,
  { version, manifest }: { version: string; manifest: string },
  publisher: KeyObject,
): Promise<boolean> {
  const signature = await catalogue.signature(version).catch((error: unknown) => {
    // An older program has published there, which kept none.
    if (troubleOf(error) === 'gone') return undefined;
    throw error;
  });
  return signature !== undefined && isSignature(signature, Buffer.from(manifest), publisher);
}

/**
 * The tables of a version that have not as many rows as its manifest says. What a cluster spreads is not counted here, nor
 * what no manifest counts. Throws what the ClickHouse throws.
 */
export async function miscounted(
  clickHouse: ClickHouse,
  database: string,
  { row_counts: counts }: Manifest,
): Promise<string[]> {
  const rows = await clickHouse.all({
    sql: 'select name, total_rows from system.tables where database = {database:String}',
    params: { database },
  });
  const found = new Map(rows.map(({ name, total_rows: total }) => [String(name), total]));
  return Object.entries(typeof counts === 'object' ? { ...counts } : {}).flatMap(([table, count]) => {
    const total = found.get(tableName(table)) ?? null;
    return total === null || Number(total) === Number(count) ? [] : [table];
  });
}
