import { chmodSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'libsql';

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

/** Where the state of a data folder lies, unless it is in PostgreSQL. */
export function statePath(dataDir: string): string {
  return join(dataDir, 'private', 'state.db');
}

/** Opens the state file of a data folder, made when it is not there yet, readable by this user alone. */
export function openFile(dataDir: string): Database.Database {
  const path = statePath(dataDir);
  makePrivateFolder(dataDir);
  if (!existsSync(path)) writeFileSync(path, '', { mode: 0o600, flag: 'a' });
  chmodSync(path, 0o600);
  const database = new Database(path, { timeout: busyMs });
  database.exec(
    'pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on; pragma secure_delete = on',
  );
  return database;
}

/** Guards the audit, once its table is there. */
export function guardAudit(database: Database.Database): void {
  database.exec(guards);
}

/** Brings what the log beside a state file holds into the file itself. */
export function foldLog(database: Database.Database): void {
  database.exec('pragma wal_checkpoint(truncate)');
}

/** Takes away the log of a state file that is closed: the client lets go of its files only later (seen in libsql 0.5). */
export function removeLog(dataDir: string): void {
  for (const end of ['-wal', '-shm']) rmSync(statePath(dataDir) + end, { force: true });
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

/** Makes the folder of a data folder that only this user can read, before anything is written in it. */
export function makePrivateFolder(dataDir: string): void {
  mkdirSync(dirname(statePath(dataDir)), { recursive: true, mode: 0o700 });
}
