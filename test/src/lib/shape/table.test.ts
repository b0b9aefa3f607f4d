import { expect, it } from 'vitest';
import { toCsv } from '$lib/shape/table';

const table = (rows: (string | number | null)[][]) => ({
  caption: 'Thử',
  columns: [
    { label: 'Tổ chức', kind: 'text' as const },
    { label: 'Tỷ lệ, %', kind: 'ratio' as const },
  ],
  rows,
});

it('writes a spreadsheet file: byte order mark, CRLF, quotes only where they are needed', () => {
  expect(toCsv(table([['Sở "A"', 0.125]]))).toBe('\ufeffTổ chức,"Tỷ lệ, %"\r\n"Sở ""A""",0.125\r\n');
});

it('leaves a cell without a figure empty and keeps zero', () => {
  expect(
    toCsv(
      table([
        ['B', null],
        ['C', 0],
      ]),
    )
      .split('\r\n')
      .slice(1, 3),
  ).toEqual(['B,', 'C,0']);
});

it('makes text harmless that a spreadsheet would run, but not negative figures', () => {
  expect(
    toCsv(
      table([
        ['=1+1', -3],
        ['@x', 1],
      ]),
    )
      .split('\r\n')
      .slice(1, 3),
  ).toEqual(["'=1+1,-3", "'@x,1"]);
});

it.each([' =1', '\u00a0+1', '\t=1', '＝1', '－1', '＠x', '\n=1', '\0=1'])(
  'makes %j harmless too: a spreadsheet sees a formula in it',
  (text) => {
    expect(toCsv(table([[text, 1]]))).toContain(`'${text}`);
  },
);
