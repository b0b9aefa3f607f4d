import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { RefusedError } from '#etl/errors.ts';
import { kindOf } from '#etl/read/file-kind.ts';
import { refuseOtherKind } from '#etl/read/file-kind-words.ts';
import { zip } from './xlsx-files.ts';

const folder = mkdtempSync(join(tmpdir(), 'kind-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

function written(content: string | Buffer): string {
  const path = join(folder, 'tep');
  writeFileSync(path, content);
  return path;
}

/** A container of old Office programs with streams of these names, its list in the third sector. */
function container(...names: string[]): Buffer {
  const bytes = Buffer.alloc(2048);
  bytes.write('d0cf11e0a1b11ae1', 'hex');
  bytes.writeUInt16LE(9, 30);
  bytes.writeUInt32LE(1, 48);
  ['Root Entry', ...names].forEach((name, index) => {
    bytes.write(name, 1024 + index * 128, 'utf16le');
    bytes.writeUInt16LE(name.length * 2 + 2, 1024 + index * 128 + 64);
  });
  return bytes;
}

const held = (...names: string[]) => zip(names.map((name) => ({ name, content: 'x' })));
const types = '[Content_Types].xml';
const table = Buffer.alloc(97);
table.write('037c0a1f01000000610020', 'hex');

describe('a file is known by its content', () => {
  it.each<[string, string | Buffer, string]>([
    ['a register', '\ufeffMã hồ sơ;Giai đoạn\nC1;intake\n', 'text'],
    ['a title in signs', '{Danh sách} [tháng 10]\n<Đơn vị>\nMã hồ sơ\n', 'text'],
    ['text in UTF-16', Buffer.from('\ufeffMã hồ sơ\n', 'utf16le'), 'unknown'],
    ['nothing', '', 'empty'],
    ['rows as JSON', '\ufeff[\n  { "case_code": "C1" }\n]\n', 'json'],
    ['lines of JSON', '{"case_code":"C1"}\n{"case_code":"C2"}\n', 'json'],
    ['columns as JSON', '[["case_code","stage"]]', 'json'],
    ['SYLK of Excel', 'ID;PWXL;N;E\r\nP;PGeneral\r\nC;Y1;X1;K"case_code"\r\n', 'sylk'],
    ['SYLK of LibreOffice', 'ID;PCALCOOO32\nB;Y2;X5\n', 'sylk'],
    ['a register that begins as SYLK does', 'ID;Phân loại;Mã hồ sơ\nB;C;C1\n', 'text'],
    ['DIF', 'TABLE\r\n0,1\r\n"EXCEL"\r\nVECTORS\r\n', 'dif'],
    ['a register that begins as DIF does', 'TABLE\ncase_code,stage\n', 'text'],
    ['PDF', '%PDF-1.7\n', 'pdf'],
    ['RTF', '{\\rtf1\\ansi Danh s\\u225?ch}', 'rtf'],
    ['Word 97', container('1Table', 'WordDocument'), 'word'],
    ['Word', held(types, 'word/document.xml'), 'word'],
    ['Writer', zip([{ name: 'mimetype', content: 'x' }]), 'opendocument'],
    ['Excel 97', container('Workbook'), 'excel_old'],
    ['Excel 4', Buffer.from('0904060000001000', 'hex'), 'excel_old'],
    ['Excel with a password', container('EncryptionInfo', 'EncryptedPackage'), 'locked'],
    ['Excel', held(types, 'xl/workbook.xml'), 'xlsx'],
    ['binary Excel', held(types, 'xl/workbook.bin'), 'excel_binary'],
    [
      'XML of Excel 2003',
      '<?xml version="1.0"?>\n<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
      'excel_xml',
    ],
    ['PowerPoint', held(types, 'ppt/presentation.xml'), 'slides'],
    ['a page', '\n<!DOCTYPE html>\n<html><table>', 'html'],
    ['a page as XML', '<?xml version="1.0"?>\n<html>', 'html'],
    ['XML', '<?xml version="1.0"?>\n<hoSo/>', 'xml'],
    ['a mail', 'MIME-Version: 1.0\nContent-Type: multipart/related\n', 'mail'],
    ['Outlook', container('__nameid_version1.0'), 'mail'],
    ['a scan', Buffer.from('ffd8ffe000104a46', 'hex'), 'picture'],
    ['FoxPro', table, 'database'],
    ['files packed', held('ky/cases.csv', 'ky/members.csv'), 'data_inside'],
    ['other files packed', held('a.txt'), 'zip'],
    ['a workbook cut off', held(types, 'xl/workbook.xml').subarray(0, -40), 'cut_zip'],
    ['RAR', Buffer.from('526172211a0700', 'hex'), 'archive'],
    ['Parquet', 'PAR1....PAR1', 'parquet'],
  ])('%s', (_, content, kind) => {
    expect(kindOf(written(content))).toBe(kind);
  });
});

describe('a file of another kind than its name says', () => {
  const refusal = (content: string | Buffer, ...[shown, format]: [string, 'csv' | 'xlsx' | 'parquet']) => {
    try {
      refuseOtherKind(written(content), shown, format);
    } catch (error) {
      if (error instanceof RefusedError) return { ...error.refusal, english: error.english };
      throw error;
    }
    return null;
  };

  it('is refused in words that tell both, and what the office is to do', () => {
    expect(refusal('{"case_code":"C1"}', 'ky/cases.csv', 'csv')).toMatchObject({
      reason: 'unreadable_file',
      file: 'ky/cases.csv',
      found: 'tệp JSON mang tên .csv',
      hint: 'Đề nghị nơi gửi xuất lại ở dạng "CSV UTF-8" hoặc XLSX.',
      english: { found: 'a JSON file named .csv' },
    });
    expect(refusal('ID;PWXL;N;E\nP;PGeneral\n', 'ky/cases.csv', 'csv')).toMatchObject({
      found: 'bảng tính SYLK (SLK) mang tên .csv',
      english: { found: 'a SYLK spreadsheet (SLK) named .csv' },
    });
    expect(refusal('{\\rtf1}', 'ky/cases.CSV', 'csv')).toMatchObject({ found: 'văn bản RTF mang tên .CSV' });
    expect(refusal(held(types, 'word/document.xml'), 'ky/cases.xlsx', 'xlsx')).toMatchObject({
      found: 'văn bản Word (DOC, DOCX, ODT) mang tên .xlsx',
      hint: expect.stringContaining('không thay được bảng số liệu'),
    });
    expect(refusal('PAR1....PAR1', 'ky/cases.xlsx', 'xlsx')).toMatchObject({
      found: 'tệp Parquet mang tên .xlsx',
      hint: 'Đổi đuôi tệp thành .parquet.',
    });
  });

  it('is not refused when it is what it says', () => {
    expect(refusal('a,b\n', 'ky/cases.csv', 'csv')).toBe(null);
    expect(refusal(held(types, 'xl/workbook.xml'), 'ky/cases.xlsx', 'xlsx')).toBe(null);
    expect(refusal('PAR1....PAR1', 'ky/cases.parquet', 'parquet')).toBe(null);
  });
});
