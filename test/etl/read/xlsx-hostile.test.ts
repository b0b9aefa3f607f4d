import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeXlsx } from 'hucre';
import { afterAll, describe, expect, it } from 'vitest';
import { bookParts, makeDesk, number, type Part, refusalOf, row, rowsOf, zip } from './xlsx-files.ts';
import { inVietnamese } from '../support.ts';

const desk = makeDesk();
afterAll(() => desk.remove());

const heading = ['Mã đảng viên', 'Mã tổ chức', 'Tình trạng'];
const plain = { sheets: [{ rows: row(1, heading) + row(2, ['DV-1', '0042', 'Chính thức']) }] };

/** The parts of a good workbook, some replaced or added. */
function parts(...changed: Part[]): Part[] {
  const kept = bookParts(plain).filter(({ name }) => !changed.some((part) => part.name === name));
  return [...kept, ...changed];
}

async function found(content: Buffer): Promise<string | null> {
  const refusal = await refusalOf(desk.examine(content, 'members'));
  expect(refusal).toMatchObject({ reason: 'unreadable_file', file: 'ky/tep.xlsx' });
  return refusal.found;
}

describe('a file that is no workbook', () => {
  it.each([
    ['nothing', Buffer.alloc(0), 'tệp rỗng'],
    ['one byte', Buffer.from('P'), 'tệp văn bản mang tên .xlsx'],
    ['CSV', Buffer.from('\ufeffMã đảng viên;Mã tổ chức\nDV-1;0042\n'), 'tệp văn bản mang tên .xlsx'],
    ['an HTML table', Buffer.from('\ufeff\n<html><table>'), 'trang HTML mang tên .xlsx'],
    ['noise', Buffer.from([1, 0, 2, 0, 3]), 'tệp loại không rõ mang tên .xlsx'],
    ['old Excel', Buffer.from('d0cf11e0a1b11ae1000000', 'hex'), 'bảng tính Excel cũ (XLS) mang tên .xlsx'],
    ['a ZIP of something', zip([{ name: 'a.txt', content: 'a' }]), 'tệp nén ZIP mang tên .xlsx'],
    [
      'OpenDocument',
      zip([{ name: 'mimetype', content: 'application/vnd.oasis.opendocument.spreadsheet' }]),
      'tệp OpenDocument (ODS) mang tên .xlsx',
    ],
    [
      'a binary workbook',
      zip(parts({ name: 'xl/workbook.bin', content: 'x' })),
      'sổ tính nhị phân (XLSB) mang tên .xlsx',
    ],
  ])('is refused: %s', async (_, content, words) => {
    expect(await found(content)).toBe(words);
  });

  it('is refused with a password', async () => {
    const bytes = await writeXlsx({
      sheets: [{ name: 'A', rows: [heading] }],
      encryption: { password: 'x', spinCount: 10 },
    });
    expect(await found(Buffer.from(bytes))).toBe('tệp đặt mật khẩu');
  });

  it('is refused with encrypted parts', async () => {
    const [sheet] = bookParts(plain).slice(-1);
    expect(
      await found(
        zip(parts({ name: sheet?.name ?? '', content: sheet?.content ?? '', stated: { flags: 1 } })),
      ),
    ).toBe('tệp đặt mật khẩu');
  });
});

describe('a workbook that is damaged', () => {
  const whole = zip(bookParts(plain));

  it('is refused wherever it is cut off', async () => {
    const cuts = Array.from({ length: 40 }, (_, index) => Math.floor((whole.length * (index + 1)) / 41));
    const words = new Set<string | null>();
    for (const cut of cuts) words.add(await found(whole.subarray(0, cut)));
    expect([...words]).toEqual(['tệp bị cắt hoặc hỏng (tệp ZIP không có phần kết thúc)']);
  });

  it('is read whole or refused whichever byte is changed', async () => {
    const right = await rowsOf(await desk.examine(whole, 'members'));
    const changed: unknown[] = [];
    for (let at = 0; at < whole.length; at += 3) {
      const bytes = Buffer.from(whole);
      bytes[at] = (bytes[at] ?? 0) ^ 0x55;
      const rows = await desk.examine(bytes, 'members').then(rowsOf, async (error: unknown) => {
        expect(error).toHaveProperty('refusal.reason', 'unreadable_file');
        return right;
      });
      if (JSON.stringify(rows) !== JSON.stringify(right)) changed.push(at, rows);
    }
    expect(changed).toEqual([]);
  });

  it.each([
    ['a wrong checksum', { crc: 1 }, 'một phần sai mã kiểm tra CRC'],
    ['more inside than it states', { size: 20 }, 'một phần không giải nén được'],
  ])('is refused with %s', async (_, stated, words) => {
    const [sheet] = bookParts(plain).slice(-1);
    const content = sheet?.content ?? '';
    expect(await found(zip(parts({ name: 'xl/worksheets/sheet1.xml', content, stated })))).toBe(
      `tệp bị cắt hoặc hỏng (${words})`,
    );
  });

  it('is refused when it lacks a part that it names', async () => {
    const lacking = bookParts(plain).filter(({ name }) => name !== 'xl/styles.xml');
    expect(await found(zip(lacking))).toBe('tệp bị cắt hoặc hỏng (thiếu một phần mà sổ tính nhắc tới)');
  });

  it('is refused when a part is there twice', async () => {
    const [sheet] = bookParts(plain).slice(-1);
    const twice = zip([
      ...bookParts(plain),
      { name: 'XL/worksheets/sheet1.xml', content: sheet?.content ?? '' },
    ]);
    expect(await found(twice)).toBe('tệp bị cắt hoặc hỏng (một phần có hai lần)');
  });

  const sheet = (inside: string) =>
    `<worksheet><sheetData>${row(1, heading)}${inside}</sheetData></worksheet>`;

  it.each([
    ['a sheet cut off behind a row', `<worksheet><sheetData>${row(1, heading)}`, 'bị cắt giữa chừng'],
    ['a sheet cut off within a tag', `<worksheet><sheetData><row r="1`, 'bị cắt giữa chừng'],
    ['tags that cross', sheet('<row r="2"><c></row></c>'), 'thẻ đóng không khớp'],
    ['bytes that are not UTF-8', Buffer.from([...Buffer.from('<worksheet><a>'), 0xff]), 'không phải UTF-8'],
    ['UTF-16', Buffer.from(sheet(''), 'utf16le'), 'không phải UTF-8'],
    ['rows out of order', sheet('<row r="3"/><row r="2"/>'), 'số dòng sai'],
    ['a row twice', sheet('<row r="2"/><row r="2"/>'), 'số dòng sai'],
    ['a row beyond the last', sheet('<row r="1048577"/>'), 'số dòng sai'],
    ['a cell twice', sheet('<row r="2"><c r="A2"/><c r="A2"/></row>'), 'địa chỉ ô sai'],
    ['a cell of another row', sheet('<row r="2"><c r="A3"><v>1</v></c></row>'), 'địa chỉ ô sai'],
    ['a cell beyond the last column', sheet('<row r="2"><c r="XFE2"><v>1</v></c></row>'), 'địa chỉ ô sai'],
    [
      'a shared string that is not there',
      sheet('<row r="2"><c r="A2" t="s"><v>7</v></c></row>'),
      'thiếu chuỗi dùng chung',
    ],
    ['a style that is not there', sheet('<row r="2"><c r="A2" s="7"><v>7</v></c></row>'), 'định dạng ô sai'],
    ['an unknown type of cell', sheet('<row r="2"><c r="A2" t="z"><v>7</v></c></row>'), 'kiểu ô lạ'],
    ['a document type', `<!DOCTYPE a [<!ENTITY b "bb">]>${sheet('')}`, 'có khai báo DOCTYPE'],
    ['an entity of its own', sheet('<row r="2"><c r="A2" t="str"><v>&b;</v></c></row>'), 'thực thể lạ'],
    ['a second root', `${sheet('')}${sheet('')}`, 'hai thẻ gốc'],
    ['tags nested too deep', `${'<a>'.repeat(65)}${'</a>'.repeat(65)}`, 'thẻ sai'],
    ['a cell longer than Excel allows', sheet(row(2, ['x'.repeat(32_768)])), 'ô dài quá 32.767 ký tự'],
    ['a text without end', sheet(row(2, ['x'.repeat(5_000_000)])), 'một thẻ hay một ô quá dài'],
    ['a tag without end', `<worksheet a="${'x'.repeat(5_000_000)}"/>`, 'một thẻ hay một ô quá dài'],
  ])('is refused: %s', async (_, content, words) => {
    expect(await found(zip(parts({ name: 'xl/worksheets/sheet1.xml', content })))).toBe(
      `tệp bị cắt hoặc hỏng (nội dung XML: ${words})`,
    );
  });
});

describe('a workbook made to hurt', () => {
  it('is refused when it unpacks to more than it may', async () => {
    const size = 60 * 1024 * 1024;
    const media = Array.from({ length: 6 }, (_, index) => ({
      name: `xl/media/image${index}.png`,
      content: 'x',
      stated: { size },
    }));
    expect(await found(zip(parts(...media)))).toBe('360 MB sau khi giải nén');
  });

  it('is refused when one part is packed beyond reason', async () => {
    const content = `<sst>${' '.repeat(40 * 1024 * 1024)}</sst>`;
    expect(await found(zip(parts({ name: 'xl/sharedStrings.xml', content })))).toBe(
      'một phần nén hơn 150 lần',
    );
  });

  it('is refused when it has too many parts', async () => {
    const many = Array.from({ length: 500 }, (_, index) => ({ name: `a${index}`, content: '' }));
    expect(await found(zip(parts(...many)))).toBe('507 phần bên trong');
  });

  it('may have a cell in the farthest corner, which is not read', async () => {
    const rows = plain.sheets[0]?.rows + `<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>`;
    const table = await desk.examine({ sheets: [{ rows }] }, 'members');
    expect(await rowsOf(table)).toHaveLength(1);
    expect(inVietnamese(table.notes)).toEqual(['có giá trị ở cột không có tiêu đề, không đọc']);
  });

  it('may name more columns and merges than any register has', async () => {
    const far = `<c r="XFD1" t="inlineStr"><is><t>Tình trạng</t></is></c>`;
    const rows = `<row r="1">${far}</row>${row(2, heading)}${row(3, ['DV-1', '0042', 'Dự bị'])}`;
    const after = '<mergeCells><mergeCell ref="A3:XFD1048576"/></mergeCells>';
    const table = await desk.examine({ sheets: [{ rows, after }] }, 'members');
    expect(await rowsOf(table)).toMatchObject([{ line: 3, values: ['DV-1', '0042', 'Dự bị'] }]);
  });

  it('tells nothing of a cell that it cannot read but its kind', async () => {
    const secret = number('9.5', 0);
    const rows = row(1, heading) + row(2, [secret, '0042', 'Dự bị']);
    const [first] = await rowsOf(await desk.examine({ sheets: [{ rows }] }, 'members'));
    expect(first?.fault).toEqual({ column: 'member_code', found: 'số lẻ' });
  });

  it('that changes between two readings is refused, not half read', async () => {
    const table = await desk.examine(plain, 'members');
    writeFileSync(join(desk.folder, 'tep.xlsx'), zip(bookParts(plain)).subarray(0, 300));
    expect(await refusalOf(rowsOf(table))).toMatchObject({ reason: 'unreadable_file' });
  });
});
