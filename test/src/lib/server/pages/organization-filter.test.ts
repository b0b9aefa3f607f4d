import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { metricRows } from '$lib/server/metrics';
import { ask, openContext, subtreeOf } from '$lib/server/pages/context';
import { sourceLine } from '$lib/server/pages/panel';
import { organizationsBelow } from '$lib/server/pages/chosen-organization';
import { Warehouse, type LiveVersion } from '$lib/server/warehouse';
import { newDataDir, publish, removeDataDir } from '../support.ts';

const dataDir = newDataDir();
let warehouse: Warehouse;

beforeAll(async () => {
  await publish(dataDir, '2026-10-31.001');
  warehouse = new Warehouse({ dataDir, now: Date.now, warn: () => undefined });
});

afterAll(() => removeDataDir(dataDir));

const open = async (search: string) =>
  openContext(await warehouse.live(), new URLSearchParams(search), () => undefined);
const autumn = { from: '2026-09', to: '2026-10' };
const pending = async (search: string) =>
  (await ask(await open(search), 'cases_pending', ['month'], autumn)).map((row) => row.value);

describe('a page about one organisation', () => {
  it('counts it and all below it, each month by the tree of that month', async () => {
    expect(await pending('org=U')).toEqual([4 + 3, 6 + 4]);
    expect(await pending('org=A')).toEqual([4, 6]);
    expect(await pending('org=D')).toEqual([2, 0]);
  });

  it('follows the newest tree in the basis of today', async () => {
    expect(await pending('org=U&basis=current')).toEqual([4 + 3 + 2, 6 + 4]);
    expect(await pending('org=C&basis=current')).toEqual([3, 4]);
  });

  it('asks the roll-ups where the organisation stands above all, with the same figures', async () => {
    for (const basis of ['as_reported', 'current'] as const) {
      const page = await open(`org=P&basis=${basis}`);
      expect(subtreeOf(page)).toEqual([]);
      const below = await metricRows(page.version, {
        metric: 'cases_pending',
        by: ['month'],
        ...autumn,
        basis,
        filters: { organization: ['P'] },
      });
      expect(await ask(page, 'cases_pending', ['month'], autumn)).toEqual(below);
    }
    expect(subtreeOf(await open('org=U'))).toEqual(['U']);
  });

  it('leaves a metric without organisations as it is', async () => {
    const rows = await ask(await open('org=A'), 'organizations', [], { from: '2026-10', to: '2026-10' });
    expect(rows[0]?.value).toBe(6);
  });

  it('names the way up, and what the organisation has become', async () => {
    const page = await open('org=B');
    expect(page.organization).toEqual({
      code: 'B',
      name: 'Tổ chức B',
      above: [
        { code: 'P', name: 'Tổ chức P' },
        { code: 'U', name: 'Tổ chức U' },
      ],
      successor: { code: 'C', name: 'Tổ chức C' },
      isWhole: false,
      existence: { from: null, to: '2026-10' },
    });
    expect(sourceLine(page)).toContain('Tổ chức B');
  });

  it('refuses a code that was never reported without listing those that were', async () => {
    await expect(open('org=NOBODY')).rejects.toThrow(
      expect.objectContaining({
        parameter: 'org',
        allowed: [],
        message: expect.not.stringContaining('Tổ chức A'),
      }),
    );
  });

  it('offers what stands directly below and exists in the month', async () => {
    const version = await warehouse.live();
    const codes = async (of: LiveVersion, org: string | null, month: string) =>
      (await organizationsBelow(of, { org, month })).listed.map(({ code }) => code);
    expect(await codes(version, null, '2026-10')).toEqual(['E', 'U']);
    expect(await codes(version, 'U', '2026-10')).toEqual(['A', 'B', 'C', 'D']);
    expect(await codes(version, 'A', '2026-10')).toEqual([]);

    const earlier = newDataDir();
    await publish(
      earlier,
      '2026-10-31.001',
      `update marts.dim_organization set ended_date = '2026-09-15' where organization_code = 'B'`,
    );
    const ended = new Warehouse({ dataDir: earlier, now: Date.now, warn: () => undefined });
    expect(await codes(await ended.live(), 'U', '2026-09')).toEqual(['A', 'B', 'C', 'D']);
    expect(await codes(await ended.live(), 'U', '2026-10')).toEqual(['A', 'C', 'D']);
    removeDataDir(earlier);
  });

  it('offers what stands at the top where several do, as an office above the provinces has it', async () => {
    const above = newDataDir();
    await publish(
      above,
      '2026-10-31.001',
      `update marts.dim_organization set parent_code = null where parent_code = 'P'`,
    );
    const several = new Warehouse({ dataDir: above, now: Date.now, warn: () => undefined });
    const { listed } = await organizationsBelow(await several.live(), { org: null, month: '2026-10' });
    removeDataDir(above);
    expect(listed.map(({ code }) => code).sort()).toEqual(['E', 'P', 'U']);
  });
});
