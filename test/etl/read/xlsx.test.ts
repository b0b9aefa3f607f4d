import { afterAll, describe, expect, it } from 'vitest';
import {
  bookParts,
  cases,
  columnOf,
  heading,
  makeDesk,
  number,
  plainRow,
  refusalOf,
  row,
  rowsOf,
  type SheetParts,
  zip,
} from './xlsx-files.ts';
import { inVietnamese } from '../support.ts';

const desk = makeDesk();
afterAll(() => desk.remove());

describe('a sheet', () => {
  it('is read below its heading, with the row numbers that Excel shows', async () => {
    const rows = [
      row(1, ['SỔ THEO DÕI']),
      row(3, heading),
      row(4, ['(1)', '(2)', '(3)', '(4)', '(5)', '(6)']),
      row(6, plainRow),
      row(7, [' ', null, null]),
      row(9, ['Cộng', null, null, number(1)]),
    ].join('');
    const table = await desk.examine({ sheets: [{ rows }] }, 'cases');
    expect(await rowsOf(table)).toEqual([
      { line: 6, values: plainRow, isMalformed: false, fault: null },
      { line: 9, values: ['Cộng', null, null, '1', null, null], isMalformed: false, fault: null },
    ]);
    expect(table).toMatchObject({ encoding: 'utf-8', fields: 6, notes: [] });
    expect(table.header.missing.map(({ name }) => name)).toContain('due_on');
  });

  it('may have a heading of merged cells over two rows', async () => {
    const rows = [
      row(1, ['Mã hồ sơ', 'Mã tổ chức', 'Loại hồ sơ', 'Giai đoạn', 'Ngày', null, 'Số lần trả hồ sơ']),
      row(2, [null, null, null, null, 'tiếp nhận', 'kết luận']),
      row(3, ['HS-1', '0042', 'petition', 'intake', '2026-10-01', '2026-10-09', '0']),
    ].join('');
    const after = '<mergeCells count="2"><mergeCell ref="A1:A2"/><mergeCell ref="E1:F1"/></mergeCells>';
    const table = await desk.examine({ sheets: [{ rows, after }] }, 'cases');
    expect(await columnOf(table, 'concluded_on')).toEqual(['2026-10-09']);
    expect(await columnOf(table, 'received_on')).toEqual(['2026-10-01']);
    expect(inVietnamese(table.notes)).toEqual([]);
  });

  it('counts rows and cells that carry no reference', async () => {
    const cells = (texts: string[]) =>
      texts.map((text) => `<c t="inlineStr"><is><t>${text}</t></is></c>`).join('');
    const rows = `<row>${cells(heading)}</row><row>${cells(plainRow)}</row>`;
    const [first] = await rowsOf(await desk.examine({ sheets: [{ rows }] }, 'cases'));
    expect(first).toMatchObject({ line: 2, values: plainRow });
  });

  it('is read through prefixes, comments and character data, as other programs write them', async () => {
    const [start, ...parts] = bookParts({ sheets: [cases(plainRow)] }).reverse();
    const content = String(start?.content)
      .replaceAll(/<(\/?)([a-z])/gi, '<$1x:$2')
      .replace('xmlns=', 'xmlns:x=')
      .replace('<x:t>HS-1</x:t>', '<!-- a > b --><x:t note="a>b"><![CDATA[HS<1]]></x:t>');
    const table = await desk.examine(
      zip([...parts.reverse(), { name: start?.name ?? '', content }]),
      'cases',
    );
    expect(await columnOf(table, 'case_code')).toEqual(['HS<1']);
  });

  it('with hidden rows and columns is read whole, and says so', async () => {
    const rows = row(1, heading) + row(2, plainRow, 'hidden="1"') + row(3, plainRow);
    const before = '<cols><col min="2" max="3" hidden="1" width="9"/></cols>';
    const table = await desk.examine({ sheets: [{ rows, before }] }, 'cases');
    expect(await rowsOf(table)).toHaveLength(2);
    expect(inVietnamese(table.notes)).toEqual([
      '1 dòng ẩn vẫn được đọc (dòng 2)',
      'cột ẩn vẫn được đọc: organization_code (B), case_type (C)',
    ]);
  });

  it('with merged cells among its data names the blocks, but not one of a totals row', async () => {
    const rows = [heading, plainRow, ['HS-2', null, 'Đơn thư', 'Tiếp nhận', '03/10/2026'], ['Cộng']]
      .map((cells, index) => row(index + 1, cells))
      .join('');
    const after = `<mergeCells>${['B2:B3', 'A4:D4', 'A1:A1', 'H2:H3', 'A60:F60'].map((ref) => `<mergeCell ref="${ref}"/>`).join('')}</mergeCells>`;
    const table = await desk.examine({ sheets: [{ rows, after }] }, 'cases');
    expect(inVietnamese(table.notes)).toEqual([
      'ô gộp trong vùng dữ liệu: B2:B3; chỉ ô đầu của khối có giá trị',
    ]);
    expect(await columnOf(table, 'organization_code')).toEqual(['0042', null, null]);
  });

  it('notes values under no heading', async () => {
    const rows =
      row(1, heading) + row(2, [...plainRow, 'ghi chú']) + row(3, [...plainRow.map(() => null), 'x']);
    const table = await desk.examine({ sheets: [{ rows }] }, 'cases');
    expect(await rowsOf(table)).toHaveLength(1);
    expect(inVietnamese(table.notes)).toEqual(['có giá trị ở cột không có tiêu đề, không đọc (dòng 2, 3)']);
  });
});

describe('the sheet that is read', () => {
  const other: SheetParts = { name: 'Ghi chú', rows: row(1, ['Nơi gửi', 'Ngày']) };
  const fitting: SheetParts = { name: 'Hồ sơ', ...cases(plainRow) };

  it('is the one with all required columns', async () => {
    const table = await desk.examine({ sheets: [other, fitting] }, 'cases');
    expect(await columnOf(table, 'case_code')).toEqual(['HS-1']);
    expect(inVietnamese(table.notes)).toEqual(['đọc trang tính "Hồ sơ", bỏ qua "Ghi chú"']);
  });

  it('is a visible one, also where a hidden one fits', async () => {
    const hidden: SheetParts = { ...cases(['HS-cũ', ...plainRow.slice(1)]), name: 'cũ', state: 'veryHidden' };
    const table = await desk.examine({ sheets: [hidden, fitting] }, 'cases');
    expect(await columnOf(table, 'case_code')).toEqual(['HS-1']);
    expect(inVietnamese(table.notes)).toEqual(['bỏ qua trang tính ẩn "cũ"']);
  });

  it('is refused when two fit', async () => {
    const refusal = await refusalOf(
      desk.examine({ sheets: [fitting, { ...fitting, name: 'T10' }] }, 'cases'),
    );
    expect(refusal).toMatchObject({
      reason: 'ambiguous_file',
      file: 'ky/tep.xlsx',
      found: 'hai trang tính cùng có đủ cột: "Hồ sơ" và "T10"',
    });
  });

  it('is refused when only a hidden one fits', async () => {
    const refusal = await refusalOf(
      desk.examine({ sheets: [other, { ...fitting, state: 'hidden' }] }, 'cases'),
    );
    expect(refusal.reason).toBe('missing_column');
    expect(refusal.found).toContain('chỉ trang tính ẩn "Hồ sơ" có đủ cột');
  });

  it('is refused with the columns that the best one lacks', async () => {
    const best: SheetParts = { name: 'T10', rows: row(1, heading.slice(0, 4)) };
    const refusal = await refusalOf(desk.examine({ sheets: [other, best] }, 'cases'));
    expect(refusal).toMatchObject({ reason: 'missing_column', found: 'trang tính "T10" thiếu received_on' });
  });

  it('is refused when all are empty', async () => {
    const refusal = await refusalOf(
      desk.examine({ sheets: [{ rows: '' }, { rows: row(1, [null]) }] }, 'cases'),
    );
    expect(refusal).toMatchObject({ reason: 'unreadable_file', found: 'không trang tính nào có dữ liệu' });
  });
});
