import { afterAll, describe, expect, it } from 'vitest';
import { cases, columnOf, makeDesk, number, plainRow, type row } from './xlsx-files.ts';
import { inVietnamese } from '../support.ts';

const desk = makeDesk();
afterAll(() => desk.remove());

/** Reads one cell in a column of cases: the others are plain. */
async function read(
  column: string,
  cell: Parameters<typeof row>[1][number],
  book: { formats?: string[]; is1904?: boolean; strings?: string } = {},
): Promise<string | null> {
  const names = ['case_code', 'organization_code', 'case_type', 'stage', 'received_on', 'return_count'];
  const cells = plainRow.map((value, index) => (names[index] === column ? cell : value));
  const table = await desk.examine({ ...book, sheets: [cases(cells)] }, 'cases');
  return (await columnOf(table, column))[0] ?? null;
}

describe('a text cell', () => {
  const shared = (index: number) => ({ xml: `t="s"><v>${index}</v>` });

  it.each([
    ['<si><t>HS-7</t></si>', 'HS-7'],
    ['<si>\n  <r><rPr><b/></rPr><t>HS</t></r>\n  <r><t xml:space="preserve">- 7</t></r>\n</si>', 'HS- 7'],
    ['<si><t>課</t><rPh sb="0" eb="1"><t>カ</t></rPh></si>', '課'],
    ['<si><t>A&amp;B &lt;&#x110;&#7841;&gt; _x000D_\nC _x005F_x000D_</t></si>', 'A&B <Đạ> \r\nC _x000D_'],
    ['<si><t> 0042\u00a0</t></si>', ' 0042\u00a0'],
    ['<si><t/></si>', null],
    ['<si/>', null],
  ])('of %j says %j', async (strings, value) => {
    expect(await read('case_code', shared(0), { strings })).toBe(value);
  });

  it('may be the stored value of a formula', async () => {
    const table = await desk.examine(
      { sheets: [cases([{ xml: 't="str"><f>A1&amp;B1</f><v>HS-9</v>' }, ...plainRow.slice(1)])] },
      'cases',
    );
    expect(await columnOf(table, 'case_code')).toEqual(['HS-9']);
    expect(inVietnamese(table.notes)).toEqual(['1 ô công thức: dùng giá trị đã lưu trong tệp']);
  });

  it.each([
    ['t="str"><f>IF(1,"")</f><v></v>', null],
    ['t="str"><f>A1</f>', '! công thức chưa có giá trị'],
    ['><f>A1</f>', '! công thức chưa có giá trị'],
    ['><f>A1</f><v/>', '! công thức chưa có giá trị'],
    ['t="e"><v>#N/A</v>', '! #N/A'],
    ['t="e"><f>1/0</f><v>#DIV/0!</v>', '! #DIV/0!'],
    ['t="b"><v>1</v>', '! ô đúng/sai (TRUE/FALSE)'],
    ['s="0">', null],
  ])('stored as <c %s reads %j', async (xml, value) => {
    expect(await read('case_code', { xml })).toBe(value);
  });
});

describe('a number in a column of codes', () => {
  it.each([
    ['42', '', '42'],
    ['42', '0', '42'],
    ['42', '#,##0', '42'],
    ['42', '0000', '0042'],
    ['42', '0000;[Red]-0000', '0042'],
    ['12345', '0000', '12345'],
    ['42', '"CB-"0000', 'CB-0042'],
    ['42', '\\H\\S0', 'HS42'],
    ['1234567', '000-00-00', '123-45-67'],
    ['42', '@', '42'],
    ['4.2E1', '', '42'],
    ['42.000000000000007', '', '42'],
    ['-42', '0000', '-42'],
    ['123456789012345', '0', '123456789012345'],
    ['1234567890123456', '0', '! số quá 15 chữ số'],
    ['1E+25', '', '! số quá 15 chữ số'],
    ['100000', '0.00E+00', '! số dạng mũ (E+)'],
    ['4.5', '', '! số lẻ'],
    ['0.05', '0%', '! số phần trăm'],
    ['46298', 'dd/mm/yyyy', '! ô định dạng ngày'],
    ['46298', '[$-1010000]d/m/yyyy;@', '! ô định dạng ngày'],
    ['0.5', 'h:mm', '! ô định dạng ngày'],
    ['x', '', '! ô số hỏng'],
    ['Infinity', '', '! ô số hỏng'],
    ['0x1F', '', '! ô số hỏng'],
  ])('%s shown as %j is %j', async (value, format, text) => {
    expect(await read('organization_code', number(value, 1), { formats: [format] })).toBe(text);
  });

  it.each([
    [[number(42), '0043'], '1 mã ghi dạng số; có thể đã mất số 0 ở đầu (dòng 2)'],
    [[number(42), number(1043)], '2 mã ghi dạng số; có thể đã mất số 0 ở đầu (dòng 2, 3)'],
    [[number(1042), number(1043)], '2 mã ghi dạng số (dòng 2, 3)'],
    [[number(42, 1), number(1043, 1)], null],
  ])('is noted: %j', async (codes, note) => {
    const rows = codes.map((code) => ['HS-1', code, ...plainRow.slice(2)]);
    const table = await desk.examine({ formats: ['0000'], sheets: [cases(...rows)] }, 'cases');
    expect(inVietnamese(table.notes)).toEqual(note === null ? [] : [`cột organization_code: ${note}`]);
  });
});

describe('a date', () => {
  // 2026-10-03 is day 46298 from 1900 (1 = 1900-01-01, 60 never was) and 44836 from 1904 (0 = 1904-01-01).
  it.each([
    ['46298', 'dd/mm/yyyy', '2026-10-03'],
    ['46298', '', '2026-10-03'],
    ['46298.0000001', 'dd/mm/yyyy', '2026-10-03'],
    ['46298.5', 'dd/mm/yyyy hh:mm', '! ngày có giờ'],
    ['61', 'dd/mm/yyyy', '1900-03-01'],
    ['60', 'dd/mm/yyyy', '! số 60'],
    ['59', 'dd/mm/yyyy', '1900-02-28'],
    ['1', 'dd/mm/yyyy', '1900-01-01'],
    ['0', 'dd/mm/yyyy', '! số 0'],
    ['2958465', 'dd/mm/yyyy', '9999-12-31'],
    ['2958466', 'dd/mm/yyyy', '! số 2958466'],
    ['2026', '', '! số 2026'],
    ['20261003', '', '! số 20261003'],
    ['3.1', '', '! số 3,1'],
  ])('stored as %s and shown as %j is %j', async (value, format, text) => {
    expect(await read('received_on', number(value, 1), { formats: [format] })).toBe(text);
  });

  it('counts from 1904 in a workbook that says so', async () => {
    const rows = [number(44836, 1), '44836', number(0, 1), number(2026)].map((day) => [
      ...plainRow.slice(0, 4),
      day,
    ]);
    const table = await desk.examine(
      { formats: ['d/m/yyyy'], is1904: true, sheets: [cases(...rows)] },
      'cases',
    );
    expect(await columnOf(table, 'received_on')).toEqual([
      '2026-10-03',
      '2026-10-03',
      '1904-01-01',
      '! số 2026',
    ]);
    expect(inVietnamese(table.notes)).toContain('3 ngày ghi bằng số tính theo lịch 1904 của sổ tính');
  });

  it.each([
    ['46298', '2026-10-03'],
    [' 46298 ', '2026-10-03'],
    ['03/10/2026', '03/10/2026'],
    ['4629', '4629'],
    ['462980', '462980'],
  ])('written as text %j is %j', async (text, value) => {
    expect(await read('received_on', text)).toBe(value);
  });

  it.each([
    ['2026-10-03', '2026-10-03'],
    ['2026-10-03T00:00:00Z', '2026-10-03'],
    ['2026-10-03T08:30:00', '! ngày có giờ'],
  ])('in a cell of the date type, %s, is %j', async (text, value) => {
    expect(await read('received_on', { xml: `t="d"><v>${text}</v>` })).toBe(value);
  });
});

describe('a count', () => {
  it.each([
    [number(3), '3'],
    [number(1500), '1500'],
    [number(1.5), '1,5'],
    [number('1E3'), '1000'],
    [number(-2), '-2'],
    ['1.500', '1.500'],
    [number(46298, 1), '! ô định dạng ngày'],
  ])('%j is %j', async (cell, text) => {
    expect(await read('return_count', cell, { formats: ['d/m/yyyy'] })).toBe(text);
  });
});
