import { describe, expect, it } from 'vitest';
import { clearRuns, keepRun, runOf, runsOf } from '../../../../../src/lib/server/kept/history.ts';
import { useWorld } from '../people/support.ts';

const world = useWorld();
const days = 90;
const all = { search: '', page: 1, size: 50, keepDays: days };

async function ran(sql: string, more: { name?: string; args?: [string, number][]; problem?: string } = {}) {
  const { name = 'an', args = [], problem = null } = more;
  world().pass(1);
  const ended = problem === null ? { rows: 3, isCut: false } : { rows: null, isCut: false };
  await keepRun(world(), { name, sql, args, version: 'v', ...ended, elapsedMs: 12.4, problem }, days);
}
const texts = async (choice = {}, name = 'an') =>
  (await runsOf(world(), name, { ...all, ...choice })).runs.map(({ sql }) => sql);

describe('the history of statements', () => {
  it("is each person's own, the newest first, with how each ended", async () => {
    await ran('select 1', { args: [['x', 5]] });
    await ran('selec 2', { problem: 'syntax' });
    await ran('select 3', { name: 'bình' });
    const { runs, count } = await runsOf(world(), 'an', all);
    expect(count).toBe(2);
    expect(runs).toMatchObject([
      { sql: 'selec 2', row_count: null, problem: 'syntax' },
      { sql: 'select 1', row_count: 3, elapsed_ms: 12, arguments: '[["x",5]]', problem: null },
    ]);
    expect(await runOf(world(), runs[1]?.id ?? '', 'an')).toEqual({ sql: 'select 1', args: [['x', 5]] });
    expect(await runOf(world(), runs[1]?.id ?? '', 'bình')).toBeNull();
  });

  it('has a statement once that was run again at once, and again after another one', async () => {
    for (const sql of ['select 1', 'select 1', 'select 2', 'select 1']) await ran(sql);
    await ran('select 1', { args: [['x', 1]] });
    expect(await texts()).toEqual(['select 1', 'select 1', 'select 2', 'select 1']);
  });

  it('is found by a text whatever its capitals, and read page by page', async () => {
    for (const sql of ['select 1 as tồn', 'select 2', 'select 3 as TỒN']) await ran(sql);
    expect(await texts({ search: 'Tồn' })).toEqual(['select 3 as TỒN', 'select 1 as tồn']);
    expect(await texts({ search: '%' })).toEqual([]);
    expect(await texts({ page: 2, size: 2 })).toEqual(['select 1 as tồn']);
  });

  it('goes after its days, of everybody', async () => {
    await ran('select 1');
    world().pass(days * 24 * 60 + 1);
    expect(await texts()).toEqual([]);
    await ran('select 2', { name: 'bình' });
    expect(await world().state.selectFrom('query_runs').select('sql').execute()).toEqual([
      { sql: 'select 2' },
    ]);
  });

  it('is not kept with no days, and is emptied for its person alone', async () => {
    await keepRun(
      world(),
      { name: 'an', sql: 'x', args: [], version: 'v', rows: 0, isCut: false, elapsedMs: 1, problem: null },
      0,
    );
    expect(await texts()).toEqual([]);
    await ran('select 1');
    await ran('select 2', { name: 'bình' });
    expect(await clearRuns(world(), 'an')).toBe(1);
    expect([await texts(), await texts({}, 'bình')]).toEqual([[], ['select 2']]);
  });
});
