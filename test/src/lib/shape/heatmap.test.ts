import { expect, it } from 'vitest';
import { emptyKindsOf, type HeatCell } from '$lib/shape/heatmap';

it('names only the kinds of empty cell that occur, in the order of the legend', () => {
  const cells: HeatCell[] = [
    { text: '?', empty: 'not_reported' },
    { text: '3', step: 0 },
    { text: '0', empty: 'zero' },
    { text: '?', empty: 'not_reported' },
  ];
  const found = emptyKindsOf({
    caption: '',
    corner: '',
    columns: [],
    groups: [{ label: null, rows: [{ key: 'a', label: 'A', cells }] }],
    totals: null,
    palette: 'count',
    steps: [],
  });
  expect(found).toEqual(['zero', 'not_reported']);
});
