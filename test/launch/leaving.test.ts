import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, IncomingMessage, type RequestListener, type Server, ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { connect, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect as connectSecurely } from 'node:tls';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { observed } from '../../launch/observed.mjs';
import { withinCapacity } from '../../launch/overload.mjs';
import { makeCertificate } from './certificates.ts';

const folder = mkdtempSync(join(tmpdir(), 'leaving-test-'));
afterAll(() => rmSync(folder, { recursive: true }));
const running: Server[] = [];
afterEach(() => running.splice(0).forEach((server) => server.close()));

async function portOf(server: Server): Promise<number> {
  running.push(server);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}

const asking = 'GET / HTTP/1.1\r\nHost: x\r\n\r\n';

describe('requests one behind the other on a connection that ends', () => {
  it('are over, all of them, and hold no place among those that are handled', async () => {
    const waiting: ServerResponse[] = [];
    const slow: RequestListener = (_, response) => void waiting.push(response);
    const port = await portOf(createServer(observed(withinCapacity(slow, 3))));
    const socket = connect(port, '127.0.0.1');
    socket.write(asking.repeat(3));
    await vi.waitUntil(() => waiting.length === 3);
    const ended = vi.fn();
    for (const response of waiting) response.on('close', ended);
    socket.destroy();
    await vi.waitUntil(() => ended.mock.calls.length === 3);
    const later = connect(port, '127.0.0.1');
    later.write(asking.repeat(3));
    await expect.poll(() => waiting.length).toBe(6);
    later.destroy();
  });
});

describe('where a request comes from', () => {
  it('is known to its end, over TLS too, when the client has long left', async () => {
    const { certFile, keyFile } = makeCertificate(folder, 'house');
    const seen: (string | undefined)[] = [];
    const handle = vi.fn<RequestListener>(({ socket }) => {
      socket.once('close', () => seen.push(socket.remoteAddress));
    });
    const pair = { cert: readFileSync(certFile), key: readFileSync(keyFile) };
    const port = await portOf(createSecureServer(pair, observed(handle)));
    const socket = connectSecurely({ port, host: '127.0.0.1', rejectUnauthorized: false });
    socket.write(asking);
    await vi.waitUntil(() => handle.mock.calls.length === 1);
    socket.destroy();
    await vi.waitUntil(() => seen.length === 1);
    expect(seen).toEqual(['127.0.0.1']);
  });

  it('is lost with who left before it was looked at: such a request is not handled', () => {
    const handle = vi.fn();
    const request = new IncomingMessage(new Socket());
    observed(handle)(request, new ServerResponse(request));
    expect(request.socket.destroyed).toBe(true);
    expect(handle).not.toHaveBeenCalled();
  });
});
