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
  /** Ends it as a power cut does. */
  kill(): Promise<void>;
  /** Starts it anew under its address, with what it held. */
  restart(): Promise<void>;
  /** Ends it, and takes away what it held. */
  stop(): Promise<void>;
}

/** Starts an empty ClickHouse with one password for everybody. */
export async function startClickHouse({ password = '' } = {}): Promise<ClickHouseServer> {
  const folder = mkdtempSync(join(tmpdir(), 'lang-kinh-clickhouse-'));
  const statements: string[] = [];
  const start = async (port: string) => {
    const child = fork(join(import.meta.dirname, 'server.mjs'), [folder, password, port], {
      execArgv: [],
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    });
    child.on('message', (message: { sql: string }) => statements.push(message.sql));
    return { child, url: await addressOf(child) };
  };
  let { child, url } = await start('0');
  const kill = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  };
  return {
    url,
    statements,
    kill,
    restart: async () => {
      ({ child, url } = await start(new URL(url).port));
    },
    stop: async () => {
      await kill();
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
