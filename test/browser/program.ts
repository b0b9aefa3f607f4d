import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { run } from '../support/command.ts';

const launcher = join(import.meta.dirname, '..', '..', 'launch.mjs');

/** A running `npm start`. */
export interface Server {
  url: string;
  /** Sends SIGTERM and gives the exit code. */
  stop(): Promise<number | null>;
  /** What it wrote on stderr so far. */
  log(): string;
}

/** What an etl command prints on stdout. Throws with its stderr when it does not end with 0. */
export function etl(dataDir: string, ...args: string[]): Promise<string> {
  return printed(dataDir, ['etl', ...args]);
}

/** What an admin command answers with --json. Throws with its stderr when it does not end with 0. */
export async function admin(dataDir: string, ...args: string[]): Promise<Record<string, string>> {
  return JSON.parse(await printed(dataDir, ['admin', ...args, '--json']));
}

async function printed(dataDir: string, words: string[]): Promise<string> {
  const { code, stdout, stderr } = await run(words, { dataDir });
  if (code !== 0) throw new Error(`${words.join(' ')} ended with ${code}: ${stderr}`);
  return stdout;
}

/** Starts the launcher, this one or another, on a free port and waits until it says where the pages are. */
export async function startServer(
  dataDir: string,
  how: { launcher?: string; env?: Record<string, string> } = {},
): Promise<Server> {
  const port = await freePort();
  const child = spawn(process.execPath, [how.launcher ?? launcher, 'start'], {
    env: {
      ...process.env,
      DATA_DIR: dataDir,
      HOST: '127.0.0.1',
      PORT: String(port),
      ORIGIN: '',
      ...how.env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const url = `http://127.0.0.1:${port}`;
  let log = '';
  child.stderr.on('data', (chunk: Buffer) => (log += chunk.toString()));
  await saysWhere(child, url);
  return {
    url,
    log: () => log,
    async stop() {
      child.kill('SIGTERM');
      if (child.exitCode === null) await once(child, 'exit');
      return child.exitCode;
    },
  };
}

/** A port of this machine that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (typeof address !== 'object' || address === null) throw new Error('The system gave no free port.');
  return address.port;
}

function saysWhere(child: ChildProcess, url: string): Promise<void> {
  let output = '';
  return new Promise((resolve, reject) => {
    const read = (chunk: Buffer) => {
      output += chunk.toString();
      if (output.includes(`Lăng Kính: ${url}`)) resolve();
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.on('exit', (code) => reject(new Error(`npm start ended with ${code}:\n${output}`)));
  });
}
