import { describe, expect, it } from 'vitest';
import { parseView, plainView, type ResultView } from '../../../../src/lib/workbench/view.ts';

const heatmap: ResultView = {
  show: 'heatmap',
  rows: ['organization_type'],
  columns: 'month',
  value: 'pending_count',
  measure: 'sum',
};

describe('a view that was kept', () => {
  it.each([
    plainView,
    heatmap,
    { ...heatmap, show: 'pivot', rows: ['level', 'type', 'name'], columns: null },
    { ...heatmap, show: 'bar', value: null, measure: 'count' },
  ])('is taken back as it was: %j', (view) => {
    expect(parseView(JSON.parse(JSON.stringify(view)))).toEqual(view);
  });

  it.each([
    null,
    'heatmap',
    [heatmap],
    {},
    { ...heatmap, show: 'pie' },
    { ...heatmap, measure: 'average' },
    { ...heatmap, rows: [] },
    { ...heatmap, rows: ['a', 'b', 'c', 'd'] },
    { ...heatmap, rows: [1] },
    { ...heatmap, rows: ['month'] },
    { ...heatmap, rows: ['a', 'a'], columns: null },
    { ...heatmap, columns: '' },
    { ...heatmap, value: null },
    { ...heatmap, value: 'x'.repeat(257) },
    { ...heatmap, script: 'alert(1)' },
    { ...plainView, value: 'pending_count' },
  ])('is refused when it is none: %j', (kept) => {
    expect(parseView(kept)).toBeNull();
  });
});
