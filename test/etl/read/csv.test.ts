import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { register } from '#etl/contract.ts';
import { inVietnamese } from '../support.ts';
import { RefusedError, type Refusal } from '#etl/errors.ts';
import { examineCsv } from '#etl/read/csv.ts';

const folder = mkdtempSync(join(tmpdir(), 'csv-test-'));
const organizations = register('organizations');

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const head = 'organization_code,organization_level,organization_name';
const row = 'A,agency,Một';

function examine(content: string | Buffer) {
  const path = join(folder, 'organizations.csv');
  writeFileSync(path, content);
  const examined = examineCsv(path, 'k/organizations.csv', organizations);
  return { ...examined, notes: inVietnamese(examined.notes) };
}

/** Rows that our own reader gives, as `line: field|field`, `!` before malformed ones. */
async function ownRows(content: string | Buffer): Promise<string[]> {
  const table = examine(content);
  if (!('rows' in table)) throw new Error('Left to DuckDB.');
  const shown: string[] = [];
  for await (const { line, values, isMalformed } of table.rows())
    shown.push(`${isMalformed ? '!' : ''}${line}: ${values.join('|')}`);
  return shown;
}

function refused(content: string | Buffer): Refusal {
  try {
    examine(content);
  } catch (error) {
    if (error instanceof RefusedError) return error.refusal;
    throw error;
  }
  throw new Error('Not refused as expected.');
}

describe('DuckDB reads by itself', () => {
  it.each<[string, string, object]>([
    ['a plain file', `${head}\n${row}\n`, { delimiter: ',', headerLine: 1, fields: 3 }],
    ['with a mark and Windows line ends', `\ufeff${head}\r\n${row}\r\n`, { headerLine: 1 }],
    ['with semicolons', `${head}\n${row}\n`.replaceAll(',', ';'), { delimiter: ';' }],
    ['with tabs', `${head}\n${row}\n`.replaceAll(',', '\t'), { delimiter: '\t' }],
    [
      'with a declared delimiter',
      `sep=;\r\n${head}\r\n`.replaceAll(',', ';'),
      { delimiter: ';', headerLine: 2 },
    ],
    [
      'with quotes throughout',
      '"organization_code","organization_level","organization_name"\n"A","x","M, ""t"""\n',
      {},
    ],
    ['with title lines, blank ones among them', `Danh sách\n\n,,\n${head}\n${row}\n`, { headerLine: 4 }],
    ['with a heading of two lines', `Mã tổ chức,Tổ chức,\n,Cấp tổ chức,Tên tổ chức\n`, { headerLine: 2 }],
    ['with numbered columns', `${head}\n(1),(2),(3)\n${row}\n`, { headerLine: 2 }],
    ['with a heading alone', head, { headerLine: 1 }],
    ['with quoted line ends', `${head}\nA,agency,"Hai\ndòng"\n`, { fields: 3 }],
    ['with short rows', `${head}\nA,agency\n${row}\n`, { fields: 3 }],
    ['with empty columns on every row', `${head},,\n${row},,\n`, { fields: 5 }],
  ])('%s', (_, text, shape) => {
    expect(examine(text)).toMatchObject({ ...shape, scan: { openQuoteLine: null }, notes: [] });
  });

  it('a file whose last line is cut, with a word about it', () => {
    const cut = ['Dòng cuối thiếu trường và không có xuống dòng: tệp có thể bị cắt.'];
    expect(examine(`${head}\n${row}\nB,age`).notes).toEqual(cut);
    expect(examine(`${head}\n${row}\nB,agency,Hai`).notes).toEqual([]);
    expect(examine(`${head}\n${row}\nB,age\n`).notes).toEqual([]);
    expect(examine(Buffer.from(`\ufeff${head}\n${row}\nB,age`, 'utf16le')).notes).toEqual(cut);
  });
});

describe('our own reader reads', () => {
  it.each<[string, string, string[]]>([
    ['bare carriage returns as line ends', `${head}\r${row}\rB,x,Hai\r`, ['2: A|agency|Một', '3: B|x|Hai']],
    [
      'line feeds inside values among them',
      `${head}\rA,x,"Hai\ndòng"\rB,x,Ba`,
      ['2: A|x|Hai\ndòng', '4: B|x|Ba'],
    ],
    [
      'line ends of every kind',
      `${head}\n${row}\r\nB,x,Hai\rC,x,Ba\n\r\r\nD,x,Bốn`,
      ['2: A|agency|Một', '3: B|x|Hai', '4: C|x|Ba', '7: D|x|Bốn'],
    ],
    [
      'carriage returns inside quotes',
      `${head}\r\nA,x,"Hai\rdòng"\nB,x,Ba\r\n`,
      ['2: A|x|Hai\rdòng', '4: B|x|Ba'],
    ],
    ['carriage returns twice', `${head}\r\r\n${row}\r\r\nB,x,Hai\r\r\n`, ['3: A|agency|Một', '5: B|x|Hai']],
    ['a heading over two lines', `"Mã\ntổ chức",Cấp tổ chức,Tên tổ chức\nA,x,Một\n`, ['3: A|x|Một']],
    ['blanks around quotes', `${head}\nA , "x" ,  "M, t"\n"B" ,x, Hai \n`, ['2: A |x|M, t', '3: B|x| Hai ']],
    [
      'quotes inside a plain value',
      `${head}\nA,x,Công ty "Một" và "Hai"\n`,
      ['2: A|x|Công ty "Một" và "Hai"'],
    ],
    ['doubled quotes', `${head}\n"A""",'x,"""Một"""\r\n`, ['2: A"|\'x|"Một"']],
  ])('%s', async (_, text, rows) => {
    expect(await ownRows(text)).toEqual(rows);
  });

  it('UTF-16 and old encodings, delimiters and quotes included', async () => {
    const text = 'Mã tổ chức\tCấp tổ chức\tTên tổ chức\r\n"A\t1"\tCơ sở\t"Đảng bộ ""Một"""\r\n';
    const rows = ['2: A\t1|Cơ sở|Đảng bộ "Một"'];
    expect(await ownRows(Buffer.from(`\ufeff${text}`, 'utf16le'))).toEqual(rows);
    const tcvn3 = 'M· tæ chøc\tCÊp tæ chøc\tTªn tæ chøc\r\n"A\t1"\tC¬ së\t"§¶ng bé ""Mét"""\r\n';
    expect(await ownRows(Buffer.from(tcvn3, 'latin1'))).toEqual(rows);
    expect(await ownRows(tcvn3)).toEqual(rows);
    expect(examine(tcvn3)).toMatchObject({
      encoding: 'tcvn3',
      fields: 3,
      header: { missing: organizations.columns.slice(3) },
      notes: ['UTF-8, chữ gõ bằng phông TCVN3 (ABC): 14 trên 14 tiếng có dấu đọc được'],
    });
  });

  it('rows across the pieces in which a file comes', async () => {
    const body = Array.from({ length: 250_000 }, (_, at) => `${at},Cơ sở,"Đảng bộ\r\n${at}"\r\n`).join('');
    const table = examine(Buffer.from(`\ufeff${head}\r\n${body}`, 'utf16le'));
    if (!('rows' in table)) throw new Error('Left to DuckDB.');
    let at = 0;
    for await (const { line, values, isMalformed } of table.rows()) {
      const right =
        line === 2 + 2 * at && !isMalformed && values.join('|') === `${at}|Cơ sở|Đảng bộ\r\n${at}`;
      if (!right) break;
      at++;
    }
    expect(at).toBe(250_000);
  });

  it('again from the start, as often as asked', async () => {
    const table = examine(`${head}\r${row}\r`);
    if (!('rows' in table)) throw new Error('Left to DuckDB.');
    const lines = async () => {
      const found: number[] = [];
      for await (const { line } of table.rows()) found.push(line);
      return found;
    };
    expect([await lines(), await lines()]).toEqual([[2], [2]]);
  });
});

describe('a row is malformed', () => {
  it.each<[string, string, string[]]>([
    ['with text around its quotes', 'A,x,"M"t\nB,x,Hai', ['!2: A|x|Mt', '3: B|x|Hai']],
    ['with a quote too many', 'A,x,M"t\nB,x,Hai', ['!2: A|x|M"t', '3: B|x|Hai']],
    ['with single quotes about a value', "A,x,'Một'\nB,x,O'Neil", ["!2: A|x|'Một'", "3: B|x|O'Neil"]],
    [
      'with quotes escaped by a backslash',
      'A,x,"M \\"t\\" m"\nB,x,Hai',
      ['!2: A|x|M \\t\\" m"', '3: B|x|Hai'],
    ],
    ['with another delimiter', 'A;x;"M"\nB,x,"Hai"y', ['!2: A;x;"M"', '!3: B|x|Haiy']],
    [
      'with a carriage return in its first or last value',
      'A,x,Mộ\rt\r\nB\r1,x,Hai\r\nC,x,Ba',
      ['!2: A|x|Mộ|t', '!4: B|1|x|Hai', '6: C|x|Ba'],
    ],
  ])('%s', async (_, body, rows) => {
    expect(await ownRows(`${head}\n${body}\n`)).toEqual(rows);
  });

  it('alone, when its stray quote would swallow the rows below', async () => {
    const body = 'A,x,"Một\nB,x,Hai\nC,x,"Ba, bốn"\nD,x,"Năm\nsáu"\nE,x,Bảy';
    expect(await ownRows(`${head}\n${body}\n`)).toEqual([
      '!2: A|x|Một',
      '3: B|x|Hai',
      '4: C|x|Ba, bốn',
      '5: D|x|Năm\nsáu',
      '7: E|x|Bảy',
    ]);
    expect(await ownRows(`${head}\n"A,x,Một\nB,x,Hai\nC",x,Ba\n`)).toEqual([
      '!2: A,x,Một',
      '3: B|x|Hai',
      '!4: C"|x|Ba',
    ]);
  });

  it('beside a line of one field, which may be the rest or the start of one of its values', async () => {
    const body = 'A,x,Một\nhai\nB,x,Ba\nC,x,Bốn\nCộng\nD,x,Năm\nLập ngày 1/1';
    expect(await ownRows(`${head}\n${body}\n`)).toEqual([
      '!2: A|x|Một',
      '!3: hai',
      '!4: B|x|Ba',
      '5: C|x|Bốn',
      '!6: Cộng',
      '7: D|x|Năm',
      '!8: Lập ngày 1/1',
    ]);
  });
});

describe('empty fields at the end of a row', () => {
  it('may be fewer than the heading has, if the last named column has a value', async () => {
    expect(await ownRows(`${head},,\nA,x,Một\nB,x,Hai,\nC,x,\nD,x,Ba,,\nE,x,Bốn,,5\n`)).toEqual([
      '2: A|x|Một',
      '3: B|x|Hai|',
      '!4: C|x|',
      '5: D|x|Ba||',
      '6: E|x|Bốn||5',
    ]);
  });

  it('may be other than in the heading, if they are the same in every row', async () => {
    expect(await ownRows(`${head}\nA,x,Một,,\nB,x,,,\n\nLập ngày 1/1`)).toEqual([
      '2: A|x|Một||',
      '3: B|x|||',
      '!5: Lập ngày 1/1',
    ]);
    expect(await ownRows(`${head},,\nA,x,Một\nB,x,\n`)).toEqual(['2: A|x|Một', '3: B|x|']);
  });

  it('make a row malformed where others have none, or values could have moved', async () => {
    expect(examine(`${head}\nA,x,Một,\nB,x,Hai\n`)).toMatchObject({ scan: { malformed: 1 } });
    expect(await ownRows(`${head}\n,A,x,\n,B,x,\n`)).toEqual(['!2: |A|x|', '!3: |B|x|']);
    expect(await ownRows(`${head}\n1,A,x,Một\n2,B,x,\n`)).toEqual(['!2: 1|A|x|Một', '!3: 2|B|x|']);
    expect(await ownRows(`${head}\nA,x,Một,\n`)).toEqual(['!2: A|x|Một|']);
  });
});

describe('refused is a file', () => {
  const unreadable = (found: string | RegExp, line: number | null = null) => ({
    reason: 'unreadable_file',
    file: 'k/organizations.csv',
    found: expect.stringMatching(found) as string,
    line,
  });

  it.each<[string, string | Buffer, string | RegExp, number | null]>([
    ['that is empty', '', 'tệp rỗng', null],
    ['with an open quote', `${head}\n${row}\nB,x,"Hai\nC,x,Ba\n`, 'dấu ngoặc kép không đóng', 3],
    ['cut off inside quotes', `${head}\r${row}\rB,x,"Ha`, 'dấu ngoặc kép không đóng', 3],
    ['with a zero byte', `${head}\n${row}\nB,x,\0\n`, 'byte 0', 3],
    ['with bars between columns', `${head}\n${row}\n`.replaceAll(',', '|'), /^dấu phân cách "\|"$/, null],
    ['with bars, twice', `${head}\n${row}\n`.replaceAll(',', '||'), /^dấu phân cách "\|"$/, null],
    ['with blanks between columns', `${head}\n${row}\n`.replaceAll(',', ' '), 'dấu phân cách " "', null],
    ['that declares another delimiter', `sep=|\n${head}\n`, /^dấu phân cách "\|"$/, null],
    ['in single quotes', `'${head.replaceAll(',', "','")}'\n'A','x','M'\n`, 'dấu nháy đơn', null],
    ['that is a workbook', Buffer.from('504b030414000600', 'hex'), 'XLSX', null],
    ['that is an old workbook', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'XLS', null],
    ['that is a page', `\n<html><table><tr><td>${head}`, 'HTML', null],
  ])('%s', (_, content, found, line) => {
    expect(refused(content)).toMatchObject(unreadable(found, line));
  });

  it('with a heading that two delimiters find', () => {
    const both = `${head}\n${head.replaceAll(',', ';')}\n`;
    expect(refused(both)).toMatchObject({
      reason: 'ambiguous_file',
      found: 'tiêu đề đọc được với 2 dấu phân cách',
    });
  });

  it('with half a letter of UTF-16, or a byte that its old encoding does not have, by the line', () => {
    const half = Buffer.concat([Buffer.from(`\ufeff${head}\n${row}\n`, 'utf16le'), Buffer.from([0x41])]);
    const lone = Buffer.from(`\ufeff${head}\nA,x,\ud800\n`, 'utf16le');
    expect([refused(half), refused(lone)]).toMatchObject([
      { reason: 'unknown_encoding', line: 3, found: 'byte không có trong bảng mã utf-16le' },
      { reason: 'unknown_encoding', line: 2 },
    ]);
    const vni = `${head}\nA,Cô sôû,Ñaûng boä tænh\nB,Caáp treân,Chi boä \x81 hai\n`;
    expect(refused(Buffer.from(vni, 'latin1'))).toMatchObject({
      reason: 'unknown_encoding',
      line: 3,
      found: 'byte không có trong bảng mã vni',
    });
  });

  it('without a known heading by what is missing, which the load tells', () => {
    const table = examine('A,x,Một\nB,x,Hai\n');
    expect(table.header.missing.filter(({ required }) => required)).toHaveLength(3);
  });
});
