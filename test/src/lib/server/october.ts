import { afterAll, beforeAll, expect } from 'vitest';
import { metricRows, type MetricRequest } from '../../../../src/lib/server/metrics';
import { Warehouse, type LiveVersion } from '../../../../src/lib/server/warehouse';
import { newDataDir, publish, removeDataDir } from './support';

/** What is asked of a metric, the newest month where nothing else is said. */
type Asked = Partial<MetricRequest> & Pick<MetricRequest, 'metric'>;

/** The small warehouse, published as of October. */
export let version: LiveVersion;

/** Publishes it before the tests of a file, and takes it away behind them. */
export function ownOctober(): void {
  const dataDir = newDataDir();
  beforeAll(async () => {
    await publish(dataDir, '2026-10-31.001');
    version = await new Warehouse({ dataDir, now: () => 0, warn: () => undefined }).live();
  });
  afterAll(() => removeDataDir(dataDir));
}

export const newest: Omit<MetricRequest, 'metric'> = {
  by: [],
  from: '2026-10',
  to: '2026-10',
  basis: 'as_reported',
  filters: {},
};

export const both = { from: '2026-09', to: '2026-10' };

/** The cells of each row: its dimensions, and its value. */
export async function cells(asked: Asked) {
  const question: MetricRequest = { ...newest, ...asked };
  const rows = await metricRows(version, question);
  return rows.map((row) => [...question.by.map((name) => row[name]), row.value]);
}

/** The only row of an answer. */
export async function one(asked: Asked) {
  const rows = await metricRows(version, { ...newest, ...asked });
  expect(rows).toHaveLength(1);
  return rows[0];
}
