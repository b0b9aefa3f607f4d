import { describe, expect, it } from 'vitest';
import { emptyKindsOf, heatLink, shareCells, type HeatCell } from '$lib/shape/heatmap';

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

describe('heatLink', () => {
  const links = {
    path: '/backlog',
    clear: '/backlog?lang=en&rows=case_type',
    parts: ['lang=en', '', 'rows=case_type'] as [string, string, string],
    row: 'petition',
    column: '2026-10',
  };

  it('puts the chosen row and column where addresses have them', () => {
    expect(heatLink(links, 'travel abroad', '2026-09')).toBe(
      '/backlog?lang=en&column=2026-09&row=travel+abroad&rows=case_type',
    );
    expect(heatLink(links, 'petition', null)).toBe('/backlog?lang=en&row=petition&rows=case_type');
    expect(heatLink({ ...links, parts: ['', '', ''], path: '' }, null, '0-7')).toBe('?column=0-7');
  });

  it('takes the choice away where it is made already', () => {
    expect(heatLink(links, 'petition', '2026-10')).toBe(links.clear);
  });
});

describe('shareCells', () => {
  it('gives equal cells as one object, and others as they are', () => {
    const same = shareCells();
    const first = same({ text: '3', step: 1, value: 3 });
    expect(same({ text: '3', step: 1, value: 3 })).toBe(first);
    expect(same({ text: '3', step: 2, value: 3 })).not.toBe(first);
    expect(same({ text: '–', empty: 'not_applicable' })).not.toBe(same({ text: '–', empty: 'not_reported' }));
  });
});
