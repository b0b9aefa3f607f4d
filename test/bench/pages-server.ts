import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Agent, createServer, get } from 'node:http';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { projectRoot } from '#warehouse/project.ts';
import { cookieOf, forget, signInAs } from '../support/people.ts';

/** A server to be measured, in a process of its own or in this one. */
export interface Running {
  url: string;
  /** The session of somebody who may see the measured pages; null where nobody signs in. */
  session: string | null;
  stop(): Promise<void>;
}

/** One answer: its status, its bytes as they came (Brotli), and how long it took in milliseconds. */
export interface Answer {
  status: number;
  bytes: number;
  ms: number;
}

/** Starts the built pages on a data directory, for one analyst, or a committee member who sees less. Throws when they do not answer within 20 seconds. */
export async function startPages(
  dataDir: string,
  disclosure: 'full' | 'restricted' = 'full',
): Promise<Running> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const name = `bench-${process.pid}-${port}`;
  const child = spawn(process.execPath, [join(projectRoot(), 'build', 'index.js')], {
    env: { ...process.env, DATA_DIR: dataDir, HOST: '127.0.0.1', PORT: String(port), ORIGIN: url },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const deadline = Date.now() + 20_000;
  while (!(await isReady(url))) {
    if (Date.now() > deadline || child.exitCode !== null)
      throw new Error(`The pages at ${url} do not answer.`);
    await new Promise((done) => setTimeout(done, 100));
  }
  const role = disclosure === 'full' ? 'analyst' : 'committee';
  const session = await signInAs(dataDir, role, name, disclosure);
  return {
    url,
    session,
    async stop() {
      child.kill('SIGTERM');
      if (child.exitCode === null) await once(child, 'exit');
      await forget(dataDir, name);
    },
  };
}

/** Serves pages that stand in memory, packed once: what a page costs at the least. */
export async function serveBare(pages: ReadonlyMap<string, string>): Promise<Running> {
  const packed = new Map([...pages].map(([path, html]) => [path, brotliCompressSync(html)]));
  const server = createServer((request, response) => {
    const body = packed.get(request.url ?? '');
    const headers = { 'content-type': 'text/html; charset=utf-8', 'content-encoding': 'br' };
    if (body) response.writeHead(200, headers).end(body);
    else response.writeHead(404).end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    session: null,
    async stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}

const agent = new Agent({ keepAlive: true, maxSockets: 1 });

/** Asks for an address as a browser does, over one connection that stays open. */
export function ask(url: string, session: string | null): Promise<Answer> {
  const cookie = session === null ? {} : { cookie: cookieOf(session) };
  const headers = { 'accept-encoding': 'br', accept: 'text/html', ...cookie };
  const start = performance.now();
  return new Promise((resolve, reject) => {
    get(url, { agent, headers }, (response) => {
      let bytes = 0;
      response.on('data', (chunk: Buffer) => (bytes += chunk.length));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, bytes, ms: performance.now() - start }),
      );
      response.on('error', reject);
    }).on('error', reject);
  });
}

async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/healthz`)).ok;
  } catch {
    return false;
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (typeof address !== 'object' || address === null) throw new Error('The system gave no free port.');
  return address.port;
}
