import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { matchKey, register, trimmed } from '#etl/contract.ts';
import { contentHash, Utf8Check } from '#etl/read/bytes.ts';
import { mapHeader } from '#etl/read/header.ts';
import { type CsvRecord, scanCsv } from '#etl/read/records.ts';

const folder = mkdtempSync(join(tmpdir(), 'read-test-'));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What the scan tells of a text below a heading of two fields, and its records as `line:fields`, `!` for bad quotes. */
function scanned(text: string, delimiter = ',') {
  const path = join(folder, 'scan.csv');
  writeFileSync(path, text);
  const seen: CsvRecord[] = [];
  const scan = scanCsv(path, { delimiter, headerLine: 1, fields: 2 }, (record) => seen.push(record));
  return {
    ...scan,
    seen: seen.map(({ line, fields, badQuotes }) => `${line}:${fields}${badQuotes ? '!' : ''}`),
    all: seen,
  };
}

describe('the scan of a CSV file', () => {
  it.each<[string, string, string[]]>([
    ['nothing below the heading', 'a,b', []],
    ['rows with and without an end', 'a,b\n1,2\n3,4', ['2:2', '3:2']],
    ['Windows line ends', 'a,b\r\n1,2\r\n3,4\r\n', ['2:2', '3:2']],
    ['blank lines, which are no records', 'a,b\n\n1,2\n\n\n3,4\n\n', ['3:2', '6:2']],
    ['too few and too many fields', 'a,b\n1\n1,2,3\n1,2,\n,\n', ['2:1', '3:3', '4:3', '5:2']],
    ['delimiters and line ends in quotes', 'a,b\n"1,1","2\n2"\n"3\r\n3",4\n5,6', ['2:2', '4:2', '6:2']],
    ['doubled quotes', 'a,b\n"1""1","2"""\n"""",4\n', ['2:2', '3:2']],
    ['empty quoted fields', 'a,b\n"",""\n""\n', ['2:2', '3:1']],
    ['text behind a closing quote', 'a,b\n"1"x,2\n3,4\n', ['2:2!', '3:2']],
    ['quotes inside plain text', 'a,b\n1"1",2\n', ['2:2']],
    ['a heading over two lines', '"a\na",b\n1,2\n', ['3:2']],
  ])('counts records and fields of %s', (_, text, seen) => {
    const scan = scanned(text);
    expect(scan.seen).toEqual(seen);
    expect(scan.records).toBe(seen.length);
    expect(scan.malformed).toBe(seen.filter((each) => !each.endsWith(':2')).length);
    expect(scan).toMatchObject({ openQuoteLine: null, hasNul: false, oddLineEnds: false });
  });

  it('tells the byte at which a record starts', () => {
    const text = 'a,b\r\n"ệ\r\nệ",2\r\n\r\n3,4';
    const bytes = Buffer.from(text);
    expect(scanned(text).all.map(({ offset, ordinal }) => [offset, ordinal])).toEqual([
      [5, 0],
      [bytes.indexOf('3,4'), 1],
    ]);
  });

  it('counts fields by any delimiter', () => {
    expect(scanned('a;b\n1,1;2\n', ';').seen).toEqual(['2:2']);
    expect(scanned('a\tb\n1\t"2\t2"\n', '\t').seen).toEqual(['2:2']);
  });

  it('notices what makes a file unreadable or in need of care', () => {
    expect(scanned('a,b\n1,2\n"3,4\n5,6\n').openQuoteLine).toBe(3);
    expect(scanned('a,b\n1,\0\n').hasNul).toBe(true);
    expect(scanned('a,b\n1,2\r\n3,4\n').oddLineEnds).toBe(true);
    expect(scanned('a,b\r1,2\r3,4\r').oddLineEnds).toBe(true);
    expect(scanned('a,b\n1,"2\n2"\n').hasQuotedNewline).toBe(true);
  });

  it.each([
    ' 1,2',
    '1 ,2',
    '1, 2',
    '1,2 ',
    '"1 ",2',
    '1," 2"',
    '1,\u00a02',
    '1,2\u200b',
    '1\t,2',
    'o\u0302,2',
  ])('notices text that is to be trimmed or composed: %j', (row) => {
    expect(scanned(`a,b\n${row}\n`).hasOddText).toBe(true);
    expect(scanned(`a,b\r\n${row}\r\n`).hasOddText).toBe(true);
  });

  it('passes plain Vietnamese text', () => {
    expect(scanned('a,b\nĐảng ủy phường Ô Chợ Dừa,"ữ ẵ"\n').hasOddText).toBe(false);
  });
});

describe('the check for UTF-8', () => {
  const check = (...chunks: (string | number[])[]) => {
    const utf8 = new Utf8Check();
    for (const chunk of chunks) utf8.add(Buffer.from(chunk as string));
    return utf8.end();
  };

  it('takes letters that are cut between chunks, at any byte', () => {
    const bytes = [...Buffer.from('aệ🎴đ')];
    for (let cut = 0; cut <= bytes.length; cut++)
      expect(check(bytes.slice(0, cut), bytes.slice(cut))).toBe(true);
    expect(check(...bytes.map((byte) => [byte]))).toBe(true);
    expect(check()).toBe(true);
  });

  it.each([
    [[0xff]],
    [[0xc3]],
    [[0xe1, 0xbb]],
    [[0x80]],
    [[0xc0, 0x80]],
    [[0xed, 0xa0, 0x80]],
    [[0x61, 0xd0, 0x61]],
  ])('refuses the bytes %j', (bytes) => {
    expect(check(bytes)).toBe(false);
    expect(check('a', bytes)).toBe(false);
    expect(check(...bytes.map((byte) => [byte]))).toBe(false);
  });
});

describe('headings', () => {
  it('match by name or alias, blind to case, blanks, Unicode form and the place of the tone mark', () => {
    const headings = [
      ' MÃ HỒ SƠ\u00a0',
      'mã tổ chức'.normalize('NFD'),
      'Lọai  hồ sơ',
      'Giai đọan',
      '\ufeffReceived_On',
      'Ghi chú',
      '',
    ];
    const { positions, ignored, doubled, missing } = mapHeader(headings, register('cases'));
    expect(Object.fromEntries(positions)).toEqual({
      case_code: 0,
      organization_code: 1,
      case_type: 2,
      stage: 3,
      received_on: 4,
    });
    expect([ignored, doubled]).toEqual([['Ghi chú'], []]);
    expect(missing.filter(({ required }) => required)).toEqual([]);
  });

  it('that name a column twice are told', () => {
    expect(mapHeader(['Mã đảng viên', 'Số thẻ đảng viên'], register('members')).doubled).toEqual([
      'member_code',
    ]);
  });

  it.each([
    ['Hoà', 'HÒA'],
    ['thuỷ', 'thủy'],
    ['khoẻ', 'khỏe'],
  ])('%s and %s are one', (one, other) => {
    expect(matchKey(one)).toBe(matchKey(other));
  });

  it('lose blanks of every kind at their ends only', () => {
    expect(trimmed('\u200b\u00a0 a\u00a0b\u2007\ufeff\t')).toBe('a\u00a0b');
  });
});

it('a content hash depends on names and bytes', () => {
  const file = (name: string, text: string) => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return { name, path };
  };
  const [one, other] = [file('a.csv', '1'), file('b.csv', '2')];
  const hash = contentHash([one, other]);
  expect(hash).toMatch(/^[0-9a-f]{64}$/);
  expect(contentHash([one, { ...other, name: 'c.csv' }])).not.toBe(hash);
  expect(contentHash([one, file('b.csv', '3')])).not.toBe(hash);
  file('b.csv', '2');
  expect(contentHash([one, other])).toBe(hash);
});
