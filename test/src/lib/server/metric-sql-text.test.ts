import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { metricIds, metricOf } from '#warehouse/metrics.ts';
import { statementsOf } from '$lib/server/metric-count';
import { withValues } from '$lib/server/metric-sql-text';
import { Warehouse, type LiveVersion } from '$lib/server/warehouse';
import { newDataDir, publish, removeDataDir } from './support.ts';

const dataDir = newDataDir();
let version: LiveVersion;

beforeAll(async () => {
  await publish(dataDir, '2026-10-31.001');
  version = await new Warehouse({ dataDir, now: () => 0, warn: () => undefined }).live();
});
afterAll(() => removeDataDir(dataDir));

describe('the statement that a reader sees', () => {
  it.each(metricIds)('counts %s as the program does', async (metric) => {
    const filters = metricOf(metric).dimensions.includes('organization')
      ? { organization: ['U'], organization_type: ['agency', 'other'] }
      : {};
    const request = { metric, by: [], from: '2026-09', to: '2026-10', basis: 'current' as const, filters };
    for (const statement of statementsOf(request, 1)) {
      const shown = withValues(statement);
      expect(shown).not.toContain('$');
      expect(await version.all(shown)).toEqual(await version.all(statement.sql, statement.params));
    }
  });

  it('holds the figure: 4 cases opened in September by the cell B, 0 in October', async () => {
    const filters = { organization: ['B'] };
    const request = { metric: 'cases_opened' as const, by: [], from: '2026-09', to: '2026-10', filters };
    const [statement] = statementsOf({ ...request, basis: 'as_reported' }, 1);
    expect(statement).toBeDefined();
    if (statement) expect(await version.all(withValues(statement))).toEqual([{ opened_count: 4 }]);
  });

  it('keeps a quote inside a value a value', () => {
    expect(withValues({ sql: 'select $a as a, $b as b', params: { a: "x' or 'y", b: ["l'x", 'z'] } })).toBe(
      "select 'x'' or ''y' as a, ['l''x', 'z'] as b",
    );
  });

  it('refuses a statement whose value is missing', () => {
    expect(() => withValues({ sql: 'select $a', params: {} })).toThrow('$a');
  });
});
