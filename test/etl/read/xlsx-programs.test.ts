import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeXlsx } from 'hucre';
import { afterAll, describe, expect, it } from 'vitest';
import { register, type RegisterName } from '#etl/contract.ts';
import type { TextTable } from '#etl/read/text-table.ts';
import { makeDesk, refusalOf, rowsOf } from './xlsx-files.ts';
import { inVietnamese } from '../support.ts';

const desk = makeDesk();
afterAll(() => desk.remove());

const fixtures = join(import.meta.dirname, '..', '..', 'fixtures', 'xlsx');

function fixture(name: string, as: RegisterName): Promise<TextTable> {
  return desk.examine(readFileSync(join(fixtures, name)), as);
}

/** Rows as text: line, then the register's columns, `.` empty, `~` a blank in a value, the fault at the end. */
async function shown(table: TextTable, as: RegisterName): Promise<string[]> {
  const columns = register(as).columns.filter(({ name }) => table.header.positions.has(name));
  return (await rowsOf(table)).map(({ line, values, fault }) => {
    const cells = columns.map(({ name }) =>
      fault?.column === name ? '!' : (values[table.header.positions.get(name) ?? -1] ?? '.'),
    );
    const words = cells.map((cell) => cell.replaceAll(' ', '~').replaceAll('\n', '|'));
    return [line, ...words, ...(fault ? [`(${fault.found})`] : [])].join(' ');
  });
}

describe('a workbook of a real program', () => {
  it('is read as LibreOffice Calc writes it', async () => {
    const table = await fixture('libreoffice.xlsx', 'cases');
    // case, organisation, type, stage, received, returned, concluded, closed, closing
    expect(await shown(table, 'cases')).toEqual([
      '7 HS-001 0042 Đơn~thư Đang~xử~lý 2026-10-03 0 . . .',
      '8 HS-002 42 Đơn~thư Tiếp~nhận 2026-10-04 1 . . .',
      '9 HS-003 0042 Đơn~thư Đã~kết~thúc 2026-09-01 2 15/9/2026 2026-10-05 Kết~luận',
      '10 HS-004 ! Đơn~thư Tiếp~nhận 2026-10-05 1,5 . . . (#N/A)',
      '11 HS-005 ! Đơn~thư Tiếp~nhận 2026-10-05 . . . . (ô đúng/sai (TRUE/FALSE))',
      '12 HS-006 0042 Đơn~thư Tiếp~nhận ! . . . . (ngày có giờ)',
      '13 ! 0042 Đơn~thư Tiếp~nhận 05.10.2026 . . . . (số quá 15 chữ số)',
      '14 ! 0042 Đơn~thư Tiếp~nhận 05.10.2026 . . . . (ô định dạng ngày)',
      '15 HS-009 0042 Thẩm~tra,~~xác~minh~vấn~đề Tiếp~nhận 2026-10-05 ! . . . (số phần trăm)',
      '16 HS-010 . Đơn~thư Tiếp~nhận 2026-10-05 . . . .',
      '18 . 10 . . . . . . .',
      '19 . . . . . . . . .',
    ]);
    expect(inVietnamese(table.notes)).toEqual([
      'bỏ qua trang tính ẩn "T9 (cũ)"',
      '1 dòng ẩn vẫn được đọc (dòng 9)',
      '2 ô công thức: dùng giá trị đã lưu trong tệp',
      'cột organization_code: 1 mã ghi dạng số; có thể đã mất số 0 ở đầu (dòng 8)',
      'ô gộp trong vùng dữ liệu: C15:C16; chỉ ô đầu của khối có giá trị',
    ]);
    expect(table.header.ignored).toEqual(['STT']);
  });

  it('is read as Gnumeric writes it', async () => {
    const table = await fixture('gnumeric.xlsx', 'members');
    expect(await shown(table, 'members')).toEqual([
      '2 0001 0007 Chính~thức 2001-02-03',
      '3 0002 0007 Dự~bị 2026-10-03',
    ]);
  });

  it('is read as openpyxl writes it', async () => {
    const table = await fixture('openpyxl.xlsx', 'organizations');
    expect(await shown(table, 'organizations')).toEqual([
      '4 0001 Đảng~bộ~Khối Cấp~trên~trực~tiếp~cơ~sở . . 1990-05-01',
      '5 2 Chi~bộ~A Chi~bộ~cơ~sở Cơ~quan 0001 2001-02-03',
      '6 0003 Chi~bộ~B Chi~bộ~cơ~sở Cơ~quan ! ngày~có~giờ (công thức chưa có giá trị)',
      '7 0004 Chi~bộ|C Chi~bộ~cơ~sở Đơn~vị~sự~nghiệp 0001 31/12/1999',
      '8 Tổng~số 4 . . . .',
    ]);
    expect(inVietnamese(table.notes)).toEqual([
      '1 dòng ẩn vẫn được đọc (dòng 7)',
      'cột organization_code: 1 mã ghi dạng số; có thể đã mất số 0 ở đầu (dòng 5)',
    ]);
  });

  it('is read as XlsxWriter writes it', async () => {
    const table = await fixture('xlsxwriter.xlsx', 'organizations');
    expect(await shown(table, 'organizations')).toEqual([
      '2 0001 Đảng~bộ~Khối upper_committee . . 1990-05-01',
      '3 0002 Chi~bộ~A~&~B~<1> grassroots_cell agency 0001 2001-02-03',
      '4 ! Chi~bộ~C grassroots_cell . #N/A 2001-02-02 (ô đúng/sai (TRUE/FALSE))',
    ]);
    expect(inVietnamese(table.notes)).toEqual([
      '1 ô công thức: dùng giá trị đã lưu trong tệp',
      '3 ngày ghi bằng số tính theo lịch 1904 của sổ tính',
    ]);
  });
});

describe('text typed in an old font', () => {
  const heads = ['organization_code', 'organization_name', 'organization_level'];
  const book = async (rows: string[][]) => Buffer.from(await writeXlsx({ sheets: [{ name: 'A', rows }] }));

  it('of the TCVN3 kind becomes Unicode, headings too, and is named', async () => {
    const rows = [
      ['M· tæ chøc', 'Tªn tæ chøc', 'CÊp tæ chøc'],
      ['0001', '§¶ng bé x· Hßa B×nh', '§¶ng bé c¬ së'],
      ['0002', 'Chi bé Tr­êng häc', 'Chi bé c¬ së'],
    ];
    const table = await desk.examine(await book(rows), 'organizations');
    expect(table.encoding).toBe('tcvn3 (xlsx)');
    expect(inVietnamese(table.notes)[0]).toMatch(
      /^chữ gõ bằng phông TCVN3 \(ABC\): \d+ trên \d+ tiếng có dấu đọc được$/,
    );
    expect(await shown(table, 'organizations')).toEqual([
      '2 0001 Đảng~bộ~xã~Hòa~Bình Đảng~bộ~cơ~sở',
      '3 0002 Chi~bộ~Trường~học Chi~bộ~cơ~sở',
    ]);
  });

  it('of the VNI kind becomes Unicode', async () => {
    const rows = [
      heads,
      ['0001', 'Ñaûng boä xaõ Bình Haûi', 'Ñaûng boä cô sôû'],
      ['0002', 'Chi boä Tröôøng hoïc', 'Chi boä cô sôû'],
    ];
    const table = await desk.examine(await book(rows), 'organizations');
    expect(table.encoding).toBe('vni (xlsx)');
    expect(await shown(table, 'organizations')).toEqual([
      '2 0001 Đảng~bộ~xã~Bình~Hải Đảng~bộ~cơ~sở',
      '3 0002 Chi~bộ~Trường~học Chi~bộ~cơ~sở',
    ]);
  });

  it('under Unicode headings, beside Unicode labels, is told apart column by column', async () => {
    const names = [
      '§¶ng bé x· Hßa B×nh',
      'Chi bé Tr­êng häc',
      'Chi bé V¨n phßng',
      'Chi bé Tµi chÝnh',
      'Chi bé Y tÕ',
    ];
    const rows = names.map((name, index) => [
      `000${index}`,
      name,
      'Chi bộ cơ sở',
      'Đơn vị sự nghiệp',
      'ghi chó kh¸c',
    ]);
    const table = await desk.examine(
      await book([['Mã tổ chức', 'Tên tổ chức', 'Cấp tổ chức', 'Loại hình', 'Ghi chú'], ...rows]),
      'organizations',
    );
    expect(table.encoding).toBe('tcvn3 (xlsx)');
    expect(await shown(table, 'organizations')).toEqual([
      '2 0000 Đảng~bộ~xã~Hòa~Bình Chi~bộ~cơ~sở Đơn~vị~sự~nghiệp',
      '3 0001 Chi~bộ~Trường~học Chi~bộ~cơ~sở Đơn~vị~sự~nghiệp',
      '4 0002 Chi~bộ~Văn~phòng Chi~bộ~cơ~sở Đơn~vị~sự~nghiệp',
      '5 0003 Chi~bộ~Tài~chính Chi~bộ~cơ~sở Đơn~vị~sự~nghiệp',
      '6 0004 Chi~bộ~Y~tế Chi~bộ~cơ~sở Đơn~vị~sự~nghiệp',
    ]);
  });

  it('is refused where one column is typed now in one font, now in another', async () => {
    const old = [
      '§¶ng bé x· Hßa B×nh',
      'Chi bé Tr­êng häc',
      'Chi bé V¨n phßng',
      'Chi bé Tµi chÝnh',
      'Chi bé Y tÕ',
    ];
    const unicode = [
      'Đảng bộ Thống kê',
      'Chi bộ Kiểm lâm',
      'Chi bộ Thú y',
      'Chi bộ Đội thuế',
      'Chi bộ Bưu điện',
    ];
    const rows = [...old, ...unicode].map((name, index) => [`000${index}`, name, 'grassroots_cell']);
    const refusal = await refusalOf(desk.examine(await book([heads, ...rows]), 'organizations'));
    expect(refusal).toMatchObject({ reason: 'unknown_encoding', file: 'ky/tep.xlsx' });
    expect(refusal.found).toContain('lẫn với chữ Unicode');
  });

  it('is refused where the headings, too, were spoilt on their way', async () => {
    const spoilt = (text: string) => Buffer.from(text).toString('latin1');
    const rows = [
      ['Mã tổ chức', 'Tên tổ chức', 'Cấp tổ chức'].map(spoilt),
      ['0001', 'Đảng bộ xã Hòa Bình', 'Đảng bộ cơ sở'].map(spoilt),
    ];
    const refusal = await refusalOf(desk.examine(await book(rows), 'organizations'));
    expect(refusal).toMatchObject({ reason: 'unknown_encoding', file: 'ky/tep.xlsx' });
  });

  it('is refused where it was spoilt on its way', async () => {
    const spoilt = (text: string) => Buffer.from(text).toString('latin1');
    const rows = [
      heads,
      ['0001', spoilt('Đảng bộ xã Hòa Bình'), spoilt('Đảng bộ cơ sở')],
      ['0002', spoilt('Chi bộ Trường học'), 'x'],
    ];
    const refusal = await refusalOf(desk.examine(await book(rows), 'organizations'));
    expect(refusal).toMatchObject({ reason: 'unknown_encoding', file: 'ky/tep.xlsx' });
  });
});
