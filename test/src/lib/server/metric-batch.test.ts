import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Parameters, Row } from '#warehouse/open.server.ts';
import { periodRows } from '../../../../src/lib/server/metric-batch';
import type { SourceQuestion } from '../../../../src/lib/server/metric-sql';
import { Warehouse, type LiveVersion } from '../../../../src/lib/server/warehouse';
import { newDataDir, publish, removeDataDir } from './support';

const dataDir = newDataDir();
let version: LiveVersion;
let asked: string[];

beforeAll(async () => {
  await publish(dataDir, '2026-10-31.001');
  const live = await new Warehouse({ dataDir, now: () => 0, warn: () => undefined }).live();
  const all = (sql: string, params?: Parameters): Promise<Row[]> => {
    asked.push(sql);
    return live.all(sql, params);
  };
  version = { ...live, all };
});
afterAll(() => removeDataDir(dataDir));

const byMonth: SourceQuestion = {
  source: 'case_flow',
  measures: [],
  by: ['month'],
  from: '2025-10',
  to: '2026-10',
  basis: 'as_reported',
  filters: {},
  limit: 1000,
};
const opened: SourceQuestion = {
  ...byMonth,
  measures: [{ source: 'case_flow', column: 'opened_count', over: 'flow' }],
};
const closed: SourceQuestion = {
  ...byMonth,
  measures: [{ source: 'case_flow', column: 'closed_count', over: 'flow' }],
};

const months = (rows: Row[], column: string) =>
  rows.map((row) => [String(row.month).slice(0, 7), row[column]]).sort();

async function oneByOne(questions: SourceQuestion[]): Promise<Row[][]> {
  const answers: Row[][] = [];
  for (const question of questions) answers.push(await periodRows(version, question));
  return answers;
}

describe('questions of one moment', () => {
  it('that differ in their measures alone are asked once, with the answers that each gets by itself', async () => {
    asked = [];
    const [first, second] = await Promise.all([periodRows(version, opened), periodRows(version, closed)]);
    expect(asked).toHaveLength(1);
    const [alone, other] = await oneByOne([opened, closed]);
    expect(asked).toHaveLength(3);
    expect(months(first, 'opened_count')).toEqual(months(alone ?? [], 'opened_count'));
    expect(months(second, 'closed_count')).toEqual(months(other ?? [], 'closed_count'));
    expect(new Set(first.map((row) => row.month))).not.toEqual(new Set(second.map((row) => row.month)));
  });

  it('of another period, filter or basis are asked apart', async () => {
    asked = [];
    const others = [
      { ...closed, from: '2026-10' },
      { ...closed, filters: { case_type: ['admission_check'] } },
      { ...closed, basis: 'current' as const },
    ];
    await Promise.all([opened, ...others].map((question) => periodRows(version, question)));
    expect(asked).toHaveLength(4);
  });

  it('are asked again one by one when together they have more rows than one may have', async () => {
    asked = [];
    const few = await Promise.all([opened, closed].map((each) => periodRows(version, { ...each, limit: 2 })));
    expect(asked).toHaveLength(3);
    expect(few.map((rows) => rows.length)).toEqual([2, 2]);
  });
});
