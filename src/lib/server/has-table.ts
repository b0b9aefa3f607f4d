import { sqlFile } from '#warehouse/project.ts';
import type { LiveVersion } from './version.ts';

const sql = sqlFile('queries/has-table.sql');

/** Whether a version has a table: versions of older programs lack the newest ones. */
export async function hasTable(
  version: LiveVersion,
  schema: 'meta' | 'restricted',
  table: string,
): Promise<boolean> {
  const [row] = await version.all(sql, { schema, table });
  return Number(row?.table_count) > 0;
}
