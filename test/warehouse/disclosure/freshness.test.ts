import { describe, expect, it } from 'vitest';
import { fingerprints, rowFingerprints, touchedCells, touchedRows } from '#warehouse/disclosure/freshness.ts';
import { readRows } from '#warehouse/disclosure/rows.ts';
import { randomGrid } from './random-grid.ts';

const none: ReadonlyMap<string, string> = new Map();
const marked = (marks: Uint8Array) => [...marks.keys()].filter((cell) => marks[cell] === 1);

describe('months of counts that nothing binds to each other', () => {
  const rowsWith = (member_count: number) =>
    readRows(
      [
        { period: '2026-01-01', code: 'agency', member_count: 20 },
        { period: '2026-02-01', code: 'agency', member_count },
        { period: '2026-02-01', code: 'private', member_count: 7 },
      ],
      ['member_count'],
      { general: 5, byCode: new Map(), nestings: [] },
    );
  const before = rowFingerprints('members', rowsWith(21));

  it('are looked after where a figure is another one: its total and all its codes', () => {
    const rows = rowsWith(22);
    const touched = marked(touchedRows(rows, rowFingerprints('members', rows), before));
    expect(touched.map((cell) => rows.names[cell]?.period)).toEqual(Array(3).fill('2026-02-01'));
  });

  it('are left alone where nothing is, and all looked after the first time', () => {
    const rows = rowsWith(21);
    const prints = rowFingerprints('members', rows);
    expect(marked(touchedRows(rows, prints, before))).toEqual([]);
    expect(marked(touchedRows(rows, prints, none))).toHaveLength(rows.layout.size);
  });

  it('are of one family only', () => {
    const rows = rowsWith(21);
    expect(marked(touchedRows(rows, rowFingerprints('duties', rows), before))).toHaveLength(rows.layout.size);
  });
});

describe('months of cases', () => {
  // 13 months, of which the first twelve are a whole year.
  const monthsTouched = (change: (values: Float64Array) => void) => {
    const grid = randomGrid(1);
    const before = fingerprints(grid);
    change(grid.values.opened_count);
    const touched = touchedCells(grid, fingerprints(grid), before);
    return grid.layout.months.flatMap((_, m) => (touched[m] ? [m] : []));
  };

  it('are looked after up to seven months from one with another figure', () => {
    expect(monthsTouched((values) => (values[12] = 99))).toEqual([5, 6, 7, 8, 9, 10, 11, 12]);
  });

  it('are looked after with all of a whole year in which one has another figure', () => {
    expect(monthsTouched((values) => (values[0] = 99))).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  });

  it('are left alone where no figure is another one', () => {
    expect(monthsTouched(() => undefined)).toEqual([]);
  });
});
