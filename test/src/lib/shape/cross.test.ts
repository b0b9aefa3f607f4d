import { describe, expect, it } from 'vitest';
import { crossTable, shares, stepOf } from '$lib/shape/cross';

const cell = (type: string | null, band: string, value: number) => ({
  type,
  band,
  value,
  numerator: null,
  denominator: null,
});

describe('crossTable', () => {
  const cross = crossTable(
    [cell('agency', '0-7', 4), cell('agency', '8-15', 3), cell('other', '8-15', 5), cell(null, '0-7', 1)],
    'type',
    'band',
  );

  it('finds a cell by its row and column', () => {
    expect(cross.cell('agency', '8-15')?.value).toBe(3);
    expect(cross.cell('other', '0-7')).toBeUndefined();
    expect(cross.cell('null', '0-7')?.value).toBe(1);
  });

  it('sums rows, columns and all', () => {
    expect(cross.rowTotal('agency')).toBe(7);
    expect(cross.columnTotal('8-15')).toBe(8);
    expect(cross.rowTotal('private')).toBe(0);
    expect(cross.total).toBe(13);
  });

  it('is empty without rows', () => {
    const empty = crossTable([] as ReturnType<typeof cell>[], 'type', 'band');
    expect(empty.total).toBe(0);
    expect(empty.rowKeys).toEqual([]);
  });
});

describe('shares', () => {
  it('gives parts of the whole, and none of nothing', () => {
    expect(shares([1, 3])).toEqual([0.25, 0.75]);
    expect(shares([0, 0])).toEqual([null, null]);
  });
});

describe('stepOf', () => {
  it('takes the last bound that a value reaches', () => {
    expect(stepOf(5, [1, 6, 16])).toBe(0);
    expect(stepOf(6, [1, 6, 16])).toBe(1);
    expect(stepOf(900, [1, 6, 16])).toBe(2);
    expect(stepOf(0, [1, 6, 16])).toBe(-1);
  });
});
