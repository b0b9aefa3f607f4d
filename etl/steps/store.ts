import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Database, openMemory } from '#warehouse/open.server.ts';
import { projectRoot } from '#warehouse/project.ts';
import { keptColumns, register, type RegisterName, registers } from '../contract.ts';
import { BusyError, RefusedError } from '../errors.ts';
import { quoted } from '../sql.ts';

/** Registers with a history: all but the successions, of which the newest file tells all. */
export const remembered = ['organizations', 'members', 'cases', 'duties'] as const satisfies RegisterName[];

/** Tables of the store with one batch of rows a snapshot: what is replaced or undone goes by its as_of. */
const datedTables = ['snapshots', 'loads', 'rejects', 'successions', 'successions_delivered'] as const;

/** Column by which the store tells the rows of a register apart; empty for successions, which have no code. */
export function storeKey(name: RegisterName): string {
  const { key } = register(name);
  return key === 'member_code' ? 'member_key' : (key ?? '');
}

/**
 * Opens a database in memory with the store of `path` attached as `disk` (made when there is none,
 * or kept in memory when it is only read).
 * Throws BusyError while another process writes it, RefusedError when it is damaged or the disk refuses to be written.
 */
export async function openStore(path: string, options: { readOnly: boolean }): Promise<Database> {
  const database = await openMemory({ preserve_insertion_order: 'true' });
  try {
    if (!options.readOnly) mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    const file = options.readOnly && !existsSync(path) ? ':memory:' : path;
    const mode = options.readOnly && file === path ? ' (read_only)' : '';
    await database.run(`attach '${file.replaceAll("'", "''")}' as disk${mode}`);
    if (!mode) await runFile(database, 'steps/store.sql', (sql) => sql.replaceAll('store.', 'disk.'));
  } catch (cause) {
    database.close();
    if (cause instanceof Error && /could not set lock/i.test(cause.message)) {
      throw new BusyError('Một lần nạp khác đang ghi kho số liệu. Đợi xong rồi chạy lại.', { cause });
    }
    throw new RefusedError(
      {
        reason: 'unreadable_file',
        file: path,
        expected: 'kho số liệu nguyên vẹn, ghi được',
        hint: 'Kiểm tra quyền và dung lượng đĩa; nếu tệp hỏng, khôi phục từ bản sao lưu.',
      },
      { cause },
    );
  }
  return database;
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
  await database.run(`set variable cutoff = coalesce($1::date, date 'infinity')`, [cutoff]);
  await database.run('create schema if not exists base');
  for (const name of remembered) {
    const columns = keptColumns(register(name)).map(quoted).join(', ');
    await database.run(
      `create or replace view base.hist_${name} as select ${columns}, valid_from,
       case when valid_to < getvariable('cutoff') then valid_to end as valid_to
       from disk.hist_${name} where valid_from < getvariable('cutoff')`,
    );
  }
  for (const table of datedTables) {
    await database.run(
      `create or replace view base.${table} as select * from disk.${table} where as_of < getvariable('cutoff')`,
    );
  }
}

/** Makes the schema `store`, which the models read: `base` alone, or with what this load adds. */
export async function viewStore(database: Database, withLanding: boolean): Promise<void> {
  await database.run('create schema if not exists store');
  for (const name of remembered) {
    const columns = keptColumns(register(name)).map(quoted).join(', ');
    const key = quoted(storeKey(name));
    const merged = `select ${columns}, valid_from, coalesce(closed.valid_to, old.valid_to) as valid_to
      from base.hist_${name} as old left join landing.closed_${name} as closed
      on closed.closed_key = old.${key} and old.valid_to is null
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
  const run = (sql: string) => database.run(sql);
  await run('begin transaction');
  try {
    for (const name of remembered) await commitRegister(database, name, withLanding);
    for (const table of datedTables) {
      await run(`delete from disk.${table} where as_of >= getvariable('cutoff')`);
      if (withLanding) await run(`insert into disk.${table} by name from landing.new_${table}`);
    }
    await run('commit');
  } catch (error) {
    await run('rollback');
    throw error;
  }
  await run('checkpoint disk');
}

async function commitRegister(database: Database, name: (typeof remembered)[number], withLanding: boolean) {
  await database.run(`delete from disk.hist_${name} where valid_from >= getvariable('cutoff')`);
  await database.run(`update disk.hist_${name} set valid_to = null where valid_to >= getvariable('cutoff')`);
  if (!withLanding) return;
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
