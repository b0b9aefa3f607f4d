import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { brotliDecompressSync } from 'node:zlib';
import { openPublished } from '#warehouse/open.server.ts';
import { projectRoot } from '#warehouse/project.ts';
import { ensureBuilt } from '../../launch/build.mjs';
import { progressOn } from '../../launch/report.mjs';
import { startSession } from '../../src/lib/server/people/sessions.ts';
import { openState } from '../../src/lib/server/state/open.ts';
import { startServer } from '../browser/program.ts';
import { cookieOf, signInAs } from '../support/people.ts';
import type { Line } from './bench.ts';
import { servedCopy, type Served } from './folder.ts';

/** Stands in the sample of one province; elsewhere another one is looked at in its place. */
const usualOrganization = '0004';

/** What readers open, one after another, each beginning at another place. */
export const paths = [
  '/',
  '/trends',
  '/compliance',
  '/backlog',
  '/organizations',
  '/organizations/0004',
  '/?basis=current',
  '/trends?org=0004',
  '/backlog?row=organization_type&col=stage',
  '/compliance?lang=en',
  '/definitions',
  '/explain?metric=cases_pending',
];
const thinkMs = { least: 2_000, most: 8_000 };
const versionName = /\d{4}-\d{2}-\d{2}\.\d{3}(?!\d)/g;

/** One page as one reader got it: how long it took, and the versions that it names. */
export interface Visit {
  ms: number;
  status: number;
  versions: string[];
}

/**
 * Readers who open pages at once, for so many seconds in quiet, and again until a version is published: time of their
 * answers, failed ones, and those whose figures come from two versions or from one that had been replaced already.
 * A copy of the data directory is served by `npm start`; every reader has a session and a connection of their own.
 */
export async function benchReaders(
  dataDir: string,
  { readers, seconds, scratch }: { readers: number; seconds: number; scratch: string },
): Promise<Line[]> {
  const { folder: copy, canPublish } = await servable(dataDir, scratch);
  const sessions = await signIn(copy, readers);
  const organization = await anOrganization(copy);
  const server = await startServer(copy, { env: { LOG_LEVEL: 'error' } });
  try {
    const [first = ''] = sessions;
    await crowd(server.url, { sessions: [first], pages: paths.length, organization, isOver: () => true });
    const quiet = await crowd(server.url, { sessions, organization, isOver: clock(seconds) });
    // Where versions come from elsewhere none is made here.
    if (!canPublish) return linesOf(`${readers} readers`, quiet);
    let isPublished = false;
    const publishing = publish(copy).then(() => (isPublished = true));
    const isTimeOver = clock(seconds);
    const meanwhile = await crowd(server.url, {
      sessions,
      organization,
      isOver: () => isTimeOver() && isPublished,
    });
    await publishing;
    return [
      ...linesOf(`${readers} readers`, quiet),
      ...linesOf(`${readers} readers, a version published meanwhile`, meanwhile),
    ];
  } finally {
    await server.stop();
  }
}

/** A copy of a data directory, and a program that is built to serve it. Throws for one without a published version. */
export async function servable(dataDir: string, scratch: string): Promise<Served> {
  await ensureBuilt(progressOn(process.stderr));
  return servedCopy(dataDir, join(scratch, 'readers'));
}

/** The code of some organisation below another one in the live version of a data directory. */
async function anOrganization(dataDir: string): Promise<string> {
  const { version } = JSON.parse(readFileSync(join(dataDir, 'published', 'current.json'), 'utf8')) as {
    version: string;
  };
  const database = await openPublished(join(dataDir, 'published', version, 'warehouse.duckdb'));
  const [row] = await database.all(
    `select min(organization_code) as code from marts.dim_organization where is_current and parent_code is not null`,
  );
  database.close();
  return String(row?.code);
}

/** Sessions of one analyst who reads in so many windows. */
export async function signIn(dataDir: string, readers: number): Promise<string[]> {
  const name = `bench-${process.pid}`;
  const sessions = [await signInAs(dataDir, 'analyst', name)];
  const state = await openState(dataDir);
  const world = { state, now: () => new Date() };
  while (sessions.length < readers)
    sessions.push(await startSession(world, name, { address: '127.0.0.1', agent: 'bench' }));
  await state.destroy();
  return sessions;
}

/** Makes a new version from the kept snapshots, as a load does at its end. */
async function publish(dataDir: string): Promise<void> {
  const child = spawn(process.execPath, [join(projectRoot(), 'launch.mjs'), 'etl', 'rebuild'], {
    env: { ...process.env, DATA_DIR: dataDir },
    stdio: 'ignore',
  });
  const [exitCode] = await once(child, 'exit');
  if (exitCode !== 0) throw new Error(`"etl rebuild" ended with ${exitCode}.`);
}

/** Tells whether so many seconds have passed since now. */
export function clock(seconds: number): () => boolean {
  const until = performance.now() + seconds * 1000;
  return () => performance.now() > until;
}

/** Everybody reads until it is over, and at least so many pages; those who only warm up do not think. */
export async function crowd(
  url: string,
  {
    sessions,
    pages = 0,
    organization = usualOrganization,
    isOver,
  }: { sessions: string[]; pages?: number; organization?: string; isOver: () => boolean },
): Promise<Visit[][]> {
  return Promise.all(
    sessions.map(async (session, reader) => {
      const agent = new Agent({ keepAlive: true, maxSockets: 1, localAddress: addressOf(reader) });
      const visits: Visit[] = [];
      const think = thinker(reader);
      const rest = () => (pages > 0 ? Promise.resolve() : pause(think()));
      for (await rest(); visits.length < pages || !isOver(); await rest()) {
        const path = paths[(reader + visits.length) % paths.length] ?? '/';
        const own = path.replaceAll(usualOrganization, organization);
        visits.push(await visit(url + own, { session, agent }));
      }
      agent.destroy();
      return visits;
    }),
  );
}

/** As in an office, every reader is at a machine of their own: one address may hold so many connections only. */
function addressOf(reader: number): string {
  return `127.1.${Math.floor(reader / 250)}.${(reader % 250) + 1}`;
}

/** Times to think that are the same in every run. */
function thinker(seed: number): () => number {
  let state = seed + 1;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return thinkMs.least + (state % (thinkMs.most - thinkMs.least));
  };
}

async function visit(url: string, { session, agent }: { session: string; agent: Agent }): Promise<Visit> {
  const start = performance.now();
  try {
    const headers = { 'accept-encoding': 'br', accept: 'text/html', cookie: cookieOf(session) };
    const request = get(url, { agent, headers });
    const [response] = await once(request, 'response');
    const chunks: Buffer[] = [];
    for await (const chunk of response) chunks.push(chunk);
    const ms = performance.now() - start;
    const body = Buffer.concat(chunks);
    const html = response.headers['content-encoding'] === 'br' ? brotliDecompressSync(body) : body;
    return { ms, status: response.statusCode, versions: [...new Set(html.toString().match(versionName))] };
  } catch {
    return { ms: performance.now() - start, status: 0, versions: [] };
  }
}

function linesOf(what: string, readers: Visit[][]): Line[] {
  const visits = readers.flat();
  const times = visits.map(({ ms }) => ms).sort((one, other) => one - other);
  const at = (share: number) => `${(times[Math.ceil(times.length * share) - 1] ?? 0).toFixed(0)} ms`;
  const failed = visits.filter(({ status }) => status !== 200);
  const kinds = [...new Set(failed.map(({ status }) => status))].map(
    (kind) => `${kind || 'no answer'}: ${failed.filter(({ status }) => status === kind).length}`,
  );
  const inconsistent = readers.reduce((sum, each) => sum + inconsistencies(each), 0);
  const line = (name: string, taken: string, bar: string | null = null, holds: boolean | null = null) => ({
    what: `${what}: ${name}`,
    taken,
    bare: null,
    ratio: null,
    bar,
    holds,
  });
  return [
    line('pages', String(visits.length)),
    line('p50, p95, slowest', `${at(0.5)}, ${at(0.95)}, ${at(1)}`),
    line('failed', [failed.length, ...kinds].join(', '), '0', failed.length === 0),
    line('inconsistent', String(inconsistent), '0', inconsistent === 0),
  ];
}

/** Pages with two versions, without any, or with an older one than the reader has seen before. */
function inconsistencies(visits: Visit[]): number {
  let newest = '';
  return visits.filter(({ status, versions }) => {
    const [version = ''] = versions;
    const isOdd = status === 200 && (versions.length !== 1 || version < newest);
    if (version > newest) newest = version;
    return isOdd;
  }).length;
}
