import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BadParameter } from '$lib/filters';
import { backlogPage } from '$lib/server/pages/backlog';
import { openContext } from '$lib/server/pages/context';
import { columnsOf, heatChoice, rowDimensions } from '$lib/server/pages/heat/choice';
import { crossPanel } from '$lib/server/pages/heat/panel';
import { contentOf } from '$lib/server/pages/panel';
import { Warehouse } from '$lib/server/warehouse';
import type { HeatCell, HeatmapData } from '$lib/shape/heatmap';
import { newDataDir, publish, removeDataDir } from '../../support.ts';

const dataDir = newDataDir();
let warehouse: Warehouse;

beforeAll(async () => {
  await publish(
    dataDir,
    '2026-10-31.001',
    `create table if not exists meta.successions as
     select 'B' as from_code, 'C' as to_code, 'merged_into' as event, date '2026-10-10' as event_on,
       'Quyết định số 1' as legal_basis;
     insert into meta.not_delivered values ('2026-10-31', 'D');`,
  );
  warehouse = new Warehouse({ dataDir, now: Date.now, warn: () => undefined });
});

afterAll(() => removeDataDir(dataDir));

const open = async (search: string) =>
  openContext(await warehouse.live(), new URLSearchParams(search), () => undefined);

async function cross(search: string) {
  const page = await open(search);
  return crossPanel(page, heatChoice(page));
}

const short = (cell: HeatCell) => cell.note ?? cell.text;

/** Each row's key with the texts of its cells, and its total. */
function rowsOf({ groups }: HeatmapData): [string, string[], string | undefined][] {
  return groups.flatMap((group) => group.rows).map((row) => [row.key, row.cells.map(short), row.total]);
}

/** What the cells of a heatmap add up to; of months those of the newest one. */
function sumOf({ groups, columns }: HeatmapData, isTime: boolean): number {
  const rows = groups.flatMap((group) => group.rows);
  const cells = rows.flatMap(({ key, cells: all }) =>
    all.filter((_, i) => !isTime || key === '2026-10' || columns[i]?.key === '2026-10'),
  );
  return cells.reduce((sum, cell) => sum + (cell.value ?? 0), 0);
}

const pairs = rowDimensions.flatMap((rows) => columnsOf[rows].map((columns) => [rows, columns] as const));

describe('every pair of dimensions', () => {
  it.each(pairs)(
    '%s x %s adds up to the metrics of October: 10 pending, 5 overdue',
    async (rows, columns) => {
      const isTime = rows === 'month' || columns === 'month';
      for (const basis of ['as_reported', 'current']) {
        const search = `rows=${rows}&columns=${columns}&basis=${basis}`;
        const pending = (await cross(search)).heatmap;
        expect(sumOf(pending, isTime)).toBe(10);
        expect(sumOf((await cross(`${search}&measure=overdue`)).heatmap, isTime)).toBe(5);
        if (!isTime) expect(pending.totals?.all).toBe('10');
        if (rows !== 'month') expect(pending.totals?.columns).toHaveLength(pending.columns.length);
      }
    },
  );
});

describe('organisations by month', () => {
  it('shows each with its cases, the change since the base month, and the total of all', async () => {
    const { heatmap, frame } = await cross('months=2');
    expect(heatmap.columns.map(({ key }) => key)).toEqual(['2026-09', '2026-10']);
    expect(rowsOf(heatmap)).toEqual([
      ['A', ['4', '6'], '+2'],
      ['C', ['0', '4'], '+4'],
      ['B', ['3', '0'], '−3'],
      ['D', ['2', '?'], '–'],
    ]);
    expect(heatmap.totals).toEqual({ label: 'Cộng 4 tổ chức', columns: ['9', '10'], all: '+1' });
    expect(frame.note).toContain('10/10/2026 hợp nhất 1 tổ chức');
    expect(frame.note).toContain('Kết thúc: Tổ chức B.');
  });

  it('adds those that were merged to those that hold their cases now in the basis of today', async () => {
    const { heatmap } = await cross('months=2&basis=current');
    expect(rowsOf(heatmap)).toEqual([
      ['A', ['4', '6'], '+2'],
      ['C', ['3', '4'], '+1'],
      ['D', ['2', '?'], '–'],
    ]);
  });

  it('gives grey cells before an organisation begins and after it ends', async () => {
    const other = newDataDir();
    await publish(
      other,
      '2026-10-31.001',
      `create table meta.successions (from_code varchar, to_code varchar, event varchar, event_on date, legal_basis varchar);
       update marts.dim_organization set established_date = date '2026-10-01' where organization_code = 'C';
       update marts.dim_organization set ended_date = date '2026-09-30' where organization_code = 'B';`,
    );
    const page = await openContext(
      await new Warehouse({ dataDir: other, now: Date.now, warn: () => undefined }).live(),
      new URLSearchParams('months=2'),
      () => undefined,
    );
    const { heatmap } = await crossPanel(page, heatChoice(page));
    removeDataDir(other);
    expect(rowsOf(heatmap).filter(([key]) => key === 'B' || key === 'C')).toEqual([
      ['C', ['–', '4'], '–'],
      ['B', ['3', '–'], '–'],
    ]);
  });

  it('is grouped by type or by the committee above when asked', async () => {
    const groups = async (sort: string) =>
      (await cross(`months=2&sort=${sort}`)).heatmap.groups.map(({ label, rows }) => [
        label,
        rows.map(({ key }) => key),
      ]);
    expect(await groups('tree')).toEqual([['Tổ chức U', ['A', 'C', 'B', 'D']]]);
    expect(await groups('type')).toEqual([
      ['agency', ['A']],
      ['other', ['C']],
      ['private_enterprise', ['B']],
      ['public_service_unit', ['D']],
    ]);
  });

  it('is searched with and without marks, by the start of any word or of the code', async () => {
    const found = async (find: string) =>
      rowsOf((await cross(`months=2&find=${encodeURIComponent(find)}`)).heatmap).map(([key]) => key);
    expect(await found('tổ chức a')).toEqual(['A']);
    expect(await found('TO CHUC')).toEqual(['A', 'C', 'B', 'D']);
    expect(await found('huc')).toEqual([]);
    expect((await cross('find=xyz')).frame.title).toBe('Không tổ chức nào có hồ sơ khớp với “xyz”');
  });

  it('looks at one organisation and those below it', async () => {
    expect(rowsOf((await cross('months=2&org=A')).heatmap)).toEqual([['A', ['4', '6'], '+2']]);
  });
});

describe('shares', () => {
  it('stand over their counts, uncoloured under five cases, and add up by their parts', async () => {
    const { heatmap } = await cross('rows=organization&columns=case_type&measure=share');
    expect(rowsOf(heatmap)).toEqual([
      ['C', ['3/4', '–'], '75\u00a0%'],
      ['A', ['2/6', '–'], '33\u00a0%'],
    ]);
    const cells = heatmap.groups.flatMap(({ rows }) => rows).map(({ cells: [first] }) => first?.step);
    expect(cells.toSorted()).toEqual([3, undefined]);
    expect(heatmap.totals).toEqual({
      label: 'Cộng 2 tổ chức',
      columns: ['50\u00a0%', '–'],
      all: '50\u00a0%',
    });
  });
});

describe('stages', () => {
  it('are not told as zero in months without a snapshot', async () => {
    const { heatmap, frame } = await cross('rows=stage&columns=month&months=13');
    const [first] = rowsOf(heatmap).filter(([key]) => key === 'intake');
    expect(heatmap.columns[0]?.key).toBe('2025-10');
    expect(first?.[1][0]).toBe('?');
    expect(first?.[1].at(-2)).toBe('7');
    const unknown = rowsOf(heatmap).find(([key]) => key === 'unknown');
    expect(unknown?.[1][0]).toBe('5');
    expect(frame.note).toContain('?');
  });
});

describe('months as rows', () => {
  it('end with the change of each column, not with a false sum', async () => {
    const { heatmap } = await cross('rows=month&columns=case_type&months=2');
    expect(rowsOf(heatmap)).toEqual([
      ['2026-10', ['10', '0'], '10'],
      ['2026-09', ['7', '2'], '9'],
    ]);
    expect(heatmap.totals).toEqual({ label: 'So với 9/2026', columns: ['+3', '−2'], all: '+1' });
  });
});

describe('an address that cannot be', () => {
  it.each([
    ['rows=person', 'rows', 'organization_type'],
    ['rows=month&columns=month', 'columns', 'age_band'],
    ['rows=case_type&columns=organization', 'columns', 'organization_type'],
    ['rows=organization&columns=organization_type', 'columns', 'case_type'],
    ['rows=case_type&columns=stage&measure=share', 'measure', 'overdue'],
    ['rows=month&sort=size', 'sort', 'meaning'],
    ['page=0', 'page', '1'],
    ['page=9', 'page', '1'],
    ['back=1000', 'back', '240'],
  ])('%s is refused by the name of %s, and what it allows', async (search, name, allowed) => {
    const refused = cross(search);
    await expect(refused).rejects.toBeInstanceOf(BadParameter);
    await expect(refused).rejects.toMatchObject({
      parameter: name,
      message: expect.stringContaining(allowed),
    });
  });
});

describe('a chosen cell', () => {
  const detailOf = async (search: string) => contentOf((await backlogPage(await open(search))).detail);

  it('tells what it holds, by the other dimensions, and its course', async () => {
    const detail = await detailOf('row=A&column=2026-10&months=2');
    expect(detail?.title).toBe('Tổ chức A, tháng 10/2026');
    expect(detail?.figures.map(({ value }) => value)).toEqual(['6', '2', '33,3\u00a0%', '3', '1']);
    expect(detail?.parts.map(({ items }) => items.map(({ label, value }) => `${label}: ${value}`))).toEqual([
      ['0–7 ngày: 3', 'trên 90 ngày: 3'],
      ['appraisal: 3', 'verification: 3'].sort(),
    ]);
    expect(detail?.trend?.values.slice(-2)).toEqual([4, 6]);
    expect(detail?.path.map(({ label }) => label)).toEqual(['Tất cả hồ sơ', 'Tổ chức A', 'tháng 10/2026']);
    expect(detail?.clear?.href).toBe('?months=2');
  });

  it('tells the month of the cell, not that of the page', async () => {
    const detail = await detailOf('row=A&column=2026-09&months=2');
    expect(detail?.figures.map(({ value }) => value)).toEqual(['4', '1', '25,0\u00a0%', '6', '2']);
  });

  it('narrows the two standing tables', async () => {
    const page = await backlogPage(await open('rows=case_type&row=petition&column=2026-09'));
    const [age, stage] = [page.age, page.stage].map((result) => (result?.ok ? result.content.heatmap : null));
    expect(age?.totals?.all).toBe('2');
    expect(stage?.totals?.all).toBe('2');
  });

  it('is told as outside when the table does not show it', async () => {
    const detail = await detailOf('row=9999&months=2');
    expect(detail?.help).toBe('Phần đã chọn không có trong bảng này.');
  });
});
