import { expect, it } from 'vitest';
import { tableOf } from '../../../../../src/lib/server/kept/table.ts';

it('an answer is a table whose figures are written alike in a column, months and days by their type', () => {
  const columns = [
    ['month', 'DATE'],
    ['received_date', 'DATE'],
    ['count', 'HUGEINT'],
    ['share', 'DOUBLE'],
    ['name', 'VARCHAR'],
    ['list', 'INTEGER[]'],
  ].map(([name = '', type = '']) => ({ name, type }));
  const data = [
    ['2026-10-01', null],
    ['2026-10-05', null],
    [1234, '12345678901234567890'],
    [0.5, 1234.12349],
    ['=1+1', null],
    [[1, 2], null],
  ];
  const { columns: heads, rows } = tableOf({ columns, data }, 'x', 'vi');
  expect(heads.map(({ kind }) => kind)).toEqual(['month', 'date', 'count', 'figure', 'text', 'text']);
  expect(rows).toEqual([
    ['2026-10', '2026-10-05', 1234, '0,500', '=1+1', '[1,2]'],
    [null, null, '12345678901234567890', '1.234,123', null, null],
  ]);
});
