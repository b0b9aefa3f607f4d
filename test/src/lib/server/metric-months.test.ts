import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { metrics, type Dimension } from '#warehouse/metrics.ts';
import type { Parameters, Row } from '#warehouse/open.server.ts';
import { rowsOfMonths } from '../../../../src/lib/server/metric-months';
import {
  periodStatement,
  quantileStatement,
  type SourceQuestion,
} from '../../../../src/lib/server/metric-sql';
import { Warehouse, type LiveVersion } from '../../../../src/lib/server/warehouse';
import { newDataDir, publish, removeDataDir } from './support';

const dataDir = newDataDir();
let version: LiveVersion;
let asked: string[] = [];

beforeAll(async () => {
  await publish(dataDir, '2026-10-31.001');
  const live = await new Warehouse({ dataDir, now: () => 0, warn: () => undefined }).live();
  const all = (sql: string, params?: Parameters): Promise<Row[]> => {
    asked.push(JSON.stringify([sql, params]));
    return live.all(sql, params);
  };
  version = { ...live, all };
});
afterAll(() => removeDataDir(dataDir));

const question: SourceQuestion = {
  source: 'case_flow',
  measures: [
    { source: 'case_flow', column: 'closed_count', over: 'flow' },
    { source: 'case_flow', column: 'pending_end_count', over: 'stock' },
  ],
  by: ['month'],
  from: '2026-09',
  to: '2026-10',
  basis: 'as_reported',
  filters: {},
  limit: 1000,
};

/** The cells that were asked for, in an order of their own. */
const cells = (rows: Row[] | null, { by, measures }: SourceQuestion) =>
  rows
    ?.map((row) => JSON.stringify([...by, ...measures.map(({ column }) => column)].map((name) => row[name])))
    .sort();

const splits: Dimension[][] = [
  [],
  ['month'],
  ['case_type'],
  ['month', 'case_type'],
  ['organization_type'],
  ['case_type', 'organization_type'],
];
const periods = [
  ['2026-10', '2026-10'],
  ['2026-09', '2026-10'],
  ['2026-09', '2026-09'],
] as const;

describe('the months of a question, cut out of all months', () => {
  it.each(splits)('are what the question gives by itself, split by %s %s', async (...by) => {
    for (const [from, to] of periods)
      for (const filters of [{}, { organization_type: ['agency'] }, { organization: ['A'] }]) {
        const each = { ...question, by: by.filter((name) => name !== undefined), from, to, filters };
        const { sql, params } = periodStatement(each);
        const expected = cells(await version.all(sql, params), each);
        expect(expected?.length).toBeGreaterThan(0);
        expect(cells(await rowsOfMonths(version, { question: each }), each)).toEqual(expected);
      }
  });

  it('are the same for days to conclusion, of one month or month by month', async () => {
    const { numerator, quantile = 0 } = metrics.find(({ id }) => id === 'days_to_conclusion_median') ?? {};
    const statement = (each: SourceQuestion) => quantileStatement(each, quantile);
    const measures = numerator?.measures ?? [];
    for (const by of [[], ['month']] as const) {
      const each = { ...question, source: 'conclusion_days', measures, by, from: '2026-10' } as const;
      const { sql, params } = statement(each);
      const shown = { by, measures: ['case_count', 'lower_workdays', 'upper_workdays'] };
      const expected = (await version.all(sql, params)).map((row) => shown.measures.map((name) => row[name]));
      const rows = await rowsOfMonths(version, { question: each, statement });
      expect(expected.length).toBeGreaterThan(0);
      expect(rows?.map((row) => shown.measures.map((name) => row[name]))).toEqual(expected);
    }
  });

  it('are asked once for every month and every figure of a table', async () => {
    asked = [];
    const opened = [{ source: 'case_flow', column: 'opened_count', over: 'flow' }] as const;
    for (const [from, to] of periods) {
      await rowsOfMonths(version, { question: { ...question, from, to } });
      await rowsOfMonths(version, { question: { ...question, from, to, by: [], measures: opened } });
    }
    expect(new Set(asked).size).toBe(1);
  });

  it('are left to the question itself where the whole would be large, or does not add up', async () => {
    const statement = (each: SourceQuestion) => quantileStatement(each, 0.5);
    const unfit: SourceQuestion[] = [
      { ...question, by: ['case_type', 'organization_type', 'organization_level'] },
      { ...question, by: ['organization'] },
      { ...question, by: ['parent'], filters: { organization: ['A'] } },
      { ...question, from: '1990-01' },
    ];
    for (const each of unfit) expect(await rowsOfMonths(version, { question: each })).toBeNull();
    expect(await rowsOfMonths(version, { question: { ...question, by: [] }, statement })).toBeNull();
  });

  it('are read of what stands below an organisation where its table is not large', async () => {
    const below: SourceQuestion = { ...question, filters: { organization: ['A'] } };
    const rows = { 'marts.agg_case_flow_by_month': 1_000_000 };
    const large = { ...version, manifest: { ...version.manifest, row_counts: rows } };
    expect(await rowsOfMonths(version, { question: below })).not.toBeNull();
    expect(await rowsOfMonths(large, { question: below })).toBeNull();
    expect(await rowsOfMonths(large, { question })).not.toBeNull();
  });
});
