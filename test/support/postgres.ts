import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';

/** A PostgreSQL of its own (in WebAssembly, in a process of its own) that `pg` reaches by a socket. */
export interface TestPostgres {
  url: string;
  /** A file with the address, as STATE_URL_FILE names it. */
  urlFile: string;
  run(statement: string): Promise<pg.QueryResult>;
  /** Takes every row away, but for the note of what brought the tables up to date. */
  empty(): Promise<void>;
  stop(): void;
}

/** Past the triggers that guard the audit. */
const emptyTables = `set session_replication_role = replica;
  do $do$ declare name text; begin
    for name in select tablename from pg_tables where schemaname = 'public' and tablename not like 'kysely%' loop
      execute format('truncate %I', name);
    end loop;
  end $do$;
  reset session_replication_role`;
const longestStartMs = 60_000;
const mostConnections = 60;

/** Starts one, empty. */
export async function startPostgres(): Promise<TestPostgres> {
  const folder = mkdtempSync(join(tmpdir(), 'postgres-'));
  const socket = join(folder, '.s.PGSQL.5432');
  const url = `postgres://postgres@localhost/postgres?host=${folder}`;
  const urlFile = join(folder, 'url');
  writeFileSync(urlFile, `${url}\n`, { mode: 0o600 });
  const server = spawn(
    process.execPath,
    ['node_modules/.bin/pglite-server', `--path=${socket}`, `--max-connections=${mostConnections}`],
    { stdio: 'ignore' },
  );
  await listening(server, socket);
  const run = (statement: string) => once(url, statement);
  return {
    url,
    urlFile,
    run,
    empty: async () => void (await run(emptyTables)),
    stop: () => {
      server.kill('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function listening(server: ChildProcess, socket: string): Promise<void> {
  for (const began = performance.now(); performance.now() - began < longestStartMs; await pause(20)) {
    if (existsSync(socket)) return;
    if (server.exitCode !== null) break;
  }
  throw new Error('PostgreSQL for the tests has not started.');
}

async function once(url: string, statement: string): Promise<pg.QueryResult> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return await client.query(statement);
  } finally {
    await client.end();
  }
}

/** Runs statements while this process stands still, as tests of a file do. */
export function runNow(url: string, statements: readonly string[]): void {
  const program = `
    import pg from 'pg';
    const [url, ...statements] = process.argv.slice(1);
    const client = new pg.Client(url);
    await client.connect();
    for (const statement of statements) await client.query(statement);
    await client.end();`;
  execFileSync(process.execPath, ['--input-type=module', '-e', program, url, ...statements], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
}
