import { randomUUID } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { Session } from 'chdb';

/**
 * The engine of ClickHouse behind a minimal HTTP interface: what @clickhouse/client needs, one statement at a time.
 * Run as a process of its own: `node server.mjs FOLDER PASSWORD PORT THREADS`; its address is printed.
 */
// Tables of the tests are tiny: more threads than one only cost time there.
const [folder = '', password = '', port = '0', threads = '1'] = process.argv.slice(2);
mkdirSync(join(folder, 'sent'), { recursive: true });
const session = new Session(join(folder, 'data'));
session.query(`set max_threads = ${Number(threads)}`);
const unset = new Set(['query', 'query_id', 'session_id', 'default_format', 'database']);

const server = createServer((request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => answer(request, Buffer.concat(chunks), response));
});
server.keepAliveTimeout = 60_000;
server.listen(Number(port), '127.0.0.1', () =>
  process.stdout.write(`http://127.0.0.1:${server.address().port}\n`),
);
process.on('disconnect', () => process.exit(0));

function answer(request, body, response) {
  const url = new URL(request.url, 'http://server');
  if (url.pathname === '/ping') return response.end('Ok.\n');
  if (!isKnown(request)) {
    const message =
      'Code: 516. DB::Exception: Authentication failed: password is incorrect. (AUTHENTICATION_FAILED)';
    return fail(response, 403, message);
  }
  try {
    const settings = [...url.searchParams].filter(([name]) => !unset.has(name));
    if (settings.length > 0)
      session.query(`set ${settings.map(([name, value]) => `${name} = ${literal(value)}`)}`);
    const query = url.searchParams.get('query');
    const sql = query === null ? body.toString('utf8') : `${query}\n`;
    process.send?.({ sql });
    const result = query === null || body.length === 0 ? session.query(sql, 'TSV') : insert(query, body);
    response.setHeader('x-clickhouse-query-id', url.searchParams.get('query_id') ?? randomUUID());
    response.end(result);
  } catch (error) {
    fail(response, 500, String(error.message).replace(/^.*?(?=Code: \d)/s, ''));
  }
}

function insert(query, body) {
  const [ending = '', format = ''] = /\bformat (\w+)\s*$/i.exec(query) ?? [];
  const path = join(folder, 'sent', randomUUID());
  writeFileSync(path, body);
  try {
    const into = query.slice(0, -ending.length);
    return session.query(`${into} select * from file(${literal(path)}, ${format})`, 'TSV');
  } finally {
    rmSync(path, { force: true });
  }
}

function isKnown(request) {
  const [, basic = ''] = /^Basic (.*)$/.exec(request.headers.authorization ?? '') ?? [];
  const [, given = ''] = /^[^:]*:(.*)$/s.exec(Buffer.from(basic, 'base64').toString('utf8')) ?? [];
  return given === password;
}

function fail(response, status, message) {
  const [, code = '0'] = /^Code: (\d+)/.exec(message) ?? [];
  response.writeHead(status, { 'x-clickhouse-exception-code': code });
  response.end(message);
}

function literal(text) {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
