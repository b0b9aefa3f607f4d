import { models } from '#warehouse/build.ts';
import type { Database } from '#warehouse/open.server.ts';
import { quoted } from '../sql.ts';
import { measure } from './generalise.ts';
import { tableColumns } from './table-columns.ts';

/** Tables of a published file, with their schema. */
export function publishedTables(analyst: boolean): string[] {
  const marts = models.filter(
    ({ published }) => published === 'both' || (analyst && published === 'analyst'),
  );
  const meta = [
    'snapshots',
    'loads',
    'rejects_summary',
    'warnings',
    'not_delivered',
    'codes',
    'successions',
    'time_limits',
    'documents',
  ];
  return [
    ...marts.map(({ table }) => table),
    ...[...meta, 'rules', 'reconciliation', 'metrics', 'checks', 'changes'].map((name) => `meta.${name}`),
  ];
}

/**
 * Those of them that the content hash covers. meta.changes tells of the way here, not of the data: the same snapshots
 * loaded at once, one by one, or again after an undo are the same content.
 */
export function hashedTables(analyst: boolean): string[] {
  return publishedTables(analyst).filter((table) => table !== 'meta.changes');
}

export interface PublishedFile {
  path: string;
  analyst: boolean;
  /** The SELECT that gives a table's rows for this file. */
  select(table: string, columns: readonly string[]): string;
}

/**
 * Writes one published file anew: each table sorted, nothing else ever in it. All tables come in one transaction, so
 * that they go to the file itself and not to a log first.
 */
export async function writePublishedFile(database: Database, file: PublishedFile): Promise<void> {
  const target = file.analyst ? 'analyst_file' : 'warehouse_file';
  const columnsOf = await tableColumns(database);
  await database.run(
    `attach '${file.path.replaceAll("'", "''")}' as ${target} (block_size ${await blockSize(database)})`,
  );
  await database.run('begin transaction');
  await database.run(`create schema ${target}.marts`);
  await database.run(`create schema ${target}.meta`);
  for (const table of publishedTables(file.analyst)) {
    const columns = columnsOf(table);
    await database.run(
      `create table ${target}.${table} as from (${file.select(table, columns)}) order by ${sortedBy(table, columns)}`,
    );
  }
  await database.run('commit');
  await database.run(`checkpoint ${target}`);
  await database.run(`detach ${target}`);
}

const usualBlock = 262_144;
const smallBlock = 65_536;
const fewRows = 2_000_000;

/** A block that a small table does not fill costs as much to write, copy and hash as a full one. */
async function blockSize(database: Database): Promise<number> {
  const [held] = await database.all(
    `select sum(estimated_size) as row_count from duckdb_tables()
     where database_name = current_database() and schema_name in ('marts', 'meta')`,
  );
  return Number(held?.row_count) < fewRows ? smallBlock : usualBlock;
}

/**
 * What tells the rows of a table apart, organisations first: the rows of one lie together, and equal values compress.
 * Sorting by the measures too would cost most of a publish.
 */
function sortedBy(table: string, columns: readonly string[]): string {
  if (table.startsWith('marts.fct_')) return quoted(columns[0] ?? '');
  if (!table.startsWith('marts.agg_')) return 'all';
  const keys = columns.filter(
    (name) => !measure.test(name) && !/^(organization_key|current_organization_code)$/.test(name),
  );
  return [
    ...keys.filter((name) => name === 'organization_code'),
    ...keys.filter((name) => name !== 'organization_code'),
  ]
    .map(quoted)
    .join(', ');
}
