import { afterEach, beforeEach, expect, it } from 'vitest';
import { csv, liveRejects, makePlace, type Place, refusalOf, refusedOf } from './support.ts';

const head = 'case_code,organization_code,case_type,stage,received_on';
const row = (no: number) => `C${no},A,petition,intake,2026-01-05`;
const rows = (first: number, count: number) => Array.from({ length: count }, (_, no) => row(first + no));

let place: Place;
beforeEach(() => (place = makePlace('2026-07-01')));
afterEach(() => place.remove());

const snapshot = (lines: readonly string[], asOf = '2026-01-31') =>
  place.snapshot(asOf, {
    'organizations.csv': csv(
      'organization_code organization_name organization_level\n A Một grassroots_cell',
    ),
    'members.csv': csv('member_code organization_code member_status\n M1 A official'),
    'cases.csv': `${lines.join('\n')}\n`,
  });

const organizations = 'organization_code organization_name organization_level parent_code';
const registers = (rows: string) => ({
  'organizations.csv': csv(`${organizations}\n A Một grassroots_cell .\n ${rows}`),
  'members.csv': csv('member_code organization_code member_status\n M1 A official'),
  'cases.csv': `${[head, row(1)].join('\n')}\n`,
});

it.each([
  ['X Mười member_cell X', '1 tổ chức bị loại vì đứng trên nhau thành vòng (dòng 3)'],
  [
    'X Mười member_cell Y\n Y Hai member_cell Z\n Z Ba member_cell X\n B Bốn member_cell X\n C Năm member_cell Q',
    '3 tổ chức bị loại vì đứng trên nhau thành vòng (dòng 3, 4, 5)',
  ],
])('organisations above each other in a ring are told as what they are: %s', async (rows, told) => {
  const { warnings } = await place.load([place.snapshot('2026-01-31', registers(rows))]);
  expect(warnings.filter((each) => each.includes('vòng'))).toEqual([
    `2026-01-31/organizations: ${told}: sửa mã tổ chức cấp trên`,
  ]);
});

it('codes of organisations that look alike are told of when one of them is new', async () => {
  const alike = async (asOf: string, rows: string) => {
    const { warnings } = await place.load([place.snapshot(asOf, registers(rows))]);
    return warnings.filter((each) => each.includes('chữ hoa')).map((each) => /\(([^()]*)\)$/.exec(each)?.[1]);
  };
  expect(await alike('2026-01-31', 'Đ1 Hai member_cell A\n B1 Ba member_cell A')).toEqual([]);
  const more = 'Đ1 Hai member_cell A\n B1 Ba member_cell A\n D1 Tư member_cell A\n b1 Năm member_cell A';
  expect(await alike('2026-02-28', more)).toEqual(['B1, D1, b1']);
  expect(await alike('2026-03-31', more)).toEqual([]);
});

const pages = [head, ...rows(0, 3), head, ...rows(3, 3), head.toUpperCase(), ...rows(6, 3)];

it('headings of printed pages are rejected as what they are, and told of once with their lines', async () => {
  const { warnings, warnings_en: inEnglish } = await place.load([snapshot(pages)]);
  expect(warnings.filter((each) => each.includes('tiêu đề'))).toEqual([
    '2026-01-31/cases: 2 dòng bị loại là tiêu đề lặp lại giữa dữ liệu (dòng 5, 9): đề nghị nơi gửi xuất một bảng liền, không có đầu trang',
  ]);
  expect(inEnglish.join()).toContain('that repeat the heading among the data: 2 (lines 5, 9)');
  expect(liveRejects(place.dataDir)).toMatchObject([
    { line: 5, reason: 'wrong_type', found: 'tiêu đề lặp lại' },
    { line: 9, reason: 'wrong_type', found: 'tiêu đề lặp lại' },
  ]);
});

it('a heading over two lines is known again, too', async () => {
  const vietnamese = ['Mã hồ sơ;Mã tổ chức;Loại hồ sơ;Giai đoạn;Ngày;', ';;;;tiếp nhận;kết luận'];
  const data = ['C1;A;petition;intake;05/01/2026;', 'C2;A;petition;intake;05/01/2026;'];
  await place.load([snapshot([...vietnamese, data[0] ?? '', ...vietnamese, data[1] ?? ''])]);
  expect(liveRejects(place.dataDir).map(({ line, found }) => `${line} ${found}`)).toEqual([
    '4 tiêu đề lặp lại',
    '5 tiêu đề lặp lại',
  ]);
});

it('a row that only shares a word with the heading is none', async () => {
  await place.load([snapshot([head, ...rows(0, 3), 'case_code,A,petition,intake,2026-13-05'])]);
  expect(liveRejects(place.dataDir)).toMatchObject([{ line: 5, found: '2026-13-05' }]);
});

const curly = (line: string) => line.replaceAll(/[^,]+/g, '“$&”');

it('a refusal for many rows tells that their values stand in curly quotes, and on which lines', async () => {
  const { warnings } = await refusedOf(place.load([snapshot([head, ...rows(0, 12).map(curly)])]));
  expect(warnings.map(({ vi }) => vi).filter((each) => each.includes('ngoặc'))).toEqual([
    '2026-01-31/cases: 12 dòng bị loại có giá trị nằm trong dấu ngoặc cong “…” (dòng 2, 3, 4, 5, 6, …): đề nghị nơi gửi xuất lại với dấu " thẳng, hoặc không dùng dấu ngoặc',
  ]);
});

it('a code in quotes is no code, whatever the rest of its row, and is mended by the code without', async () => {
  const quoted = [head, row(1), row(2).replace('C2', '“C2”'), row(3).replace('C3', '«C3»')];
  await place.load([snapshot(quoted)]);
  await place.load([snapshot([head, ...rows(1, 3)], '2026-02-28')]);
  expect(liveRejects(place.dataDir)).toMatchObject([
    { line: 3, reason: 'wrong_type', column: 'case_code', found: 'text of 4 (“)', mended_in: '2026-02-28' },
    { line: 4, reason: 'wrong_type', column: 'case_code', found: 'text of 4 («)', mended_in: '2026-02-28' },
  ]);
});

it('a heading in curly quotes is refused by name', async () => {
  expect(await refusalOf(place.load([snapshot([head, ...rows(0, 3)].map(curly))]))).toMatchObject({
    reason: 'unreadable_file',
    found: 'dấu ngoặc cong “…” bao quanh tiêu đề',
  });
});
