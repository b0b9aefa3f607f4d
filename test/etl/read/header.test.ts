import { describe, expect, it } from 'vitest';
import { register } from '#etl/contract.ts';
import { findHeader } from '#etl/read/header.ts';

const members = register('members');
const cases = register('cases');
const heading = ['Mã đảng viên', 'Mã tổ chức', 'Tình trạng'];
const row = ['M1', 'A', 'Chính thức'];

/** Cells apart by `|`. */
const cells = (...rows: string[]) => rows.map((each) => each.split('|'));

describe('the heading is found', () => {
  it('in the first row', () => {
    expect(findHeader([heading, row], members)).toEqual({ first: 0, last: 0, headings: heading, known: 3 });
  });

  it('below title lines and empty rows', () => {
    const titles = cells('ĐẢNG BỘ TỈNH||', 'Danh sách đảng viên', '', '||', 'Tháng 10/2026||');
    expect(findHeader([...titles, heading, row], members)).toMatchObject({ first: 5, last: 5 });
  });

  it('below 49 title lines, however many rows are empty, and not further down', () => {
    const titles = (count: number) => Array.from({ length: count }, (_, at) => [`Dòng ${at}`]);
    const blanks = Array.from({ length: 30 }, () => ['', ' \u00a0']);
    expect(findHeader([...blanks, ...titles(49), heading], members)).toMatchObject({ first: 79, known: 3 });
    expect(findHeader([...blanks, ...titles(50), heading], members)).toMatchObject({ first: 30, known: 0 });
  });

  it('where most columns are named, the first of equals', () => {
    const rows = cells('Mã tổ chức|0042', 'Tình trạng|Mã tổ chức|x', 'Mã đảng viên|Mã tổ chức|Tình trạng');
    expect(findHeader(rows, members)).toMatchObject({ first: 2, last: 2 });
    expect(findHeader([heading, heading, row], members)).toMatchObject({ first: 0, last: 0 });
  });

  it('above rows of data, whatever longer heading follows them', () => {
    const longer = [...heading, 'Ngày vào Đảng'];
    expect(findHeader([heading, row, longer, [...row, '2020-01-01']], members)).toMatchObject({ first: 0 });
    const short = cells('Mã tổ chức|Tình trạng', 'A|x');
    expect(findHeader([...short, longer], members)).toMatchObject({ first: 2 });
  });

  it('nowhere: the first row that is not empty stands in', () => {
    expect(findHeader(cells('', 'a|b', 'c|d'), members)).toEqual({
      first: 1,
      last: 1,
      headings: ['a', 'b'],
      known: 0,
    });
    expect(findHeader([], members)).toEqual({ first: 0, last: 0, headings: [], known: 0 });
  });
});

describe('a heading over several rows', () => {
  it('is brought together, lower rows first', () => {
    const rows = cells(
      'DANH SÁCH',
      'Mã đảng viên|Đơn vị||Tình trạng|Ghi chú',
      '|Tên đơn vị|Mã tổ chức||',
      'M1|Một|A|official|',
    );
    expect(findHeader(rows, members)).toEqual({
      first: 1,
      last: 2,
      headings: ['Mã đảng viên', 'Tên đơn vị', 'Mã tổ chức', 'Tình trạng', 'Ghi chú'],
      known: 3,
    });
  });

  it('of three rows too', () => {
    const rows = cells('Mã đảng viên|Đơn vị|', '|Trực tiếp|', '|Mã tổ chức|Tình trạng', 'M1|A|official');
    expect(findHeader(rows, members)).toMatchObject({ first: 0, last: 2, known: 3 });
  });

  it('names a column by group and part', () => {
    const rows = cells(
      'Mã hồ sơ|Mã tổ chức|Loại hồ sơ|Giai đoạn|Ngày||',
      '||||tiếp nhận|kết luận|kết thúc',
      'C1|A|petition|intake|2026-01-05||',
    );
    expect(findHeader(rows, cases)).toMatchObject({
      last: 1,
      headings: [
        'Mã hồ sơ',
        'Mã tổ chức',
        'Loại hồ sơ',
        'Giai đoạn',
        'Ngày tiếp nhận',
        'Ngày kết luận',
        'Ngày kết thúc',
      ],
      known: 7,
    });
  });

  it('has no row that names nothing new, neither a title nor data', () => {
    const rows = cells('Mã tổ chức||', 'Mã đảng viên|Mã tổ chức|Tình trạng', 'Mã tổ chức|A|official');
    expect(findHeader(rows, members)).toMatchObject({ first: 1, last: 1, headings: heading });
  });

  it('does not name a column twice because its group has the name too', () => {
    const rows = cells('Mã tổ chức|Đơn vị|Mã đảng viên|', 'Số|Mã tổ chức||Tình trạng');
    const headings = ['Số', 'Mã tổ chức', 'Mã đảng viên', 'Tình trạng'];
    expect(findHeader(rows, members)).toMatchObject({ headings, last: 1, known: 3 });
  });

  it('keeps a name that stands twice in one row', () => {
    const rows = cells('Mã đảng viên|Tình trạng|Tình trạng|Mã tổ chức');
    expect(findHeader(rows, members)).toMatchObject({ headings: rows[0], known: 3 });
  });

  it('is not brought together over an empty row', () => {
    const rows = cells('Mã đảng viên||', '', '|Mã tổ chức|Tình trạng');
    expect(findHeader(rows, members)).toMatchObject({ first: 2, last: 2, known: 2 });
  });
});

describe('a row that numbers the columns', () => {
  it.each(['(1)|(2)|(3)', '1|2|3', 'A|B|1', 'a|1|2', '[1]| [2] |[3]', 'A|1|(2)=(1)', '1||2'])(
    'belongs to the heading: %s',
    (numbers) => {
      expect(findHeader([heading, ...cells(numbers), row], members)).toMatchObject({ first: 0, last: 1 });
      expect(findHeader([heading, [''], ...cells(numbers), row], members)).toMatchObject({ last: 2 });
    },
  );

  it.each(['1|2|4', '2|3|4', '1|A|B', 'M1|A|1', '1||', '01|02|official', 'B|C|D', '1|2|3|'.repeat(2)])(
    'is no other row: %s',
    (data) => {
      expect(findHeader([heading, ...cells(data)], members)).toMatchObject({ last: 0 });
    },
  );
});
