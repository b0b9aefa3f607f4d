import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ClickHouseReader } from '$lib/server/clickhouse/reader';
import { metricRows, type Basis, type Dimension, type MetricRequest } from '$lib/server/metrics';
import { pages } from '$lib/server/pages';
import { openContext } from '$lib/server/pages/context';
import { loadPage, type PageMaker } from '$lib/server/pages/load';
import { overviewPage } from '$lib/server/pages/overview';
import { organizationPage } from '$lib/server/pages/organizations/organization';
import { warmUp } from '$lib/server/pages/warm-up';
import { rejectsOf } from '$lib/server/reject-file';
import { restrictedVersion } from '$lib/server/restricted/version';
import { Warehouse, type LiveVersion } from '$lib/server/warehouse';
import { metricIds, metricOf, type MetricId } from '#warehouse/metrics.ts';
import type { Parameters } from '#warehouse/open.server.ts';
import { projectRoot, sqlFile } from '#warehouse/project.ts';
import { writeGoldenWorld } from '../../../../etl/golden-world.ts';
import { makePlace } from '../../../../etl/support.ts';
import { startClickHouse, type ClickHouseServer } from '../../../../support/clickhouse/server.ts';
import { reader } from '../../../../support/viewers.ts';
import { addressOf, pushTo, urlOf } from './world.ts';

const place = makePlace('2026-03-25');
const world = { dataDir: place.dataDir, now: Date.now, warn: () => undefined };
let server: ClickHouseServer;
let house: ClickHouseReader;
const files = new Warehouse(world);
let fromFile: LiveVersion;
let fromHouse: LiveVersion;

beforeAll(async () => {
  const starting = startClickHouse();
  await place.load(writeGoldenWorld(place), { acceptDrop: true });
  fromFile = await files.live();
  server = await starting;
  const address = addressOf(server);
  await pushTo(address, place.dataDir, fromFile.id);
  house = new ClickHouseReader({ ...world, address });
  fromHouse = await house.live();
  process.env.DATA_DIR = place.dataDir;
});

afterAll(async () => {
  delete process.env.DATA_DIR;
  delete process.env.WAREHOUSE_URL;
  await house.close();
  await server.stop();
  place.remove();
});

/** Every choice of some dimensions of a metric, none and all included. */
function combinations(dimensions: readonly Dimension[]): Dimension[][] {
  return dimensions.reduce<Dimension[][]>(
    (found, name) => [...found, ...found.map((some) => [...some, name])],
    [[]],
  );
}

/** The metrics that have a combination of dimensions, by combination: asked together, they share statements. */
const asked = new Map<string, MetricId[]>();
for (const id of metricIds)
  for (const by of combinations(metricOf(id).dimensions))
    asked.set(by.join(), [...(asked.get(by.join()) ?? []), id]);

function answers(version: LiveVersion, requests: readonly MetricRequest[]) {
  return Promise.all(requests.map((request) => metricRows(version, request)));
}

const period = () => ({ from: fromFile.firstMonth, to: fromFile.newestMonth });

/** In today's structure only combinations of few dimensions: the way through SQL is the same, the columns differ. */
const isAsked = (basis: Basis, by: readonly Dimension[]) => basis === 'as_reported' || by.length <= 2;

describe('metrics on ClickHouse', () => {
  it.each<Basis>(['as_reported', 'current'])(
    'are those of the file in every combination of dimensions, %s',
    async (basis) => {
      let figures = 0;
      for (const [names, metrics] of asked) {
        const by = names === '' ? [] : (names.split(',') as Dimension[]);
        if (!isAsked(basis, by)) continue;
        const requests = metrics.map((metric) => ({ metric, by, basis, ...period(), filters: {} }));
        const expected = await answers(fromFile, requests);
        expect(await answers(fromHouse, requests), names).toEqual(expected);
        figures += expected.flat().filter(({ value }) => value !== null).length;
      }
      expect(figures).toBeGreaterThan(500);
    },
    180_000,
  );

  it('are those of the file within filters, in one month and over a year', async () => {
    const filters: MetricRequest['filters'][] = [
      { organization: ['G1'] },
      { organization: ['U'], organization_type: ['agency', 'other'] },
      { parent: ['U'] },
      { organization_level: ['grassroots_cell'] },
      { case_type: ['petition'] },
      { stage: ['unknown'], age_band: ['0-7'] },
      { duty_type: ['annual_plan'] },
    ];
    const spans = [period(), { from: fromFile.newestMonth, to: fromFile.newestMonth }];
    let figures = 0;
    for (const filter of filters)
      for (const span of spans)
        for (const basis of ['as_reported', 'current'] as const) {
          const has = (id: MetricId) =>
            Object.keys(filter).every((name) => metricOf(id).dimensions.includes(name as Dimension));
          const requests = metricIds
            .filter(has)
            .map((metric) => ({ metric, by: ['month' as const], basis, ...span, filters: filter }));
          const expected = await answers(fromFile, requests);
          expect(await answers(fromHouse, requests), JSON.stringify(filter)).toEqual(expected);
          figures += expected.flat().length;
        }
    expect(figures).toBeGreaterThan(200);
  });

  it('are those of the restricted tables', async () => {
    const months = { from: '2026-01', to: '2026-03', basis: 'as_reported' as const, filters: {} };
    const requests: MetricRequest[] = [
      { ...months, metric: 'cases_opened', by: ['month'] },
      { ...months, metric: 'cases_pending', by: ['month', 'organization_type'] },
      { ...months, metric: 'members', by: ['month'] },
      { ...months, metric: 'compliance_rate', by: ['month', 'duty_type'] },
    ];
    const expected = await answers(restrictedVersion(fromFile), requests);
    expect(expected.flat().length).toBeGreaterThan(10);
    expect(await answers(restrictedVersion(fromHouse), requests)).toEqual(expected);
  });
});

describe('parts on ClickHouse', () => {
  it.each(['U', 'G1'])('below %s hold the rows of those of the file', async (organization) => {
    const [expected, found] = await Promise.all([
      files.partOf(fromFile, organization),
      house.partOf(fromHouse, organization),
    ]);
    expect(found.part).toBe(organization);
    const tables = await expected.all(
      `select schema_name || '.' || table_name as name from duckdb_tables() order by name`,
    );
    let rows = 0;
    for (const { name } of tables) {
      const sql = `from ${String(name)} order by all`;
      const told = await expected.all(sql);
      expect(await found.all(sql), String(name)).toEqual(told);
      rows += told.length;
    }
    expect(rows).toBeGreaterThan(100);
  });
});

const makers: Record<string, PageMaker<unknown>> = {
  ...pages,
  'organization-G1': { make: organizationPage('G1'), parameters: ['scope'] },
};
const searches = ['', '?basis=current&org=U', '?month=2026-01&type=agency&case=petition', '?q=vien&org=G1'];
const visit = (search: string) => ({
  url: new URL(`http://127.0.0.1/${search}`),
  locals: { viewer: reader() },
});

/** What has no page in this world, or is asked by other programs. */
const others: Record<string, Parameters> = {
  'briefing-draft-day.sql': {},
  'briefing-documents.sql': { from: '2000-01-01', to: '2026-12-31' },
  'briefing-letterhead.sql': { day: '2026-03-31' },
  'briefing-reorganised.sql': { from: '2026-01-01', to: '2026-03-31' },
  'briefing-revisions.sql': { before: '2026-03-01' },
  'briefing-snapshots.sql': {},
  'codes.sql': {},
  'organization-codes.sql': { codes: ['G1', 'nobody'] },
  'organization-list.sql': { most: 3 },
  'page-documents-of-duties.sql': { from: '2025-01-01', to: '2026-12-31', duty_types: [] },
  'page-organization.sql': { organization: 'G1' },
  'page-organization-search.sql': { words: 'VIEN  moi', limit: 10, offset: 0 },
  'page-reject-organizations.sql': { codes: ['C1', 'G2', 'nobody'] },
  'page-successions.sql': { organization: 'G2' },
  'page-time-limits-in-force.sql': { on: '2026-03-31', case_types: [] },
};

describe('pages on ClickHouse', () => {
  it.each(Object.keys(makers))('%s is what it is from the file', async (name) => {
    const maker = makers[name];
    if (!maker) throw new Error(name);
    for (const search of searches) {
      delete process.env.WAREHOUSE_URL;
      const expected = await loadPage(visit(search), maker);
      process.env.WAREHOUSE_URL = urlOf(server);
      expect(await loadPage(visit(search), maker), search).toEqual(expected);
    }
  });

  it.each(Object.entries(others))('%s gives the rows of the file', async (name, params) => {
    const sql = sqlFile(`queries/${name}`);
    expect(await fromHouse.all(sql, params)).toEqual(await fromFile.all(sql, params));
  });

  it('list the rejected rows of the file', async () => {
    expect(await rejectsOf(fromHouse)).toEqual(await rejectsOf(fromFile));
  });

  it('are in memory once the version is warmed up', async () => {
    const address = addressOf(server);
    const fresh = new ClickHouseReader({ ...world, address });
    const version = await fresh.live();
    await warmUp(version, () => true);
    const asked = server.statements.length;
    await overviewPage(await openContext(version, new URLSearchParams(), () => undefined));
    expect(server.statements.length).toBe(asked);
    await fresh.close();
  });

  it('have asked every query there is', () => {
    const heads = new Set(server.statements.map((sql) => sql.split('\n')[0]));
    const unasked = readdirSync(join(projectRoot(), 'warehouse', 'queries')).filter(
      (name) => !heads.has(sqlFile(`queries/${name}`).split('\n')[0]),
    );
    // Asked of the store, by a load.
    expect(unasked).toEqual(['rejects.sql']);
  });
});
