import { chmodSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { Kysely, Migrator, SqliteDialect } from 'kysely';
import Database from 'libsql';
import { peopleAndAudit } from './migrations/001-people-and-audit.ts';
import { peopleNames } from './migrations/002-people-names.ts';
import { briefings } from './migrations/003-briefings.ts';
import { access } from './migrations/004-access.ts';
import { keptQueries } from './migrations/005-kept-queries.ts';
import { briefingProfiles } from './migrations/006-briefing-profiles.ts';
import type { StateTables } from './tables.ts';

/** The small state: accounts, sessions, tokens, failed sign-ins, audit. Never figures. */
export type State = Kysely<StateTables>;

/** All migrations, in the order of their names; one that has been shipped is never changed. */
const migrations = {
  '001-people-and-audit': peopleAndAudit,
  '002-people-names': peopleNames,
  '003-briefings': briefings,
  '004-access': access,
  '005-kept-queries': keptQueries,
  '006-briefing-profiles': briefingProfiles,
};

const busyMs = 5000;

/** What keeps the audit append-only: an entry is never changed, and goes only when a later one tells of its archive. */
const guards = `
  create trigger if not exists audit_no_update before update on audit
  begin select raise(abort, 'the audit is never changed'); end;
  create trigger if not exists audit_in_order before insert on audit
  when exists (select 1 from audit where seq >= new.seq)
  begin select raise(abort, 'the audit is only appended to'); end;
  create trigger if not exists audit_no_delete before delete on audit
  when not exists (
    select 1 from audit
    where action in ('audit_archive', 'audit_restart') and json_extract(detail, '$.through') >= old.seq
  )
  begin select raise(abort, 'the audit is only archived'); end;
`;

const homes = new WeakMap<State, { dataDir: string; database: Database.Database }>();

/** The data folder that a state belongs to: keys and other files of it lie there. */
export function homeOf(state: State): string {
  return opened(state).dataDir;
}

function opened(state: State) {
  const home = homes.get(state);
  if (home === undefined) throw new Error('That state was not opened by openState.');
  return home;
}

/** Closes a state that nobody else has open, so that all of it is in its one file (SQLite keeps a log beside it). */
export async function closeIntoOneFile(state: State): Promise<void> {
  const { dataDir, database } = opened(state);
  database.exec('pragma wal_checkpoint(truncate)');
  await state.destroy();
  // The client lets go of its files only later (seen in libsql 0.5).
  for (const end of ['-wal', '-shm']) rmSync(statePath(dataDir) + end, { force: true });
}

/** Where the state of a data folder lies. */
export function statePath(dataDir: string): string {
  return join(dataDir, 'private', 'state.db');
}

/**
 * Opens the state of a data folder, made when it is not there yet (readable by this user alone) and brought up to
 * date. Several processes may have it open; each closes it with `destroy()`. Throws when the file cannot be opened,
 * is no state file, or was written by a newer program.
 */
export async function openState(dataDir: string): Promise<State> {
  const path = statePath(dataDir);
  let state: State | undefined;
  try {
    makePrivate(path);
    const database = new Database(path, { timeout: busyMs });
    state = new Kysely<StateTables>({ dialect: new SqliteDialect({ database }) });
    database.exec('pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on');
    await migrate(state);
    database.exec(guards);
    homes.set(state, { dataDir, database });
    return state;
  } catch (cause) {
    await state?.destroy();
    throw new Error(`Không mở được "${path}". Hãy khôi phục từ bản sao lưu.`, { cause });
  }
}

/** Copies the state as it is at one moment to a new file, while others go on writing. */
export function copyState(dataDir: string, to: string): void {
  const database = new Database(statePath(dataDir), { timeout: busyMs });
  try {
    writeFileSync(to, '', { mode: 0o600, flag: 'wx' });
    database.prepare('vacuum into ?').run(to);
  } finally {
    database.close();
  }
}

/** A folder and a file that only this user can read, before anything is written in it. */
function makePrivate(path: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  if (!existsSync(path)) writeFileSync(path, '', { mode: 0o600, flag: 'a' });
  chmodSync(path, 0o600);
}

/** Brings the tables up to date. SQLite has no lock for this, so whoever comes second looks again at what is done. */
async function migrate(state: State, triesLeft = 5): Promise<void> {
  const migrator = new Migrator({
    db: state,
    provider: { getMigrations: () => Promise.resolve(migrations) },
  });
  const { error } = await migrator.migrateToLatest();
  if (error === undefined) return;
  if (triesLeft === 0) throw error;
  await setTimeout(20 * (6 - triesLeft));
  await migrate(state, triesLeft - 1);
}
