import { setTimeout as pause } from 'node:timers/promises';
import { startServer } from '../browser/program.ts';
import { cookieOf, signInAs } from '../support/people.ts';
import type { Line } from './bench.ts';
import { clock, crowd, paths, servable, signIn, type Visit } from './readers.ts';

/** Statements that keep a processor busy for seconds, with a small answer. */
const heavy = [
  `select a.case_type, count(*) as pairs from marts.fct_cases as a, marts.fct_cases as b
   where a.received_date < b.received_date and a.age_workdays > b.age_workdays group by all`,
  'select count(*) as numbers from range(400000000) as r(i) where i % 7 = 3',
  `select organization_code, count(distinct hash(case_key, i)) as hashes
   from marts.fct_cases, range(400) as r(i) group by all order by hashes desc limit 20`,
];
const readers = 12;
const mostTimes = 2;

/** How a statement of an analyst ended: as HTTP tells it, 0 without an answer. */
interface Asked {
  ms: number;
  status: number;
}

/**
 * Readers open pages for so many seconds in quiet, and again while so many analysts, each with an account of their own,
 * send heavy statements one after another: time of the pages, with and without, and what became of the statements.
 */
export async function benchAnalysts(
  dataDir: string,
  { analysts, seconds, scratch }: { analysts: number; seconds: number; scratch: string },
): Promise<Line[]> {
  const { folder: copy } = await servable(dataDir, scratch);
  const sessions = await signIn(copy, readers);
  const askers: string[] = [];
  while (askers.length < analysts)
    askers.push(await signInAs(copy, 'analyst', `bench-${process.pid}-${askers.length}`));
  const server = await startServer(copy, { env: { LOG_LEVEL: 'error' } });
  try {
    await crowd(server.url, { sessions: sessions.slice(0, 1), pages: paths.length, isOver: () => true });
    const quiet = await crowd(server.url, { sessions, isOver: clock(seconds) });
    const isOver = clock(seconds + 5);
    const asking = Promise.all(askers.map((asker, i) => askOn(server.url, { asker, from: i, isOver })));
    await pause(2000);
    const meanwhile = await crowd(server.url, { sessions, isOver });
    return linesOf({
      analysts,
      quiet: quiet.flat(),
      meanwhile: meanwhile.flat(),
      asked: (await asking).flat(),
    });
  } finally {
    await server.stop();
  }
}

async function askOn(
  url: string,
  { asker, from, isOver }: { asker: string; from: number; isOver: () => boolean },
): Promise<Asked[]> {
  const asked: Asked[] = [];
  while (!isOver()) {
    const start = performance.now();
    const response = await fetch(`${url}/api/v1/sql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: cookieOf(asker), origin: url },
      body: JSON.stringify({ sql: heavy[(from + asked.length) % heavy.length] }),
    }).catch(() => null);
    await response?.arrayBuffer();
    asked.push({ ms: performance.now() - start, status: response?.status ?? 0 });
    if (response?.status !== 200) await pause(500);
  }
  return asked;
}

function linesOf(seen: {
  analysts: number;
  quiet: readonly Visit[];
  meanwhile: readonly Visit[];
  asked: readonly Asked[];
}): Line[] {
  const { analysts, quiet, meanwhile, asked } = seen;
  const what = `pages while ${analysts} analysts ask`;
  const [before, during] = [p95(quiet), p95(meanwhile)];
  const ratio = Math.round((during / before) * 100) / 100;
  const failed = [...quiet, ...meanwhile].filter(({ status }) => status !== 200).length;
  const plain = { bare: null, ratio: null, bar: null, holds: null };
  const count = (status: number) => asked.filter((each) => each.status === status).length;
  const told = `${count(200)} answered, ${count(422)} at a limit, ${count(429)} sent back, ${count(0)} lost`;
  return [
    {
      what: `${what}: p95, ${meanwhile.length} and ${quiet.length} of them`,
      taken: `${during.toFixed(0)} ms`,
      bare: `${before.toFixed(0)} ms`,
      ratio,
      bar: `<= ${mostTimes}x`,
      holds: ratio <= mostTimes,
    },
    { ...plain, what: `${what}: failed`, taken: String(failed), bar: '0', holds: failed === 0 },
    { ...plain, what: 'their statements', taken: told },
    { ...plain, what: 'their statements: p95', taken: `${p95(asked).toFixed(0)} ms` },
  ];
}

function p95(measured: readonly { ms: number }[]): number {
  const times = measured.map(({ ms }) => ms).sort((one, other) => one - other);
  return times[Math.ceil(times.length * 0.95) - 1] ?? 0;
}
