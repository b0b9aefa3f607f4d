import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Parameters } from '#warehouse/open.server.ts';
import { sqlFile } from '#warehouse/project.ts';
import { metricRows } from '$lib/server/metrics';
import { pages } from '$lib/server/pages';
import { basisNote } from '$lib/server/pages/basis-note';
import { organizationsBelow } from '$lib/server/pages/chosen-organization';
import { openContext, type PageContext } from '$lib/server/pages/context';
import type { LiveVersion } from '$lib/server/version';
import { Warehouse } from '$lib/server/warehouse';
import { newDataDir, publish, removeDataDir } from '../support.ts';

const successions = `create table meta.successions as
  select 'B' as from_code, 'C' as to_code, 'merged_into' as event, date '2026-10-10' as event_on`;
const dataDir = newDataDir();
let live: LiveVersion;

beforeAll(async () => {
  await publish(dataDir, '2026-10-31.001', successions);
  live = await new Warehouse({ dataDir, now: Date.now, warn: () => undefined }).live();
});
afterAll(() => removeDataDir(dataDir));

/** A version that remembers which different questions it was asked, by the text of a statement. */
function remembering(manifest = live.manifest) {
  const asked = new Map<string, Set<string>>();
  const all = (sql: string, params?: Parameters) => {
    asked.set(sql, (asked.get(sql) ?? new Set()).add(JSON.stringify(params)));
    return live.all(sql, params);
  };
  const timesOf = (file: string) => asked.get(sqlFile(`queries/${file}.sql`))?.size ?? 0;
  return { version: { ...live, manifest, all }, asked, timesOf };
}

/** Statements that are answered by month. */
const byMonth = [
  'page-basis',
  'page-changed-organizations',
  'page-missing',
  'page-organizations-below',
  'page-tree',
  'page-tree-counts',
  'page-tree-duties',
].map((file) => sqlFile(`queries/${file}.sql`));

const open = (version: LiveVersion, search: string) =>
  openContext(version, new URLSearchParams(search), () => undefined);

const below = ({ version }: PageContext, month: string) => organizationsBelow(version, { org: null, month });

describe('what pages ask of a version', () => {
  it('is one list of organisations, for those shown and for where half of the cases lie', async () => {
    const { version, timesOf } = remembering();
    await pages.backlog.make(await open(version, 'rows=organization'));
    expect([timesOf('page-heat-list'), timesOf('page-heat-names')]).toEqual([1, 1]);
  });

  it('is no name of an organisation that is not shown', async () => {
    const { version, timesOf } = remembering();
    await pages.backlog.make(await open(version, 'rows=case_type'));
    expect([timesOf('page-heat-list'), timesOf('page-heat-names')]).toEqual([1, 0]);
  });

  it('is what the top of the tree and those below it count at once', async () => {
    const { version, timesOf } = remembering();
    await pages.organizations.make(await open(version, ''));
    expect([timesOf('page-tree'), timesOf('page-tree-counts'), timesOf('page-tree-duties')]).toEqual([
      2, 1, 1,
    ]);
  });

  it.each(['overview', 'organizations'] as const)('is nothing more in another month: %s', async (name) => {
    const { version, asked } = remembering();
    const counts = [];
    for (const month of ['2026-10', '2026-09']) {
      const page = await open(version, `month=${month}`);
      await Promise.all([basisNote(page), below(page, month), pages[name].make(page)]);
      counts.push([...byMonth].map((sql) => asked.get(sql)?.size ?? 0));
    }
    expect(counts[0]?.filter((count) => count > 0).length).toBeGreaterThan(3);
    expect(counts[1]).toEqual(counts[0]);
  });

  it('is the month alone where a table is long', async () => {
    const long = { 'marts.dim_organization': 1_000_000 };
    const { version, timesOf } = remembering({ ...live.manifest, row_counts: long });
    for (const month of ['2026-09', '2026-10']) await below(await open(version, ''), month);
    expect(timesOf('page-organizations-below')).toBe(2);
  });

  it('is the months of reorganisations once, whatever month is shown', async () => {
    const { version, timesOf } = remembering();
    for (const month of ['2026-09', '2026-10'])
      await pages.organizations.make(await open(version, `month=${month}`));
    expect(timesOf('page-reorganization-waves')).toBe(1);
  });

  it('is who sent nothing once, whatever months are asked for', async () => {
    const { version, timesOf } = remembering();
    for (const [from, to] of [
      ['2026-09', '2026-10'],
      ['2026-10', '2026-10'],
    ] as const) {
      const by = ['month', 'organization'] as const;
      const asked = {
        metric: 'cases_opened',
        by: [...by],
        from,
        to,
        basis: 'as_reported',
        filters: {},
      } as const;
      const rows = await metricRows(version, { ...asked, by: [...by] });
      expect(rows.every(({ month }) => (month ?? '') >= `${from}-01`)).toBe(true);
    }
    expect(timesOf('not-delivered')).toBe(1);
  });
});
