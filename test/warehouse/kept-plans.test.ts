import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KeptPlans } from '#warehouse/kept-plans.ts';
import { openMemory, openPublished, type Database } from '#warehouse/open.server.ts';

class Planned {
  isDestroyed = false;
  destroySync(): void {
    this.isDestroyed = true;
  }
}

/** Plans that tell which statements were prepared. */
function plansOf(most: number) {
  const prepared: string[] = [];
  const made: Planned[] = [];
  const plans = new KeptPlans(async (sql: string) => {
    prepared.push(sql);
    const plan = new Planned();
    made.push(plan);
    return plan;
  }, most);
  return { plans, prepared, made };
}

const nothing = async () => null;

describe('plans that a connection keeps', () => {
  it('prepares a statement once', async () => {
    const { plans, prepared } = plansOf(2);
    for (const sql of ['a', 'b', 'a', 'b']) await plans.use(sql, nothing);
    expect(prepared).toEqual(['a', 'b']);
  });

  it('lets the plan go that was not used for longest', async () => {
    const { plans, prepared, made } = plansOf(2);
    for (const sql of ['a', 'b', 'a', 'c', 'a', 'b']) await plans.use(sql, nothing);
    expect(prepared).toEqual(['a', 'b', 'c', 'b']);
    expect(made.map(({ isDestroyed }) => isDestroyed)).toEqual([false, true, true, false]);
  });

  it('keeps no plan that failed', async () => {
    const { plans, prepared, made } = plansOf(2);
    await expect(plans.use('a', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    await plans.use('a', nothing);
    expect(prepared).toEqual(['a', 'a']);
    expect(made[0]?.isDestroyed).toBe(true);
  });
});

describe('a published file that is read by kept plans', () => {
  let folder: string;
  let file: Database;
  const sql =
    'select count(*) as count from numbers where list_contains($of, n) and ($least is null or n >= $least)';

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'lang-kinh-plans-'));
    const path = join(folder, 'file.duckdb');
    const making = await openMemory();
    await making.run(`attach '${path}' as made`);
    await making.run(`create table made.numbers as select unnest(['1', '2', '3']) as n`);
    making.close();
    file = await openPublished(path, {}, 1);
  });

  afterAll(() => {
    file.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('answers each question with its own values', async () => {
    const counts = [];
    for (const [of, least] of [
      [['1', '2', '3'], '2'],
      [['1'], null],
      [[], '2'],
      [['1', '2', '3'], '2'],
    ] as const)
      counts.push((await file.all(sql, { of, least }))[0]?.count);
    expect(counts).toEqual([2, 1, 0, 2]);
  });

  it('takes no value from the question before', async () => {
    await file.all(sql, { of: ['1'], least: null });
    await expect(file.all(sql, { of: ['1'] })).rejects.toThrow('least');
    expect(await file.all(sql, { of: ['1'], least: null })).toEqual([{ count: 1 }]);
  });

  it('reads on connections beside it as well, after a statement that fails too', async () => {
    const beside = await file.beside();
    await expect(beside.all('select * from missing')).rejects.toThrow('missing');
    expect(await beside.all(sql, { of: ['3'], least: '1' })).toEqual([{ count: 1 }]);
    beside.close();
    expect(await file.all(sql, { of: ['3'], least: '1' })).toEqual([{ count: 1 }]);
  });
});
