import { createHash } from 'node:crypto';
import type { Database, Row } from '#warehouse/open.server.ts';
import { quoted } from '../sql.ts';
import { tableColumns } from './table-columns.ts';

export interface TableHash {
  table: string;
  rows: number;
  hash: string;
}

/** Columns that say nothing of the content: random keys and load times. */
const left = new Set(['case_key', 'duty_key', 'loaded_at']);

/**
 * A hash of each table's rows whatever their order, without random keys and load times: the sum of the lower
 * halves of the rows' MD5, with their count. Equal figures give equal hashes on any machine.
 */
export async function contentHashes(database: Database, tables: readonly string[]): Promise<TableHash[]> {
  const columnsOf = await tableColumns(database);
  const hashed = tables.map((table) => ({
    table,
    columns: columnsOf(table).filter((name) => !left.has(name)),
  }));
  const rows = await database.all(hashed.map(summedSql).join(' union all '));
  const sums = new Map(rows.map((row) => [row.table_name, row]));
  return hashed.map(({ table, columns }) => {
    const summed = sums.get(table);
    return { table, rows: Number(summed?.row_count), hash: hashOf(columns, summed) };
  });
}

/** The columns of a table that its hash covers. */
export function hashedColumns<T extends { name: string }>(columns: readonly T[]): T[] {
  return columns.filter(({ name }) => !left.has(name));
}

/** The hash of a table from its hashed columns, the number of its rows (row_count) and their sum (row_sum). */
export function hashOf(columns: readonly string[], summed: Row | undefined): string {
  const text = [columns.join(','), summed?.row_count, summed?.row_sum].join('|');
  return createHash('sha256').update(text).digest('hex');
}

function summedSql({ table, columns }: { table: string; columns: readonly string[] }): string {
  const row = columns.map((name) => `coalesce(cast(${quoted(name)} as varchar), '∅')`).join(`, '␟', `);
  return `select '${table}' as table_name, count(*) as row_count, sum(md5_number_lower(row_text))::varchar as row_sum
    from (select concat(${row}) as row_text from ${table})`;
}

/** One hash over the tables' hashes, in the order of their names. */
export function combinedHash(hashes: readonly TableHash[]): string {
  const lines = hashes.map(({ table, hash }) => `${table} ${hash}`).sort();
  return createHash('sha256').update(lines.join('\n')).digest('hex');
}
