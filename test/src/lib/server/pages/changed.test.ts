import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, openContext } from '$lib/server/pages/context';
import { changedPanel } from '$lib/server/pages/changed-panel';
import { Warehouse } from '$lib/server/warehouse';
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
const made = async (search: string) => changedPanel(await open(search));
const barsOf = async (search: string, list: number) =>
  (await made(search)).lists[list]?.bars.map(({ name, text, detail }) => [name, text, detail].join('|'));

describe('what changed', () => {
  it('tells each organisation with what was handed over to it or by it', async () => {
    // September to October: A 4 -> 6, B 3 -> 0 (3 handed over), C 0 -> 4 (3 received), D 2 -> 0.
    expect(await barsOf('', 2)).toEqual([
      'Tổ chức C|+4|trong đó chuyển giao +3',
      'Tổ chức B|−3|trong đó chuyển giao −3',
      'Tổ chức A|+2|',
      'Tổ chức D|−2|',
    ]);
  });

  it('tells one organisation where two have become one, by the structure of today', async () => {
    expect(await barsOf('basis=current', 2)).toEqual(['Tổ chức A|+2|', 'Tổ chức D|−2|', 'Tổ chức C|+1|']);
  });

  it('keeps to the filters of the page', async () => {
    expect(await barsOf('type=agency', 2)).toEqual(['Tổ chức A|+2|']);
    expect(await barsOf('case=petition', 2)).toEqual(['Tổ chức D|−2|']);
    expect(await barsOf('org=U', 2)).toEqual([
      'Tổ chức C|+4|trong đó chuyển giao +3',
      'Tổ chức B|−3|trong đó chuyển giao −3',
      'Tổ chức A|+2|',
    ]);
  });

  it.each(['pending', 'overdue', 'opened', 'closed'] as const)(
    'adds up to the change of the catalogue along every dimension: %s',
    async (measure) => {
      for (const filters of ['', 'basis=current', 'type=agency', 'case=petition', 'org=U', 'since=year']) {
        const page = await open(`changed=${measure}&${filters}`);
        const before = filters === 'since=year' ? '2025-10' : '2026-09';
        const value = async (month: string) =>
          (await ask(page, `cases_${measure}`, [], { from: month, to: month }))[0]?.value ?? 0;
        const change = (await value('2026-10')) - (await value(before));
        const { frame } = await changedPanel(page);
        const dimensions = [...new Set(frame.table.rows.map((row) => row[1]))];
        for (const dimension of dimensions) {
          const rows = frame.table.rows.filter((row) => row[1] === dimension && row[0] !== 'Cộng');
          expect(
            rows.reduce((sum, row) => sum + Number(row[4]), 0),
            `${filters} ${dimension}`,
          ).toBe(change);
        }
        expect(frame.table.rows.filter((row) => row[0] === 'Cộng').every((row) => row[4] === change)).toBe(
          true,
        );
      }
    },
  );

  it('says so where nothing changed, and where there is nothing earlier', async () => {
    expect((await made('month=2026-08')).frame.title).toBe('Đang xử lý không đổi so với tháng 7');
    const first = await made('month=2025-10');
    expect(first.frame.title).toBe('Không có số của tháng 9 để so đang xử lý');
    expect(first.lists).toEqual([]);
  });

  it('says whether the change is a signal, and what made the figure move most', async () => {
    // Pending were 5, then none for ten months, 9 and 10: mean 24 / 13 = 1.85, steps 5 + 9 + 1, limit 5.17.
    expect((await made('')).frame.title).toBe(
      'Đang xử lý tăng 1 so với tháng 9, trên giới hạn dao động thường; theo loại hồ sơ, nhiều nhất: admission_check (+3)',
    );
    expect((await made('lang=en')).frame.title).toContain('; by case type, mostly admission_check (+3)');
    expect((await made('case=admission_check')).frame.title).not.toContain('nhiều nhất');
  });

  it('takes no other figure', async () => {
    await expect(made('changed=members')).rejects.toThrow('"changed"');
  });
});
