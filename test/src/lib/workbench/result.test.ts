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

  it('is sorted by figures and as Vietnamese is sorted, nothing last either way', async () => {
    expect([...(await orderBy(result(), 0, false))]).toEqual([2, 0, 1]);
    expect([...(await orderBy(result(), 0, true))]).toEqual([0, 2, 1]);
    const words: Result = {
      columns: [{ name: 't', type: 'VARCHAR' }],
      data: [['Đ', 'E', 'D', 'Â', 'A']],
      rows: 5,
    };
    const sorted = Array.from(await orderBy(words, 0, false), (i) => words.data[0]?.[i]);
    expect(sorted).toEqual(['A', 'Â', 'D', 'Đ', 'E']);
  });

  it('is sorted by the size of figures that came as text, equal ones as they came', async () => {
    const large: Result = {
      columns: [{ name: 'n', type: 'HUGEINT' }],
      data: [['90000000000000000000', 7, '100000000000000000000', 7]],
      rows: 4,
    };
    expect([...(await orderBy(large, 0, false))]).toEqual([1, 3, 0, 2]);
    expect([...(await orderBy(large, 0, true))]).toEqual([2, 0, 1, 3]);
  });

  it('is sorted whole when it is sorted in pieces', async () => {
    const cells = Array.from({ length: 5000 }, (_, i) => (i * 7919) % 5000);
    const many: Result = { columns: [{ name: 'n', type: 'BIGINT' }], data: [cells], rows: 5000 };
    const sorted = Array.from(await orderBy(many, 0, false), (i) => cells[i]);
    expect(sorted).toEqual(Array.from({ length: 5000 }, (_, i) => i));
  });

  it('is copied in the order shown, without tabs in a field and without formulas', () => {
    const order = Uint32Array.of(2, 0, 1);
    expect(tsv(result(), { order, hasNames: true, lang: 'vi' })).toBe(`n\tt\n1\t'=1+1\n3\tĐ\n\ta b`);
  });

  it('is copied in part, with decimals as the language writes them', () => {
    const decimals: Result = {
      ...result(),
      data: [
        [1.5, 2, -0.25],
        ['1.5', 'b', 'c'],
      ],
    };
    const block = { rows: [0, 2] as [number, number], columns: [0, 1] as [number, number] };
    const copied = (lang: 'vi' | 'en') => tsv(decimals, { order: null, block, hasNames: false, lang });
    expect([copied('vi'), copied('en')]).toEqual(['1,5\n2', '1.5\n2']);
    expect(tsv(decimals, { order: null, hasNames: false, lang: 'vi' })).toContain('1,5\t1.5');
  });

  it('knows figures by their type', () => {
    const numeric = ['BIGINT', 'HUGEINT', 'DECIMAL(9,2)', 'DOUBLE', 'UTINYINT', 'INTEGER'];
    const other = ['VARCHAR', 'DATE', 'INTEGER[]', 'INTERVAL'];
    const of = (types: string[]) => types.filter((type) => isNumeric({ name: 'a', type }));
    expect([of(numeric), of(other)]).toEqual([numeric, []]);
  });
});
