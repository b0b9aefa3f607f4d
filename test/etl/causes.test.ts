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
  [
    // Two rings, 30 long and 1, with a chain of 40 below; a chain below an unknown one is no ring.
    [
      ...Array.from({ length: 30 }, (_, no) => `R${no} Vòng member_cell R${(no + 1) % 30}`),
      ...Array.from({ length: 40 }, (_, no) => `D${no} Dây member_cell ${no === 0 ? 'R7' : `D${no - 1}`}`),
      'S Một member_cell S',
      ...Array.from({ length: 40 }, (_, no) => `E${no} Dây member_cell ${no === 0 ? 'Q' : `E${no - 1}`}`),
    ].join('\n'),
    '31 tổ chức bị loại vì đứng trên nhau thành vòng (dòng 3, 4, 5, 6, 7, …)',
  ],
])('organisations above each other in a ring are told as what they are: %s', async (rows, told) => {
  const { warnings } = await place.load([place.snapshot('2026-01-31', registers(rows))], { maxRejects: 100 });
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

it.each([
  ['HS-1', 'HS–1', 'gạch ngang ngắn (en), U+2013'],
  ['HS-1', 'hs—1', 'gạch ngang dài (em), U+2014'],
  ['X2', 'X²', 'chữ số viết trên, U+00B2'],
  ['II', 'Ⅱ', 'số La Mã viết bằng một ký tự, U+2161'],
])('codes %s and %s of organisations are told to look alike, and by which sign', async (one, other, sign) => {
  const rows = `${one} Hai member_cell A\n ${other} Ba member_cell A\n HS.1 Tư member_cell A`;
  const { warnings } = await place.load([place.snapshot('2026-01-31', registers(rows))]);
  expect(warnings.filter((each) => each.includes('hai mã'))).toEqual([
    `2026-01-31/organizations: 2 mã tổ chức chỉ khác mã khác ở chữ hoa, dấu, Đ/D, kiểu gạch hoặc kiểu chữ số (${sign}): có thể một tổ chức ghi bằng hai mã (${[one, other].sort().join(', ')})`,
  ]);
});

it.each([
  ['HS\u20111', 'gạch nối không ngắt, U+2011', 'a no-break hyphen, U+2011'],
  ['HS\u20121', 'gạch ngang rộng bằng chữ số, U+2012', 'a figure dash, U+2012'],
  ['HS\u22121', 'dấu trừ, U+2212', 'a minus sign, U+2212'],
  ['HS\u00ad1', 'gạch nối mềm, không nhìn thấy, U+00AD', 'a soft hyphen, which nobody sees, U+00AD'],
  ['ＨS1', 'chữ, số hoặc dấu rộng gấp đôi, U+FF28', 'a full-width letter, figure or sign, U+FF28'],
])('a code that is rejected for a foreign sign is told by its name: %s', async (code, vi, en) => {
  const rows = `${code} Hai member_cell A\n HS1 Ba member_cell A`;
  const { warnings, warnings_en: inEnglish } = await place.load([
    place.snapshot('2026-01-31', registers(rows)),
  ]);
  const foreign = (each: string) => /ký tự lạ|foreign sign/.test(each);
  expect(warnings.filter(foreign)).toEqual([
    `2026-01-31/organizations: 1 dòng bị loại vì mã có ký tự lạ: ${vi} (dòng 3): đề nghị nơi gửi gõ lại mã bằng bàn phím`,
  ]);
  expect(inEnglish.filter(foreign)).toEqual([
    `2026-01-31/organizations: rejected rows with a foreign sign in a code, ${en}: 1 (lines 3); ask the sender to type the codes anew`,
  ]);
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

it('a heading with fewer or more fields than the rows is a heading all the same', async () => {
  const fewer = 'stage,case_code,organization_code';
  const more = `${head},due_on`;
  const much = `${head},"due_on",closing,closed_on`;
  const told = 'case_code,organization_code,intake';
  const { warnings } = await place.load([
    snapshot([head, row(1), fewer, row(2), more, row(3), much, told, much.replace('closing', 'C1')]),
  ]);
  expect(liveRejects(place.dataDir).map(({ line, reason, found }) => [line, reason, found])).toEqual([
    [3, 'malformed_row', 'tiêu đề lặp lại'],
    [5, 'malformed_row', 'tiêu đề lặp lại'],
    [7, 'malformed_row', 'tiêu đề lặp lại'],
    [8, 'malformed_row', null],
    [9, 'malformed_row', null],
  ]);
  expect(warnings.filter((each) => each.includes('tiêu đề'))).toEqual([
    expect.stringContaining('3 dòng bị loại là tiêu đề lặp lại giữa dữ liệu (dòng 3, 5, 7)'),
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
