import { describe, expect, it } from 'vitest';
import { groupTable, type GroupMeasure, type GroupSource } from '../../../../src/lib/shape/groups.ts';

/** Two types over two months; the last cell has no value. */
const source = (measure: GroupMeasure): GroupSource => ({
  rows: [['agency', 'other', 'agency', 'agency', null]],
  columns: ['2026-02-01', '2026-02-01', '2026-01-01', '2026-02-01', '2026-01-01'],
  values: [1, 5, 10, 4, null],
  length: 5,
  measure,
});

describe('groups of a result', () => {
  it('stand in rows as they came and across by rising date, with totals of all values', () => {
    expect(groupTable(source('sum'))).toEqual({
      rowKeys: [['agency'], ['other'], [null]],
      columnKeys: ['2026-01-01', '2026-02-01'],
      cells: [
        [10, 5],
        [null, 5],
        [null, null],
      ],
      rowTotals: [15, 5, null],
      columnTotals: [10, 10],
      total: 20,
    });
  });

  it.each<[GroupMeasure, (number | null)[], number]>([
    ['mean', [5, 5, null], 5],
    ['median', [4, 5, null], 4.5],
    ['min', [1, 5, null], 1],
    ['max', [10, 5, null], 10],
    ['count', [3, 1, 0], 4],
    ['distinct', [3, 1, 0], 4],
  ])('measures by %s from the values, never from the cells', (measure, rowTotals, total) => {
    const table = groupTable(source(measure));
    expect([table.rowTotals, table.total]).toEqual([rowTotals, total]);
  });

  it('counts rows where nothing is measured, and keeps levels apart', () => {
    const table = groupTable({
      rows: [
        [2, 1, 2],
        ['b', 'a', 'a'],
      ],
      columns: null,
      values: null,
      length: 3,
      measure: 'count',
    });
    expect(table.rowKeys).toEqual([
      [1, 'a'],
      [2, 'b'],
      [2, 'a'],
    ]);
    expect(table.cells).toEqual([[1], [1], [1]]);
  });

  it('takes figures that came as text for what they are', () => {
    const large = { ...source('sum'), values: ['1e20', '5', '10', '4', null] };
    expect(groupTable(large).total).toBe(1e20 + 19);
  });

  it('has no groups without rows', () => {
    const table = groupTable({ ...source('sum'), length: 0 });
    expect([table.rowKeys, table.total]).toEqual([[], null]);
  });
});
