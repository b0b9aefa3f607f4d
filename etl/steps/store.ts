import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from '#warehouse/open.server.ts';
import { projectRoot } from '#warehouse/project.ts';
import { keptColumns, register, type RegisterName, registers } from '../contract.ts';
import { quoted } from '../sql.ts';

/** Registers with a history: all but the successions, of which the newest file tells all. */
export const remembered = ['organizations', 'members', 'cases', 'duties'] as const satisfies RegisterName[];

/** Tables of the store with one batch of rows a snapshot: what is replaced or undone goes by its as_of. */
export const datedTables = [
  'snapshots',
  'loads',
  'rejects',
  'successions',
  'successions_delivered',
  'category_counts',
  'warnings',
] as const;

/** A table and no variable, because every connection to the database has to see it. */
const cutoffDay = '(select day from base.cutoff)';

/** Column by which the store tells the rows of a register apart; empty for successions, which have no code. */
export function storeKey(name: RegisterName): string {
  const { key } = register(name);
  return key === 'member_code' ? 'member_key' : (key ?? '');
}

/** Runs the statements of a SQL file below etl/, one after another. */
export async function runFile(
  database: Database,
  path: string,
  change = (sql: string) => sql,
): Promise<void> {
  const text = readFileSync(join(projectRoot(), 'etl', path), 'utf8').replace(/^--.*$/gm, '');
  for (const statement of text.split(/;\s*$/m)) if (statement.trim()) await database.run(change(statement));
}

/**
 * Makes the schema `base`: the store as it was before `cutoff` (a date that is replaced or undone; null: as it is).
 */
export async function viewBase(database: Database, cutoff: string | null): Promise<void> {
  await database.run('create schema if not exists base');
  await database.run(
    `create or replace table base.cutoff as select coalesce($1::date, date 'infinity') as day`,
    [cutoff],
  );
  for (const name of remembered) {
    const columns = keptColumns(register(name)).map(quoted).join(', ');
    await database.run(
      `create or replace view base.hist_${name} as select ${columns}, valid_from,
       case when valid_to < ${cutoffDay} then valid_to end as valid_to
       from disk.hist_${name} where valid_from < ${cutoffDay}`,
    );
  }
  const holder = await tableHolders(database);
  for (const table of datedTables) {
    // A store of an older program that is only read lacks the column.
    const added =
      table === 'rejects' ? ' union all by name select null::varchar as organization_code where false' : '';
    await database.run(
      `create or replace view base.${table} as select * from ${holder(table)}.${table} where as_of < ${cutoffDay}${added}`,
    );
  }
}

/** Which schema has a table: the store, or an empty stand-in where a store of an older program, only read, lacks it. */
async function tableHolders(database: Database): Promise<(table: string) => 'disk' | 'lacking'> {
  const rows = await database.all(`select table_name from duckdb_tables() where database_name = 'disk'`);
  const names = new Set(rows.map((row) => String(row.table_name)));
  if (datedTables.some((table) => !names.has(table))) {
    await database.run('create schema if not exists lacking');
    await runFile(database, 'steps/store.sql', (sql) => sql.replaceAll('store.', 'lacking.'));
  }
  return (table) => (names.has(table) ? 'disk' : 'lacking');
}

/** Makes the schema `store`, which the models read: `base` alone, or with what this load adds. */
export async function viewStore(database: Database, withLanding: boolean): Promise<void> {
  await database.run('create schema if not exists store');
  for (const name of remembered) {
    const columns = keptColumns(register(name)).map(quoted).join(', ');
    const key = quoted(storeKey(name));
    const merged = `select ${columns}, valid_from, coalesce(old.valid_to, closed.valid_to) as valid_to
      from base.hist_${name} as old left join landing.closed_${name} as closed
      on closed.closed_key = old.${key}
      union all by name select ${columns}, valid_from, valid_to from landing.opened_${name}`;
    await database.run(
      `create or replace view store.hist_${name} as ${withLanding ? merged : `from base.hist_${name}`}`,
    );
  }
  for (const table of datedTables) {
    const added = withLanding ? ` union all by name from landing.new_${table}` : '';
    await database.run(`create or replace view store.${table} as from base.${table}${added}`);
  }
}

/** Writes into the store file, in one transaction, what `viewStore` has shown. */
export async function commitStore(database: Database, withLanding: boolean): Promise<void> {
  await database.run('begin transaction');
  try {
    await changeStore(database, withLanding);
  } catch (error) {
    await database.run('rollback');
    throw error;
  }
  // A commit that fails has ended its transaction already.
  await database.run('commit');
}

async function changeStore(database: Database, withLanding: boolean): Promise<void> {
  const [cut] = await database.all(`select ${cutoffDay} < date 'infinity' as cuts_off`);
  for (const name of remembered) {
    if (cut?.cuts_off === true) await cutRegister(database, name);
    if (withLanding) await extendRegister(database, name);
  }
  for (const table of datedTables) {
    if (cut?.cuts_off === true) await database.run(`delete from disk.${table} where as_of >= ${cutoffDay}`);
    if (withLanding) await database.run(`insert into disk.${table} by name from landing.new_${table}`);
  }
}

async function cutRegister(database: Database, name: (typeof remembered)[number]): Promise<void> {
  await database.run(`delete from disk.hist_${name} where valid_from >= ${cutoffDay}`);
  await database.run(`update disk.hist_${name} set valid_to = null where valid_to >= ${cutoffDay}`);
}

async function extendRegister(database: Database, name: (typeof remembered)[number]): Promise<void> {
  await database.run(
    `update disk.hist_${name} as old set valid_to = closed.valid_to from landing.closed_${name} as closed
     where old.${quoted(storeKey(name))} = closed.closed_key and old.valid_to is null`,
  );
  await database.run(`insert into disk.hist_${name} by name from landing.opened_${name}`);
}

/** The as_of of the newest snapshot; null where there is none. */
export async function newestSnapshot(database: Database, schema: 'base' | 'disk'): Promise<string | null> {
  const [row] = await database.all(`select max(as_of) as as_of from ${schema}.snapshots`);
  return row?.as_of ? String(row.as_of) : null;
}

/** Names of all registers, for reports. */
export const registerNames = registers.map(({ name }) => name);
