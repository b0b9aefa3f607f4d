import { describe, expect, it } from 'vitest';
import { addRows, isNumeric, orderBy, tsv, type Result } from '../../../../src/lib/workbench/result.ts';

const result = (): Result => ({
  columns: [
    { name: 'n', type: 'BIGINT' },
    { name: 't', type: 'VARCHAR' },
  ],
  data: [
    [3, null, 1],
    ['Đ', 'a\tb', '=1+1'],
  ],
  rows: 3,
});

describe('a result in the browser', () => {
  it('grows by pieces', () => {
    const grown = result();
    addRows(grown, [[7], ['z']]);
    expect([grown.rows, grown.data[0]]).toEqual([4, [3, null, 1, 7]]);
  });

  it('is sorted by figures and as Vietnamese is sorted, nothing last either way', () => {
    expect(orderBy(result(), 0, false)).toEqual([2, 0, 1]);
    expect(orderBy(result(), 0, true)).toEqual([0, 2, 1]);
    const words: Result = {
      columns: [{ name: 't', type: 'VARCHAR' }],
      data: [['Đ', 'E', 'D', 'Â', 'A']],
      rows: 5,
    };
    expect(orderBy(words, 0, false).map((i) => words.data[0]?.[i])).toEqual(['A', 'Â', 'D', 'Đ', 'E']);
  });

  it('is copied in the order shown, without tabs in a field and without formulas', () => {
    expect(tsv(result(), [2, 0, 1])).toBe(`n\tt\n1\t'=1+1\n3\tĐ\n\ta b`);
  });

  it('knows figures by their type', () => {
    const numeric = ['BIGINT', 'HUGEINT', 'DECIMAL(9,2)', 'DOUBLE', 'UTINYINT', 'INTEGER'];
    const other = ['VARCHAR', 'DATE', 'INTEGER[]', 'INTERVAL'];
    const of = (types: string[]) => types.filter((type) => isNumeric({ name: 'a', type }));
    expect([of(numeric), of(other)]).toEqual([numeric, []]);
  });
});
