import { subscribe } from 'node:diagnostics_channel';
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { Agent, request as ask, type IncomingMessage, type ServerResponse } from 'node:http';
import { get as getSecurely } from 'node:https';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { connect as connectSecurely, type TLSSocket } from 'node:tls';
import { once } from 'node:events';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { ordinaryLimits } from '../../launch/limits.mjs';
import { serveWith, type Handler, type Serving } from '../../launch/serve.mjs';
import { makeCertificate } from './certificates.ts';

const folder = mkdtempSync(join(tmpdir(), 'serve-test-'));
afterAll(() => rmSync(folder, { recursive: true }));
const running: Serving[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((serving) => serving.close()));
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address ? address.port : 0;
}

const hello: Handler = (request, response) => {
  request.resume().once('end', () => response.end('hello'));
};
type Options = Parameters<typeof serveWith>[2];
type Tls = { certFile: string; keyFile: string };

async function start(handler: Handler, { tls = null, ...options }: Options & { tls?: Tls | null } = {}) {
  const port = await freePort();
  const origin = `${tls ? 'https' : 'http'}://127.0.0.1:${port}`;
  const settings = { dataDir: folder, host: '127.0.0.1', port, origin, tls, isBeyondLoopback: false };
  const serving = await serveWith(handler, { ...settings, logLevel: 'error' }, options);
  running.push(serving);
  return { port, serving };
}

/** Answer of a request over a connection of its own. */
async function answerOf(port: number, path = '/', agent: Agent | false = false) {
  const request = ask({ host: '127.0.0.1', port, path, agent }).end();
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  return { status: response.statusCode, headers: response.headers, body: await text(response) };
}

/** What a server says to somebody who sends some bytes and then nothing more, until it hangs up. */
async function saidTo(port: number, bytes: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.write(bytes);
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  socket.on('error', () => socket.destroy());
  await new Promise((closed) => socket.once('close', closed));
  return Buffer.concat(chunks).toString();
}

describe('every answer', () => {
  it('carries the headers that keep it out of frames and from being guessed at', async () => {
    const { port } = await start(hello);
    const { headers } = await answerOf(port);
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'cross-origin-resource-policy': 'same-origin',
      'content-security-policy': expect.stringContaining("frame-ancestors 'none'"),
      'x-request-id': expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    expect(headers).not.toHaveProperty('strict-transport-security');
  });

  it.each([
    ['/_app/immutable/workers/grouping.worker-DMh-4y_L.js', true],
    ['/_app/immutable/workers/grouping.worker-DMh-4y_L.js?x', false],
    ['/_app/immutable/workers/other-DMh-4y_L.js', false],
    ['/_app/immutable/workers/grouping.worker-a/../../../x.js', false],
    ['/sql', false],
  ])('at %s lets scripts make functions from text: %s', async (path, mayMake) => {
    const { port } = await start(hello);
    const policy = (await answerOf(port, path)).headers['content-security-policy'];
    expect(policy).toBe(
      `default-src 'none';${mayMake ? " script-src 'unsafe-eval';" : ''} frame-ancestors 'none'`,
    );
  });

  it('is told of when it is over: number, status, size and time, without its address', async () => {
    const told: unknown[] = [];
    subscribe('lang-kinh:request', (message) => told.push(message));
    const { port } = await start(hello);
    const { headers } = await answerOf(port, '/somewhere?name=secret');
    await vi.waitUntil(() => told.length > 0);
    expect(told).toEqual([
      {
        note: { id: headers['x-request-id'] },
        method: 'GET',
        status: 200,
        ms: expect.any(Number),
        bytes: expect.any(Number),
        isWhole: true,
      },
    ]);
    expect(JSON.stringify(told)).not.toContain('secret');
  });
});

describe('a client that takes too much', () => {
  const limits = {
    ...ordinaryLimits,
    server: { ...ordinaryLimits.server, headersTimeout: 100, connectionsCheckingInterval: 50 },
    pace: { formMs: 150, everyMs: 150, bytes: 1_000 },
  };

  it('is cut off when the head of its request does not come', async () => {
    const { port } = await start(hello, { limits });
    expect(await saidTo(port, 'GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ')).toMatch(/^HTTP\/1\.1 408 /);
  });

  it.each(['/sign-in', '/data/load/1/files/cases'])(
    'is cut off when the body for %s does not come',
    async (path) => {
      const { port } = await start(hello, { limits });
      const head = `POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n`;
      expect(await saidTo(port, `${head}half`)).toMatch(/^HTTP\/1\.1 408 /);
    },
  );

  it('may take its time for an upload that keeps coming', async () => {
    const { port } = await start(hello, { limits });
    const socket = connect(port, '127.0.0.1');
    socket.write('PUT /data/load/1/files/cases HTTP/1.1\r\nHost: x\r\nContent-Length: 60000\r\n\r\n');
    for (let sent = 0; sent < 60_000; sent += 6_000) {
      socket.write('x'.repeat(6_000));
      await pause(50);
    }
    const [answer] = (await once(socket, 'data')) as [Buffer];
    socket.destroy();
    expect(answer.toString()).toMatch(/^HTTP\/1\.1 200 /);
  });

  it('is refused headers beyond 16 KiB', async () => {
    const { port } = await start(hello);
    const said = await saidTo(port, `GET / HTTP/1.1\r\nHost: x\r\nX-Long: ${'x'.repeat(17_000)}\r\n\r\n`);
    expect(said).toMatch(/^HTTP\/1\.1 431 /);
  });

  it('gets no more connections than one address may hold, and others go on', async () => {
    const log = vi.fn();
    const few = { ...ordinaryLimits, connections: { all: 10, address: 2 } };
    const { port } = await start(hello, { limits: few, log });
    const held: Socket[] = [connect(port, '127.0.0.1'), connect(port, '127.0.0.1')];
    await Promise.all(held.map((socket) => once(socket, 'connect')));
    const said = await saidTo(port, 'GET / HTTP/1.1\r\nHost: x\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n');
    expect(said).toMatch(/^HTTP\/1\.1 503 [\s\S]*retry-after: 5\r\n/);
    expect(said).not.toContain('hello');
    expect(log).toHaveBeenCalledWith('warn', 'connections_refused', expect.objectContaining({ refused: 1 }));
    held.push(connect(port, '127.0.0.1'), connect(port, '127.0.0.1'));
    await Promise.all(held.slice(2).map((socket) => once(socket, 'connect')));
    expect(await saidTo(port, 'GET / HTTP/1.1\r\nHost: x\r\n\r\n')).toBe('');
    for (const socket of held) socket.destroy();
    await vi.waitUntil(async () => (await answerOf(port).catch(() => null))?.status === 200);
    expect((await answerOf(port)).body).toBe('hello');
  });
});

describe('more requests than the server handles at one time', () => {
  it('are told to come again, in words that the asker reads, while those that run are answered', async () => {
    const waiting: ServerResponse[] = [];
    const slow: Handler = ({ url }, response) =>
      url === '/healthz' ? void response.end('well') : void waiting.push(response);
    const { port } = await start(slow, { limits: { ...ordinaryLimits, requests: 2 } });
    const running = [answerOf(port), answerOf(port)];
    await vi.waitUntil(() => waiting.length === 2);
    const told = await answerOf(port);
    expect(told).toMatchObject({ status: 503, headers: { 'retry-after': '5', connection: 'close' } });
    expect(JSON.parse(told.body)).toMatchObject({ error: { parameter: null } });
    expect(told.body).toContain('Máy chủ đang bận');
    expect((await answerOf(port, '/healthz')).body).toBe('well');
    for (const response of waiting) response.end('answered');
    expect((await Promise.all(running)).map(({ body }) => body)).toEqual(['answered', 'answered']);
    const next = answerOf(port);
    await vi.waitUntil(() => waiting.length === 3);
    waiting[2]?.end('answered too');
    expect((await next).body).toBe('answered too');
  });
});

describe('a stop', () => {
  it('lets every request that was accepted be answered, and takes no new connection', async () => {
    const waiting: ServerResponse[] = [];
    const { port, serving } = await start((_, response) => void waiting.push(response));
    const answers = Array.from({ length: 20 }, () => answerOf(port));
    await vi.waitUntil(() => waiting.length === 20);
    const closed = serving.close();
    await pause(300);
    await expect(answerOf(port)).rejects.toThrow('ECONNREFUSED');
    for (const response of waiting) response.end('answered');
    expect((await Promise.all(answers)).map(({ body }) => body)).toEqual(Array(20).fill('answered'));
    await closed;
    running.splice(0);
  });

  it('answers the last request on a connection that is open, and says that it is the last', async () => {
    const { port, serving } = await start(hello);
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    expect((await answerOf(port, '/', agent)).headers.connection).toBe('keep-alive');
    const closed = serving.close();
    const last = await answerOf(port, '/', agent);
    expect([last.status, last.headers.connection]).toEqual([200, 'close']);
    await closed;
    agent.destroy();
    running.splice(0);
  });
});

describe('TLS', () => {
  const first = makeCertificate(folder, 'first');
  const second = makeCertificate(folder, 'second');
  const put = (from: Tls, to: Tls) => {
    copyFileSync(from.keyFile, to.keyFile);
    copyFileSync(from.certFile, to.certFile);
  };

  async function securely(port: number, caFile: string) {
    const request = getSecurely({ host: '127.0.0.1', port, ca: readFileSync(caFile), agent: false });
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    return { headers: response.headers, body: await text(response) };
  }

  it('answers those who trust the authority of the house, and only by TLS', async () => {
    const { port } = await start(hello, { tls: first });
    const { headers, body } = await securely(port, first.caFile);
    expect(body).toBe('hello');
    expect(headers['strict-transport-security']).toBe('max-age=31536000');
    await expect(securely(port, second.caFile)).rejects.toThrow(/unable to verify/);
    expect(await saidTo(port, 'GET / HTTP/1.1\r\nHost: x\r\n\r\n')).not.toContain('hello');
  });

  it('does not speak TLS 1.1', async () => {
    const { port } = await start(hello, { tls: first });
    const old = connectSecurely({
      port,
      host: '127.0.0.1',
      rejectUnauthorized: false,
      maxVersion: 'TLSv1.1',
    });
    const [error] = (await once(old, 'error')) as [Error];
    expect(error.message).toMatch(/protocol|alert|version/i);
  });

  it('takes in a new certificate on SIGHUP, keeps open connections, and refuses a broken one', async () => {
    const log = vi.fn();
    const tls = { certFile: join(folder, 'live.crt'), keyFile: join(folder, 'live.key') };
    put(first, tls);
    const { port } = await start(hello, { tls, log });
    const socket: TLSSocket = connectSecurely({ port, host: '127.0.0.1', ca: readFileSync(first.caFile) });
    await once(socket, 'secureConnect');
    copyFileSync(second.certFile, tls.certFile);
    process.emit('SIGHUP');
    expect(log).toHaveBeenLastCalledWith('error', 'certificate_refused', {
      message: expect.stringContaining('does not belong'),
    });
    expect((await securely(port, first.caFile)).body).toBe('hello');
    put(second, tls);
    process.emit('SIGHUP');
    expect(log).toHaveBeenLastCalledWith('info', 'certificate_taken', expect.anything());
    expect((await securely(port, second.caFile)).body).toBe('hello');
    socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    const [answer] = (await once(socket, 'data')) as [Buffer];
    socket.destroy();
    expect(answer.toString()).toMatch(/^HTTP\/1\.1 200 /);
  });

  it('takes in a new certificate when its files change', async () => {
    const tls = { certFile: join(folder, 'watched.crt'), keyFile: join(folder, 'watched.key') };
    put(first, tls);
    const { port } = await start(hello, { tls, log: () => undefined });
    put(second, tls);
    await vi.waitUntil(async () => (await securely(port, second.caFile).catch(() => null)) !== null, {
      timeout: 20_000,
      interval: 250,
    });
    expect((await securely(port, second.caFile)).body).toBe('hello');
  });
});
