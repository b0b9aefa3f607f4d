import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { routes } from '../../src/lib/server/access/routes.ts';
import { openState } from '../../src/lib/server/state/open.ts';
import { cookieOf } from '../support/people.ts';
import { setting } from './pages.ts';
import { admin, freePort, startServer, type Server } from './program.ts';

const folder = mkdtempSync(join(tmpdir(), 'operations-test-'));
const dataDir = join(folder, 'data');
let server: Server;
test.describe.configure({ mode: 'serial', timeout: 120_000 });

test.beforeAll(async () => {
  test.setTimeout(120_000);
  cpSync(setting('LANG_KINH_EARLY'), dataDir, { recursive: true });
  server = await startServer(dataDir);
});
test.afterAll(() => rmSync(folder, { recursive: true }));

const session = (role: string) => cookieOf(JSON.parse(setting('LANG_KINH_SESSIONS'))[role]);
const ask = (path: string, init: RequestInit = {}) =>
  fetch(server.url + path, {
    redirect: 'manual',
    ...init,
    headers: { cookie: session('analyst'), ...Object.fromEntries(new Headers(init.headers)) },
  });

test('what cannot be read is refused, and the next request is answered', async () => {
  for (const path of ['/%', '/%ff', '/_app/%', '/%/__data.json', '/data/%c3']) {
    for (const cookie of ['', session('analyst')])
      expect((await ask(path, { headers: { cookie } })).status, path).toBe(400);
  }
  const posted = (type: string) =>
    ask('/sign-in', {
      method: 'POST',
      headers: { origin: server.url, 'content-type': type, cookie: '' },
      body: 'x',
    });
  expect((await posted('multipart/form-data')).status).toBe(400);
  expect((await posted('multipart/form-data; boundary=y')).status).toBe(400);
  expect((await ask('/healthz')).status).toBe(200);
});

test('every answer keeps out of frames, caches and guesses', async () => {
  const html = await (await ask('/')).text();
  const built = /_app\/immutable\/[^"]+\.js/.exec(html)?.[0] ?? '';
  const answers = {
    '/': 200,
    '/__data.json': 200,
    [`/${built}`]: 200,
    '/favicon.svg': 200,
    '/_app/version.json': 200,
    '/panels/overview/flow.csv': 200,
    '/api/v1/metrics': 200,
    '/healthz': 200,
    '/no-such-page': 404,
    '/?month=never': 400,
    '/%ff': 400,
  };
  for (const [path, status] of Object.entries(answers)) {
    const response = await ask(path);
    expect(response.status, path).toBe(status);
    const header = (name: string) => response.headers.get(name) ?? '';
    expect(header('x-content-type-options'), path).toBe('nosniff');
    expect(header('content-security-policy'), path).toContain("frame-ancestors 'none'");
    expect(header('content-security-policy'), path).not.toMatch(/script-src[^;]*unsafe|unsafe-eval/);
    expect(header('cross-origin-resource-policy'), path).toBe('same-origin');
    expect(header('referrer-policy'), path).toBe('same-origin');
    expect(header('permissions-policy'), path).toContain('camera=()');
    const isFile = path === `/${built}` || path === '/favicon.svg' || path === '/_app/version.json';
    if (isFile) expect(header('cache-control'), path).not.toBe('no-store');
    else expect(header('cache-control'), path).toBe('no-store');
  }
  expect((await ask(`/${built}`)).headers.get('cache-control')).toContain('immutable');
});

const form = 'application/x-www-form-urlencoded';
const posts: [string, Record<string, string>, number][] = [
  ['without Origin', { 'content-type': form }, 403],
  ['from nowhere', { 'content-type': form, origin: 'null' }, 403],
  ['from elsewhere', { 'content-type': form, origin: 'http://evil.example' }, 403],
  ['as JSON from elsewhere', { 'content-type': 'application/json', origin: 'http://evil.example' }, 403],
  ['across sites', { 'content-type': form, origin: 'own', 'sec-fetch-site': 'cross-site' }, 403],
  ['as JSON', { 'content-type': 'application/json', origin: 'own' }, 415],
  ['as plain text', { 'content-type': 'text/plain', origin: 'own' }, 415],
  ['as a form of this server', { 'content-type': form, origin: 'own' }, 303],
];
for (const [how, headers, status] of posts) {
  test(`what changes something ${how} is answered ${status}`, async () => {
    const sent = headers['origin'] === 'own' ? { ...headers, origin: server.url } : headers;
    const response = await ask('/preferences', {
      method: 'POST',
      headers: sent,
      body: 'theme=dark&back=%2F',
    });
    expect(response.status).toBe(status);
  });
}

test('a refusal of what comes from elsewhere is told in both languages, and to programs as JSON', async () => {
  const headers = { 'content-type': 'text/plain', origin: 'http://evil.example' };
  const post = async (path: string, more: Record<string, string> = {}) => {
    const response = await ask(path, { method: 'POST', headers: { ...headers, ...more }, body: '{}' });
    return { status: response.status, text: await response.text() };
  };
  const words = {
    vi: 'Yêu cầu không đến từ một trang của máy chủ này.',
    en: 'The request does not come from a page of this server.',
  };
  expect(await post('/preferences')).toEqual({ status: 403, text: words.vi });
  expect(await post('/preferences?lang=en')).toEqual({ status: 403, text: words.en });
  for (const [search, message] of [
    ['', words.vi],
    ['?lang=en', words.en],
  ] as const) {
    const { status, text } = await post(`/api/v1/sql${search}`);
    expect([status, JSON.parse(text)]).toEqual([403, { error: { parameter: null, message, allowed: [] } }]);
  }
  const { token = '' } = await admin(dataDir, 'token', 'analyst');
  const authorization = `Bearer ${token}`;
  const plain = await post('/api/v1/sql', { authorization });
  expect([plain.status, JSON.parse(plain.text)]).toMatchObject([
    415,
    { error: { parameter: 'content-type' } },
  ]);
  const type = { authorization, 'content-type': 'application/json' };
  expect((await post('/api/v1/sql', type)).status).toBe(400);
});

test('no address takes what changes something from another site, nor with a method that it lacks', async () => {
  const sample: Record<string, string> = { file: '2026-09.docx', id: 'members', code: '0004', page: 'data' };
  const paths = Object.keys(routes).map((id) => id.replace(/\[(\w+)\]/g, (_, name) => sample[name] ?? 'x'));
  expect(paths.length).toBeGreaterThan(30);
  const cookie = session('admin');
  for (const path of paths)
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
      const headers = { cookie, 'content-type': form, origin: 'http://evil.example' };
      expect((await ask(path, { method, headers, body: 'a=b' })).status, `${method} ${path}`).toBe(403);
    }
});

test('nothing leaves as a file while the audit cannot be written, and pages are read all the same', async () => {
  const key = join(dataDir, 'key', 'audit.key');
  const files = [
    ['analyst', '/panels/overview/flow.csv'],
    ['analyst', '/panels/overview/flow.svg'],
    ['steward', '/data/rejects.csv'],
    ['admin', '/admin/audit.csv'],
    ['briefing', '/api/v1/briefings/2026-09.xlsx'],
  ] as const;
  const statuses = async () => {
    const answers = files.map(([role, path]) => ask(path, { headers: { cookie: session(role) } }));
    return Promise.all(answers.map(async (answer) => (await answer).status));
  };
  expect(await statuses()).toEqual(files.map(() => 200));
  renameSync(key, `${key}.away`);
  expect(await statuses()).toEqual(files.map(() => 503));
  const [[, flow]] = files;
  expect(await (await ask(`${flow}?lang=en`)).text()).toContain('The audit cannot be written');
  expect((await ask('/')).status).toBe(200);
  expect((await ask('/admin/audit', { headers: { cookie: session('admin') } })).status).toBe(200);
  renameSync(`${key}.away`, key);
  expect(await statuses()).toEqual(files.map(() => 200));
  expect(await admin(dataDir, 'audit', 'verify')).toMatchObject({ passed: true });
});

test('a body beyond a form is refused, whole or in pieces', async () => {
  const headers = { 'content-type': form, origin: server.url };
  const body = 'x'.repeat(70_000);
  expect((await ask('/preferences', { method: 'POST', headers, body })).status).toBe(413);
  const pieces = new ReadableStream({
    start(controller) {
      controller.enqueue(new TextEncoder().encode(body));
      controller.close();
    },
  });
  const streamed: RequestInit & { duplex: 'half' } = {
    method: 'POST',
    headers,
    body: pieces,
    duplex: 'half',
  };
  expect((await ask('/preferences', streamed)).status).toBe(413);
});

test('figures for monitoring are for an admin with a token', async () => {
  const { token = '' } = await admin(dataDir, 'token', 'admin');
  const reader = await admin(dataDir, 'token', 'analyst');
  const read = (authorization: string) => fetch(`${server.url}/metrics`, { headers: { authorization } });
  expect((await fetch(`${server.url}/metrics`)).status).toBe(401);
  expect((await read(`Bearer ${reader['token']}`)).status).toBe(403);
  const response = await read(`Bearer ${token}`);
  expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
  const text = await response.text();
  expect(text).toMatch(/^lang_kinh_http_requests_total\{route="\/",method="GET",status="200"\} [1-9]/m);
  expect(text).toMatch(/^lang_kinh_version_info\{version="[\d.-]+",as_of="\d{4}-\d\d-\d\d"\} 1$/m);
  expect(text).toMatch(/^lang_kinh_sessions \d+$/m);
  expect(text).toMatch(/^lang_kinh_duckdb_query_duration_seconds_count [1-9]\d*$/m);
  expect(text).toMatch(/^nodejs_eventloop_lag_p99_seconds /m);
  expect(text).not.toContain('"analyst"');
  // One that an earlier test sent may still be running at first.
  const noneRuns = /^lang_kinh_sql_statements\{state="running"\} 0$/m;
  await expect.poll(async () => (await read(`Bearer ${token}`)).text()).toMatch(noneRuns);
});

test('what is refused in a loop is refused each time', async () => {
  const headers = { cookie: session('committee') };
  const asked = ['/sql', '/sql', '/organizations/0004', '/sql', '/admin', '/sql?x=1'];
  const statuses = [];
  for (const path of asked) statuses.push((await ask(path, { headers })).status);
  expect(statuses).toEqual([403, 403, 200, 403, 403, 403]);
});

test('a stop while pages are asked for loses none that was accepted, nor the count of refusals', async () => {
  const paths = ['/', '/trends', '/compliance', '/backlog', '/organizations', '/compare', '/definitions'];
  const sent = paths.map((path) =>
    ask(`${path}?basis=current`).then((answer) => answer.text().then(() => answer.status)),
  );
  // Accepted: the server has told of at least one of them being over.
  await Promise.race(sent);
  const [exitCode, ...statuses] = await Promise.all([server.stop(), ...sent]);
  expect(exitCode).toBe(0);
  expect(statuses).toEqual(paths.map(() => 200));
  const state = await openState(dataDir);
  const refused = await state
    .selectFrom('audit')
    .select(['object', 'detail'])
    .where('actor', '=', 'committee')
    .where('verdict', '=', 'refused')
    .orderBy('seq')
    .execute();
  await state.destroy();
  expect(refused.map(({ object }) => object)).toEqual(['/sql', '/admin', null]);
  expect(JSON.parse(refused[2]?.detail ?? '')).toMatchObject({ times: 3, routes: { '/sql': 3 } });
});

test('without the launcher, too, a stop ends the server and its workers', async () => {
  const port = String(await freePort());
  const child = spawn(process.execPath, ['build/index.js'], {
    cwd: join(import.meta.dirname, '..', '..'),
    env: { ...process.env, DATA_DIR: dataDir, HOST: '127.0.0.1', PORT: port },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let told = '';
  child.stderr.on('data', (chunk: Buffer) => (told += chunk.toString()));
  await expect.poll(() => told).toContain('SQL workers are held');
  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([0, null]);
});

test('the log is one JSON value a line, without names and what was asked', () => {
  const lines = server
    .log()
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines.length).toBeGreaterThan(10);
  for (const line of lines)
    expect(line).toMatchObject({ time: expect.stringMatching(/Z$/), level: expect.any(String) });
  expect(lines).toContainEqual(expect.objectContaining({ event: 'request', route: '/', role: 'analyst' }));
  expect(lines).toContainEqual(expect.objectContaining({ status: 403, level: 'warn' }));
  expect(server.log()).not.toMatch(/never|theme=dark|basis=current|sid=|\/healthz","status":200/);
});
