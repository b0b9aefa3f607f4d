import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { metrics } from '#warehouse/metrics.ts';
import { projectRoot, sqlFile } from '#warehouse/project.ts';
import { NotDisclosed } from '$lib/server/errors';
import { metricRows, type MetricRequest } from '$lib/server/metrics';
import { restrictedVersion, versionBehind } from '$lib/server/restricted/version';
import { Warehouse, type LiveVersion } from '$lib/server/warehouse';
import { newDataDir, publish, removeDataDir } from '../support.ts';

const dataDir = newDataDir();
let full: LiveVersion;
let restricted: LiveVersion;

/** Counts about persons stand here, or numbers from which some follow. */
const telling = /\b(marts\.(agg_\w+|fct_cases)|meta\.(changes|loads|warnings|rejects_summary))\b/;

const queries = readdirSync(join(projectRoot(), 'warehouse', 'queries')).map((name) =>
  sqlFile(`queries/${name}`),
);

beforeAll(async () => {
  await publish(dataDir, '2026-10-31.001');
  full = await new Warehouse({ dataDir, now: Date.now, warn: () => undefined }).live();
  restricted = restrictedVersion(full);
});

afterAll(() => removeDataDir(dataDir));

const refused = async (version: LiveVersion, sql: string) => {
  const [result] = await Promise.allSettled([version.all(sql, {})]);
  return result.status === 'rejected' && result.reason instanceof NotDisclosed;
};

const october = { from: '2026-10', to: '2026-10', basis: 'as_reported' } as const;
const asked = (request: Partial<MetricRequest> & Pick<MetricRequest, 'metric'>): MetricRequest => ({
  by: [],
  ...october,
  filters: {},
  ...request,
});

describe('a version under the restricted profile', () => {
  it('answers no question to tables that count cases, duties or members', async () => {
    const about = queries.filter((sql) => telling.test(sql));
    expect(about.length).toBeGreaterThan(15);
    for (const sql of about) expect(await refused(restricted, sql), sql.slice(0, 80)).toBe(true);
  });

  it('answers nothing but whole questions that it knows', async () => {
    const known = sqlFile('queries/page-codes.sql');
    expect((await restricted.all(known)).length).toBeGreaterThan(5);
    for (const sql of ['select 1', `${known} `, `${known}; select 1`, 'from marts.dim_organization'])
      expect(await refused(restricted, sql)).toBe(true);
    expect(await refused(full, sqlFile('queries/page-heat-scale.sql'))).toBe(false);
  });

  it('says nothing of how many rows were counted', () => {
    expect(restricted).toMatchObject({ disclosure: 'restricted', manifest: { version: full.id } });
    expect(versionBehind(restricted)).toBe(full);
    expect(() => versionBehind(full)).toThrow('not a restricted one');
  });

  it('tells duties that are not about persons as they are, and no others', async () => {
    const plans = asked({ metric: 'duties_due', by: ['duty_type'], filters: { duty_type: ['annual_plan'] } });
    expect(await metricRows(restricted, plans)).toEqual(await metricRows(full, plans));
    const mixed = { duty_type: ['annual_plan', 'report_after_travel'] };
    for (const filters of [{}, mixed, { duty_type: [] }])
      await expect(metricRows(restricted, asked({ metric: 'duties_due', filters }))).rejects.toThrow(
        NotDisclosed,
      );
  });

  it('tells no metric about persons by organisation, in part of the tree or in the structure of today', async () => {
    const persons = metrics.filter(({ disclosure }) => disclosure === 'persons');
    expect(persons.length).toBeGreaterThan(10);
    for (const { id: metric } of persons) {
      await expect(metricRows(full, asked({ metric }))).resolves.toHaveLength(1);
      for (const request of [
        asked({ metric, by: ['organization'] }),
        asked({ metric, by: ['parent'] }),
        asked({ metric, filters: { organization: ['A'] } }),
        asked({ metric, by: ['month'], basis: 'current' }),
      ])
        await expect(metricRows(restricted, request)).rejects.toThrow(NotDisclosed);
    }
  });
});
