import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openContext } from '$lib/server/pages/context';
import { overviewPage } from '$lib/server/pages/overview';
import { judgedSeries } from '$lib/server/pages/judged';
import { contentOf } from '$lib/server/pages/panel';
import { Warehouse } from '$lib/server/warehouse';
import { newDataDir, publish, removeDataDir } from '../support.ts';

const dataDir = newDataDir();
let warehouse: Warehouse;

beforeAll(async () => {
  await publish(
    dataDir,
    '2026-10-31.001',
    "update marts.dim_organization set established_date = '2026-10-05' where organization_code in ('B', 'C')",
  );
  warehouse = new Warehouse({ dataDir, now: Date.now, warn: () => undefined });
});

afterAll(() => removeDataDir(dataDir));

const open = async (search: string) =>
  openContext(await warehouse.live(), new URLSearchParams(search), () => undefined);

describe('an organisation founded within the months looked at', () => {
  it('has no figures before, and so no limits', async () => {
    const page = await open('org=C');
    expect(page.organization?.existence.from).toBe('2026-10');
    const { all, verdict } = await judgedSeries(page, 'cases_pending', 24);
    expect(all).toEqual([...Array<null>(12).fill(null), 4]);
    expect(verdict).toEqual({ kind: 'short', known: 1 });
  });

  it('keeps what was counted all the same', async () => {
    const { all } = await judgedSeries(await open('org=B'), 'cases_pending', 24);
    expect(all.slice(-2)).toEqual([3, 0]);
  });

  it('is compared with no month before it', async () => {
    for (const [lang, than] of [
      ['vi', 'Không có số của tháng 9'],
      ['en', 'No figure for September'],
    ] as const) {
      const made = await overviewPage(await open(`org=C&lang=${lang}`));
      const card = contentOf(made.figures)?.cards.find(({ id }) => id === 'cases_pending');
      expect(card?.comparisons[0]?.than).toBe(than);
      expect(contentOf(made.attention)?.closing).toBe('');
      expect(contentOf(made.changed)?.lists).toEqual([]);
    }
  });

  it('has its zeros where it existed', async () => {
    const { all } = await judgedSeries(await open('org=A'), 'cases_pending', 24);
    expect(all).toEqual([5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 6]);
  });
});

describe('the source of duties', () => {
  it('names no case types, and says that their filter does not hold', async () => {
    const { frame } = contentOf((await overviewPage(await open('case=petition'))).compliance) ?? {};
    expect(frame?.source).not.toContain('petition');
    expect(frame?.note).toContain('Bộ lọc loại hồ sơ không áp dụng cho nhiệm vụ.');
  });
});
