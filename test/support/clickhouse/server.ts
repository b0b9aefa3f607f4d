import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A ClickHouse of the tests: the real engine, in a process of its own. */
export interface ClickHouseServer {
  /** Address of its HTTP interface. */
  url: string;
  /** Every statement that it was sent, as it was sent. */
  statements: string[];
  stop(): Promise<void>;
}

/** Starts an empty ClickHouse with one password for everybody; `config`: path of a configuration file of the engine. */
export async function startClickHouse({ password = '', config = '' } = {}): Promise<ClickHouseServer> {
  const folder = mkdtempSync(join(tmpdir(), 'lang-kinh-clickhouse-'));
  const child = fork(join(import.meta.dirname, 'server.mjs'), [folder, password, config], {
    execArgv: [],
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const statements: string[] = [];
  child.on('message', (message: { sql: string }) => statements.push(message.sql));
  const url = await addressOf(child);
  return {
    url,
    statements,
    stop: async () => {
      if (child.exitCode === null) {
        child.kill('SIGKILL');
        await once(child, 'exit');
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function addressOf(child: ChildProcess): Promise<string> {
  const ended = once(child, 'exit').then(() => {
    throw new Error('The ClickHouse of the tests ended while it started.');
  });
  const said = once(child.stdout ?? child, 'data').then(([text]) => String(text).trim());
  return Promise.race([said, ended]);
}
