import { createHash } from 'node:crypto';
import type { Database } from '#warehouse/open.server.ts';
import { quoted } from '../sql.ts';

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
  const hashes: TableHash[] = [];
  for (const table of tables) {
    const described = await database.all(`select column_name from (describe from ${table})`);
    const columns = described.map((row) => String(row.column_name)).filter((name) => !left.has(name));
    const row = columns.map((name) => `coalesce(cast(${quoted(name)} as varchar), '∅')`).join(`, '␟', `);
    const [summed] = await database.all(
      `select count(*) as row_count, sum(md5_number_lower(row_text))::varchar as row_sum
       from (select concat(${row}) as row_text from ${table})`,
    );
    const text = [columns.join(','), summed?.row_count, summed?.row_sum].join('|');
    hashes.push({
      table,
      rows: Number(summed?.row_count),
      hash: createHash('sha256').update(text).digest('hex'),
    });
  }
  return hashes;
}

/** One hash over the tables' hashes, in the order of their names. */
export function combinedHash(hashes: readonly TableHash[]): string {
  const lines = hashes.map(({ table, hash }) => `${table} ${hash}`).sort();
  return createHash('sha256').update(lines.join('\n')).digest('hex');
}
