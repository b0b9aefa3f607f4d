import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MetricId } from '$lib/server/metrics';
import { attentionPanel } from '$lib/server/pages/attention';
import { figureEffects } from '$lib/server/pages/attention-effects';
import { openContext } from '$lib/server/pages/context';
import { judge } from '$lib/server/pages/judged';
import type { Figure } from '$lib/server/pages/overview-figures';
import { figureOf } from '$lib/server/pages/overview-figures';
import type { Target } from '$lib/server/pages/targets';
import { Warehouse } from '$lib/server/warehouse';
import { newDataDir, publish, removeDataDir } from '../support.ts';

const dataDir = newDataDir();
let warehouse: Warehouse;
let usual: Figure;

const open = async (search = '') =>
  openContext(await warehouse.live(), new URLSearchParams(search), () => undefined);

beforeAll(async () => {
  await publish(dataDir, '2026-10-31.001');
  warehouse = new Warehouse({ dataDir, now: Date.now, warn: () => undefined });
  usual = await figureOf(await open(), 'cases_pending', 'volume');
});

afterAll(() => removeDataDir(dataDir));

const month = { filters: { month: '2026-10' }, version: { asOf: '2026-10-31' } };
const steady = [20, 22, 20, 22, 20, 22, 20, 22, 20, 22, 20, 22];

function figure(metric: MetricId, all: number[], more: { target?: number; whole?: number } = {}): Figure {
  const value = all.at(-1) ?? null;
  const denominator = more.whole ?? null;
  const target: Target | null =
    more.target === undefined ? null : { value: more.target, text: '', label: '', source: '', since: null };
  const rows = [{ value, numerator: null, denominator, reason: null }];
  return { ...usual, target, series: { ...usual.series, metric, all, rows, ...judge(month, metric, all) } };
}

const effectOf = (one: Figure) => figureEffects([one]).map(({ effect }) => effect);

describe('a figure that needs attention', () => {
  it('misses its target, by as many cases or duties as are missing to it', () => {
    // 413 of 452 are 91.4 %; 95 % would be 429.4: 17 more.
    expect(effectOf(figure('compliance_rate', [413 / 452], { target: 0.95, whole: 452 }))).toEqual([17]);
    expect(effectOf(figure('cases_overdue', [12], { target: 10 }))).toEqual([2]);
    expect(effectOf(figure('cases_overdue', [10], { target: 10 }))).toEqual([]);
  });

  it('is a signal for the worse, by its distance from the average', () => {
    // Mean (12 months of 21 on average + 60) / 13 = 24.
    expect(effectOf(figure('cases_overdue', [...steady, 60]))).toEqual([36]);
    expect(effectOf(figure('cases_overdue', [...steady, 23]))).toEqual([]);
    expect(effectOf(figure('cases_closed', [...steady, 60]))).toEqual([]);
    expect(effectOf(figure('cases_opened', [...steady, 60]))).toEqual([]);
    // A mean under one case is not judged: twelve 0 and one 3 have 0.2.
    expect(effectOf(figure('cases_overdue', [...steady.map(() => 0), 3]))).toEqual([]);
    // Mean (252 + 0) / 13 = 19.4.
    expect(effectOf(figure('cases_closed', [...steady, 0]))).toEqual([19]);
  });
});

describe('the list', () => {
  it('has at most five things, the largest effect first, then what comes', async () => {
    const page = await open();
    const panel = await attentionPanel(page, [figure('cases_pending', [...steady, 60])]);
    // Overdue admission checks: 1 in September (of A), 2 + 3 in October. E has not reported. Nothing falls due in November.
    expect(panel.items.map(({ title, figure: shown }) => [title, shown])).toEqual([
      ['Hồ sơ đang xử lý 60: trên giới hạn dao động thường', '+38'],
      ['admission_check: 5 hồ sơ quá hạn', '+4'],
    ]);
    expect(panel.coming.map(({ title }) => title)).toEqual(['1 tổ chức chưa gửi số liệu tháng này']);
    expect(panel.frame.title).toBe('Cần chú ý trước hết: hồ sơ đang xử lý');
  });

  it('says so where nothing was added', async () => {
    const panel = await attentionPanel(await open('case=petition'), []);
    expect(panel.frame.title).toBe('Không có mục nào thêm việc quá hạn hay dưới mục tiêu');
    expect(panel.items).toEqual([]);
  });

  it('compares with no month before the data', async () => {
    for (const [search, title] of [
      ['month=2025-10', 'Chưa có số của tháng 9 để xét việc quá hạn thêm'],
      ['month=2025-10&lang=en', 'No figures for September to tell what is newly overdue'],
    ] as const) {
      const panel = await attentionPanel(await open(search), []);
      expect([panel.frame.title, panel.closing, panel.items]).toEqual([title, '', []]);
    }
  });
});
