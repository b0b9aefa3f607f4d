import { describe, expect, it } from 'vitest';
import {
  groupTable,
  type GroupKey,
  type GroupMeasure,
  type GroupSource,
  type KeyColumn,
} from '../../../../src/lib/shape/groups.ts';

function keys(cells: GroupKey[]): KeyColumn {
  const names = [...new Set(cells)];
  return { names, places: Uint32Array.from(cells, (cell) => names.indexOf(cell)) };
}

/** Two types over two months; the last cell has no value. */
const source: GroupSource = {
  length: 5,
  rows: [keys(['agency', 'other', 'agency', 'agency', null])],
  columns: keys(['2026-02-01', '2026-02-01', '2026-01-01', '2026-02-01', '2026-01-01']),
  values: Float64Array.of(1, 5, 10, 4, NaN),
  measure: 'sum',
  most: { rows: 10, columns: 10 },
};

describe('groups of a result', () => {
  it('stand in rows as they came and across by rising date, with totals of all values', () => {
    expect(groupTable(source)).toEqual({
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
      counts: { rows: 3, columns: 2 },
      highest: { key: ['agency'], total: 15 },
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
    const table = groupTable({ ...source, measure });
    expect([table.rowTotals, table.total]).toEqual([rowTotals, total]);
  });

  it('counts rows where nothing is measured, and keeps levels apart', () => {
    const table = groupTable({
      ...source,
      length: 3,
      rows: [keys([2, 1, 2]), keys(['b', 'a', 'a'])],
      columns: null,
      values: null,
      measure: 'count',
    });
    expect(table.rowKeys).toEqual([
      [1, 'a'],
      [2, 'b'],
      [2, 'a'],
    ]);
    expect(table.cells).toEqual([[1], [1], [1]]);
  });

  it('rise by figure, not by text, and tell a figure from the same text', () => {
    const { rowKeys } = groupTable({ ...source, rows: [keys([10, 9, '9', true, -1])] });
    expect(rowKeys).toEqual([[-1], [9], [10], ['9'], [true]]);
  });

  it('are cut to the first rows and the columns with the largest totals; counts, totals and the highest are of all', () => {
    const cut = groupTable({
      ...source,
      rows: [keys(['a', 'b', 'c', 'b', 'a'])],
      columns: keys(['x', 'y', 'z', 'x', 'y']),
      values: Float64Array.of(1, 2, -40, 8, 0),
      most: { rows: 1, columns: 2 },
    });
    expect(cut).toEqual({
      rowKeys: [['a']],
      columnKeys: ['x', 'z'],
      cells: [[1, null]],
      rowTotals: [1],
      columnTotals: [9, -40],
      total: -29,
      counts: { rows: 3, columns: 3 },
      highest: { key: ['b'], total: 10 },
    });
  });

  it('take names for data, also those that look like code', () => {
    const hostile = [
      `'); throw new Error("ran"); ('`,
      'd => op.sum(d.value)',
      '${1}',
      '__proto__',
      '"+row0+"',
    ];
    const table = groupTable({ ...source, rows: [keys(hostile)], columns: keys(hostile) });
    expect(table.rowKeys).toEqual(hostile.map((name) => [name]));
    expect(table.columnKeys).toEqual(hostile);
    expect(table.cells.map((row, i) => row[i])).toEqual([1, 5, 10, 4, null]);
  });

  it('are none without rows', () => {
    const table = groupTable({ ...source, length: 0 });
    expect([table.rowKeys, table.total]).toEqual([[], null]);
  });
});
