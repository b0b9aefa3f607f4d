import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { load } from '#etl/jobs/load.ts';
import { verify } from '#etl/jobs/verify.ts';
import { liveDamage } from '#etl/steps/revision.ts';
import { places } from '#etl/surroundings.ts';
import { openPublished } from '#warehouse/open.server.ts';
import { type Running, start, startProgram } from '../support/command.ts';
import { writeGoldenWorld } from './golden-world.ts';
import { liveManifest, liveVersion, makePlace, surroundingsAt } from './support.ts';

const place = makePlace('2026-03-25');
const [january = '', ...rest] = writeGoldenWorld(place);
const options = { replace: false, maxRejects: 1, acceptDrop: true, checkOnly: false };
const base = join(place.root, 'base');
const command = ['etl', 'load', ...rest, '--accept-drop', '--json'];

/** Cases received until the end of the month: what a reader compares. */
const total = 'select sum(opened_count)::integer as total from marts.agg_case_flow_by_month';
const totals = new Map<string, unknown>();
let hash = '';
let runMs = 0;
let copies = 0;

/** A data directory in which January is loaded and published. */
function freshCopy(): string {
  const dataDir = join(place.root, `copy-${++copies}`);
  cpSync(base, dataDir, { recursive: true });
  return dataDir;
}

async function readTotal(dataDir: string, version: string): Promise<unknown> {
  const database = await openPublished(join(places(dataDir).published, version, 'warehouse.duckdb'));
  try {
    return (await database.all(total))[0]?.total;
  } finally {
    database.close();
  }
}

/** Reads like a web process, again and again, until the run has ended; gives what did not fit. */
async function readMeanwhile(dataDir: string, run: Running): Promise<string[]> {
  const misfits: string[] = [];
  const isOver = run.ended.then(() => true);
  do {
    const version = liveVersion(dataDir);
    const found = await readTotal(dataDir, version);
    if (found !== totals.get(version.slice(0, 10))) misfits.push(`${version}: ${String(found)}`);
  } while (!(await Promise.race([isOver, pause(20, false)])));
  return misfits;
}

/** Kills a load when `isTime` says so, with a reader beside it; then everything must be whole, and the same command finish. */
async function killAndRepeat(isTime: (dataDir: string, elapsedMs: number) => boolean): Promise<string> {
  const dataDir = freshCopy();
  const surroundings = surroundingsAt(dataDir, '2026-03-25');
  const began = performance.now();
  const run = start(command, { dataDir });
  let isOver = false;
  void run.ended.then(() => (isOver = true));
  const reading = readMeanwhile(dataDir, run);
  while (!isOver && !isTime(dataDir, performance.now() - began)) await pause(1);
  run.child.kill('SIGKILL');
  expect(await reading).toEqual([]);
  expect(await liveDamage(surroundings)).toEqual([]);
  expect(['2026-01-31', '2026-03-20']).toContain(liveVersion(dataDir).slice(0, 10));
  const report = await load(rest, options, surroundings);
  expect(report.content_hash).toBe(hash);
  expect(liveManifest(dataDir).content_hash).toBe(hash);
  const { published, private: folder } = places(dataDir);
  const left = [published, folder, join(folder, 'accepted')].flatMap((each) => readdirSync(each));
  expect(left.filter((name) => /^\.|\.wal$|lock|\.new-|json\.\d/.test(name))).toEqual([]);
  return dataDir;
}

/** Numbers from 0 to 1, the same at every run of the tests. */
function* seeded(count: number): Generator<number> {
  let state = 20261122;
  for (let made = 0; made < count; made++) {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    yield state / 2 ** 32;
  }
}

beforeAll(async () => {
  await load([january], options, surroundingsAt(base, '2026-03-25'));
  totals.set('2026-01-31', await readTotal(base, '2026-01-31.001'));
  const dataDir = freshCopy();
  const began = performance.now();
  const { code } = await start(command, { dataDir }).ended;
  runMs = performance.now() - began;
  expect(code).toBe(0);
  hash = liveManifest(dataDir).content_hash;
  totals.set('2026-03-20', await readTotal(dataDir, '2026-03-20.001'));
  // Nine cases in January's file, twelve in all by March.
  expect([...totals.values()]).toEqual([9, 12]);
});

afterAll(() => place.remove());

describe('a load that is killed', () => {
  it.each([...seeded(8)].map((part) => [part.toFixed(2), part] as const))(
    'after %s of its time leaves the live version whole, and ends the same when it is repeated',
    async (_, part) => {
      await killAndRepeat((__, elapsedMs) => elapsedMs >= runMs * part);
    },
  );

  const inPrivate = (dataDir: string, name: string) => join(places(dataDir).private, name);
  const inPublished = (dataDir: string, name: string) => join(places(dataDir).published, name);

  it.each<[string, (dataDir: string) => boolean]>([
    [
      'while the new version is written aside',
      (dataDir) => readdirSync(places(dataDir).published).some((name) => name.startsWith('.new-')),
    ],
    [
      'when the store is committed',
      (dataDir) =>
        (statSync(inPrivate(dataDir, 'store.duckdb.wal'), { throwIfNoEntry: false })?.size ?? 0) > 0,
    ],
    [
      'when the first accepted rows are in place',
      (dataDir) => existsSync(inPrivate(dataDir, 'accepted/2026-02-28')),
    ],
    ['when the version is in place', (dataDir) => existsSync(inPublished(dataDir, '2026-03-20.001'))],
    ['when current.json is replaced', (dataDir) => liveVersion(dataDir) === '2026-03-20.001'],
  ])('%s leaves the live version whole, and ends the same when it is repeated', async (_, isTime) => {
    const dataDir = await killAndRepeat(isTime);
    expect(await verify(surroundingsAt(dataDir, '2026-03-25'))).toMatchObject({
      passed: true,
      store: { state: 'whole' },
      kept: ['2026-01-31', '2026-02-28', '2026-03-20'].map((as_of) => ({ as_of, passed: true })),
    });
  });
});

describe('while a load runs', () => {
  it('others are told who and since when, and the load goes on', async () => {
    const dataDir = freshCopy();
    const run = start(command, { dataDir });
    const { lock } = places(dataDir);
    while (!existsSync(lock)) await pause(1);
    run.child.kill('SIGSTOP');
    const others = [['load', january], ['rollback'], ['undo'], ['rebuild']].map((words) =>
      start(['etl', ...words, '--json'], { dataDir }),
    );
    for (const { ended } of others) {
      const { code, stdout } = await ended;
      expect(code).toBe(3);
      expect(stdout).toMatch(new RegExp(`tiến trình ${run.child.pid}, từ 20\\d\\d-\\d\\d-\\d\\dT`));
    }
    run.child.kill('SIGCONT');
    expect(await run.ended).toMatchObject({ code: 0, stdout: expect.stringContaining(hash) });
  });
});

it('of many processes that find a dead holder at once, one has the lock at a time', async () => {
  const dataDir = join(place.root, 'contended');
  mkdirSync(places(dataDir).private, { recursive: true });
  const ended = [1, 2, 3, 4].map(() => {
    const { ended } = startProgram(['test/support/contender.ts', '30'], { dataDir });
    return ended.then(({ code, stderr }) => `${String(code)} ${stderr}`);
  });
  await pause(300);
  writeFileSync(join(dataDir, 'go'), '');
  expect(await Promise.all(ended)).toEqual(['0 ', '0 ', '0 ', '0 ']);
  expect(readFileSync(join(dataDir, 'go'), 'utf8')).toBe('');
});
