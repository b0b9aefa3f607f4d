import { setTimeout } from 'node:timers/promises';
import { Kysely, Migrator, sql, SqliteDialect } from 'kysely';
import type Database from 'libsql';
import { sealFactors } from './factor-seal.ts';
import { peopleAndAudit } from './migrations/001-people-and-audit.ts';
import { peopleNames } from './migrations/002-people-names.ts';
import { briefings } from './migrations/003-briefings.ts';
import { access } from './migrations/004-access.ts';
import { keptQueries } from './migrations/005-kept-queries.ts';
import { briefingProfiles } from './migrations/006-briefing-profiles.ts';
import { secondFactor } from './migrations/007-second-factor.ts';
import { sealedFactors } from './migrations/008-sealed-factors.ts';
import { postgresDialect, postgresGuards } from './postgres.ts';
import { foldLog, guardAudit, makePrivateFolder, openFile, removeLog, statePath } from './sqlite.ts';
import type { StateTables } from './tables.ts';
import { WholeMigrations } from './whole-migrations.ts';
import { stateUrl } from './url.ts';

export { copyState, statePath } from './sqlite.ts';

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
  '007-second-factor': secondFactor,
  '008-sealed-factors': sealedFactors,
};

/** `database` null: the state is in PostgreSQL, and other servers write there too. */
interface Home {
  dataDir: string;
  database: Database.Database | null;
}

const homes = new WeakMap<State, Home>();

/** The data folder that a state belongs to: keys and other files of it lie there. */
export function homeOf(state: State): string {
  return opened(state).dataDir;
}

/** Whether other servers, with data folders of their own, have this state too. */
export function isShared(state: State): boolean {
  return opened(state).database === null;
}

function opened(state: State): Home {
  const home = homes.get(state);
  if (home === undefined) throw new Error('That state was not opened by openState.');
  return home;
}

/** Closes a state that nobody else has open, so that all of it is in its one file (SQLite keeps a log beside it). */
export async function closeIntoOneFile(state: State): Promise<void> {
  const { dataDir, database } = opened(state);
  if (database) foldLog(database);
  await state.destroy();
  if (database) removeLog(dataDir);
}

/**
 * Opens the state of a data folder, made when it is not there yet and brought up to date: in PostgreSQL where `url` (by
 * default what STATE_URL_FILE holds) names it, else in the folder. Several processes may have it open; each closes it
 * with `destroy()`. Throws BadStateUrl; or when it cannot be opened, is no state, or was written by a newer program.
 */
export function openState(dataDir: string, url: string | null = stateUrl()): Promise<State> {
  return url === null ? openInTurn(dataDir) : openAt(url, dataDir);
}

let opening: Promise<unknown> = Promise.resolve();

/** One after another: who waits for a lock of SQLite holds up the whole process, its holder included. */
function openInTurn(dataDir: string): Promise<State> {
  const opened = opening.then(() => openInFolder(dataDir));
  opening = opened.catch(() => undefined);
  return opened;
}

async function openInFolder(dataDir: string): Promise<State> {
  let state: State | undefined;
  try {
    const database = openFile(dataDir);
    state = new Kysely<StateTables>({ dialect: new SqliteDialect({ database }) });
    await migrate(new Kysely<StateTables>({ dialect: new WholeMigrations({ database }) }));
    guardAudit(database);
    if ((await sealFactors(state, dataDir)) > 0) foldLog(database);
    homes.set(state, { dataDir, database });
    return state;
  } catch (cause) {
    await state?.destroy();
    throw new Error(`Không mở được "${statePath(dataDir)}". Hãy khôi phục từ bản sao lưu.`, { cause });
  }
}

async function openAt(url: string, dataDir: string): Promise<State> {
  const state: State = new Kysely<StateTables>({ dialect: postgresDialect(url) });
  try {
    makePrivateFolder(dataDir);
    await migrate(state);
    await sql.raw(postgresGuards).execute(state);
    await sealFactors(state, dataDir);
    homes.set(state, { dataDir, database: null });
    return state;
  } catch (cause) {
    await state.destroy();
    const { host, pathname } = new URL(url);
    throw new Error(
      `Không mở được trạng thái ở PostgreSQL ${host}${pathname}. Xem máy chủ đó có chạy không, và tệp STATE_URL_FILE.`,
      { cause },
    );
  }
}

/** Brings the tables up to date. Whoever comes second looks again at what is done. */
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
