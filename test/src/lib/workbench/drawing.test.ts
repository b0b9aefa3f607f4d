import { describe, expect, it } from 'vitest';
import { sqlWords } from '../../../../src/lib/i18n/sql.ts';
import { drawingOf } from '../../../../src/lib/workbench/drawing.ts';
import { groupTable } from '../../../../src/lib/shape/groups.ts';
import { firstView, groupSource, measuresOf } from '../../../../src/lib/workbench/grouping.ts';
import type { Result } from '../../../../src/lib/workbench/result.ts';
import type { ResultView } from '../../../../src/lib/workbench/view.ts';

const result: Result = {
  columns: [
    { name: 'month', type: 'DATE' },
    { name: 'kind', type: 'VARCHAR' },
    { name: 'done_ratio', type: 'DOUBLE' },
    { name: 'n', type: 'BIGINT' },
  ],
  data: [
    ['2026-02-01', '2026-01-01', '2026-01-01'],
    ['a', 'a', null],
    [0.5, 0.25, 1],
    [4, 1, 0],
  ],
  rows: 3,
};
const view: ResultView = { show: 'heatmap', rows: ['month'], columns: 'kind', value: 'n', measure: 'sum' };
const wording = { words: sqlWords('vi'), lang: 'vi' as const };

async function drawn(change: Partial<ResultView>, of: Result = result) {
  const source = await groupSource(of, { ...view, ...change });
  if (!source) throw new Error('No groups.');
  return drawingOf(groupTable(source), { ...view, ...change }, wording);
}

describe('a drawing of a result', () => {
  it('as a heatmap tells zero from nothing, and totals of all', async () => {
    const { heatmap, finding, summary } = await drawn({});
    expect(heatmap?.groups[0]?.rows.map(({ label, cells, total }) => [label, cells, total])).toEqual([
      [
        '1/2026',
        [
          { text: '1', step: 1 },
          { text: '0', empty: 'zero' },
        ],
        '1',
      ],
      [
        '2/2026',
        [
          { text: '4', step: 4 },
          { text: '', empty: 'not_applicable' },
        ],
        '4',
      ],
    ]);
    expect(heatmap?.totals).toEqual({ label: 'Tất cả', columns: ['5', '0'], all: '5' });
    expect(heatmap?.steps).toEqual(['từ 0', 'từ 1', 'từ 2', 'từ 3', 'từ 4']);
    expect((await drawn({ value: 'done_ratio', measure: 'max' })).heatmap?.steps?.at(-1)).toBe(
      'từ 80,0\u00a0%',
    );
    expect(finding).toBe('Tổng n theo month và kind');
    expect(summary).toBe('2 nhóm; cao nhất: 2/2026, 4.');
  });

  it('writes the mean of a share as a percentage, its sum as a figure', async () => {
    const rowsOf = async (measure: ResultView['measure']) =>
      (await drawn({ show: 'pivot', columns: null, value: 'done_ratio', measure })).table.rows;
    expect(await rowsOf('mean')).toEqual([
      ['1/2026', '62,5\u00a0%'],
      ['2/2026', '50,0\u00a0%'],
      ['Tất cả', '58,3\u00a0%'],
    ]);
    expect((await rowsOf('sum'))[0]).toEqual(['1/2026', '1,25']);
  });

  it('as lines has one series a column, with gaps where nothing is', async () => {
    const { chart } = await drawn({ show: 'line' });
    expect(chart).toMatchObject({ kind: 'lines', months: ['1/2026', '2/2026'] });
    expect(chart?.kind === 'lines' && chart.series.map(({ name, values }) => [name, values])).toEqual([
      ['a', [1, 4]],
      ['(trống)', [0, null]],
    ]);
  });

  it('leaves bars beyond what can be read to the table, and says so', async () => {
    const names = Array.from({ length: 31 }, (_, i) => `t${i}`);
    const many: Result = { columns: [{ name: 't', type: 'VARCHAR' }], data: [names], rows: 31 };
    const { chart, notes, table } = await drawn(
      { show: 'bar', rows: ['t'], columns: null, value: null, measure: 'count' },
      many,
    );
    expect(chart?.kind === 'bars' && chart.months.length).toBe(30);
    expect(table.rows).toHaveLength(32);
    expect(notes).toEqual(['Chỉ vẽ 30 trong 31 nhóm đầu; bảng có đủ hơn.']);
  });

  it('is none where the result lacks a column of the view', async () => {
    expect(await groupSource(result, { ...view, rows: ['week'] })).toBeNull();
    expect(await groupSource(result, { ...view, value: 'gone' })).toBeNull();
    expect(await groupSource(result, { ...view, columns: 'gone' })).toBeNull();
  });

  it('begins with what the columns suggest, and text is only counted', () => {
    expect(firstView(result)).toEqual({ ...view, value: 'done_ratio' });
    expect(measuresOf(result, 'kind')).toEqual(['count', 'distinct']);
    expect(measuresOf(result, null)).toEqual(['count']);
  });
});
