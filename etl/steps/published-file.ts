import { models } from '#warehouse/build.ts';
import type { Database } from '#warehouse/open.server.ts';
import { restrictedTables } from './disclose.ts';
import { analystName, draftName } from './draft.ts';
import { generalisedSql } from './generalise.ts';
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
    'targets',
    'letterhead',
    'calendar',
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

/** Those of them in the analyst's file that are of one schema. */
export function hashedOf(schema: 'marts' | 'meta'): string[] {
  return hashedTables(true).filter((table) => table.startsWith(`${schema}.`));
}

/** Makes the rest of the draft, which has its marts: what is said of them, and what restricted readers get. */
export async function writeMeta(database: Database): Promise<void> {
  await database.run('begin transaction');
  for (const table of publishedTables(false).filter((name) => name.startsWith('meta.')))
    await database.run(`create table ${draftName}.${table} as from ${table} order by all`);
  await database.run(`create schema ${draftName}.restricted`);
  for (const table of restrictedTables)
    await database.run(
      `create table ${draftName}.restricted.${table} as from restricted.${table} order by all`,
    );
  await database.run('commit');
}

/** Makes the tables of one schema of the analyst's file in an attached new one: nothing else is ever in it. */
export async function writeAnalyst(database: Database, schema: 'marts' | 'meta'): Promise<void> {
  const columnsOf = await tableColumns(database);
  await database.run('begin transaction');
  for (const table of publishedTables(true).filter((name) => name.startsWith(`${schema}.`))) {
    const rows = generalisedSql(table, columnsOf(table));
    await database.run(`create table ${analystName}.${table} as from (${rows}) order by ${orderOf(table)}`);
  }
  await database.run('commit');
}

/** As in the draft, but there are no keys of organisations. */
function orderOf(table: string): string {
  const model = models.find((each) => each.table === table);
  if (table === 'marts.dim_organization') return 'organization_key';
  return model?.orderedBy?.replace('organization_key', 'organization_code') ?? 'all';
}
