import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { openMemory, type Database } from '#warehouse/open.server.ts';
import { sqlFile } from '#warehouse/project.ts';
import { linesOf } from '../etl/support.ts';
import { seededRandom } from '../support/oracle/random.ts';

type Step = readonly [from: string, to: string, on: string, event?: string];

const model = sqlFile('models/intermediate/int_current_codes.sql');
let database: Database;

beforeAll(async () => {
  database = await openMemory();
  await database.run(`create schema store`);
  await database.run(`create table store.hist_organizations (organization_code varchar)`);
  await database.run(
    `create table int_successions (from_code varchar, to_code varchar, event varchar, event_on date)`,
  );
  await database.run(`create table int_snapshots as select date '2026-10-31' as as_of`);
});
beforeEach(() => database.run('delete from int_successions'));
afterAll(() => database.close());

async function today(steps: readonly Step[]): Promise<Map<string, string>> {
  for (const [from, to, on, event = 'handed_over'] of steps)
    await database.run('insert into int_successions values ($1, $2, $3, $4::date)', [from, to, event, on]);
  const rows = await linesOf(database, `select * from (${model}) order by all`);
  return new Map(rows.map((row) => row.split(' ') as [string, string]));
}

/** The same, walked step by step with all codes in mind. */
function walked(code: string, steps: readonly Step[]): string {
  const seen = new Set([code]);
  let [at, since] = [code, ''];
  for (;;) {
    const next = steps.filter(([from, , on]) => from === at && on >= since);
    const targets = new Set(next.map(([, to]) => to));
    const [to] = targets;
    if (to === undefined || targets.size > 1 || seen.has(to)) return at;
    seen.add(to);
    [at, since] = [to, next.map(([, , on]) => on).sort()[0] ?? ''];
  }
}

it.each<[string, Step[], Record<string, string>]>([
  [
    'a chain in order of date',
    [
      ['A', 'B', '2026-01-01'],
      ['B', 'C', '2026-02-01'],
    ],
    { A: 'C', B: 'C', C: 'C' },
  ],
  [
    'not back in time',
    [
      ['A', 'B', '2026-02-01'],
      ['B', 'C', '2026-01-01'],
    ],
    { A: 'B', B: 'C', C: 'C' },
  ],
  [
    'not past two targets',
    [
      ['A', 'B', '2026-01-01'],
      ['B', 'C', '2026-02-01'],
      ['B', 'D', '2026-03-01'],
    ],
    { A: 'B', B: 'B', C: 'C', D: 'D' },
  ],
  ['not into what has yet to come', [['A', 'B', '2026-11-01']], { A: 'A', B: 'B' }],
  ['not along a split', [['A', 'B', '2026-01-01', 'split']], { A: 'A', B: 'B' }],
  [
    'once round a ring',
    [
      ['A', 'B', '2026-01-01'],
      ['B', 'C', '2026-01-01'],
      ['C', 'A', '2026-01-01'],
    ],
    { A: 'C', B: 'A', C: 'B' },
  ],
  [
    'into a ring, once round',
    [
      ['X', 'A', '2026-01-01'],
      ['A', 'B', '2026-01-01'],
      ['B', 'A', '2026-01-01'],
    ],
    { X: 'B', A: 'B', B: 'A' },
  ],
  ['nowhere from itself to itself', [['A', 'A', '2026-01-01']], { A: 'A' }],
])('follows %s', async (_, steps, expected) => {
  expect(Object.fromEntries(await today(steps))).toEqual(expected);
});

it('follows chains and rings of any length as a walk with all codes in mind does', async () => {
  const random = seededRandom(7);
  const below = (count: number) => random.int(0, count - 1);
  for (let world = 0; world < 60; world++) {
    await database.run('delete from int_successions');
    const [codes, dates] = [2 + below(9), 1 + below(3)];
    const steps = Array.from({ length: 1 + below(codes) }, (): Step => {
      const [from, to] = [`C${below(codes)}`, `C${below(codes)}`];
      return [from, to, `2026-0${1 + below(dates)}-01`];
    });
    for (const [code, current] of await today(steps))
      expect([steps, code, current]).toEqual([steps, code, walked(code, steps)]);
  }
});

it('comes to the end of a chain of three hundred', async () => {
  await database.run(
    `insert into int_successions select 'C' || i, 'C' || (i + 1), 'renamed', date '2026-01-01' from range(300) as steps(i)`,
  );
  const rows = await linesOf(database, `select distinct current_organization_code from (${model})`);
  expect(rows).toEqual(['C300']);
});
