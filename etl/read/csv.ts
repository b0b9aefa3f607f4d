import { RefusedError } from '../errors.ts';
import type { Register } from '../contract.ts';
import { headOf } from './bytes.ts';
import { mapHeader, type HeaderMap } from './header.ts';
import { type CsvScan, type CsvShape, scanCsv } from './records.ts';

const delimiters = [',', ';', '\t'];
const headSize = 256 * 1024;
const titleLines = 20;

/** A CSV file that was looked at: its shape, its header, and what our own reader counted. */
export interface CsvFile extends CsvShape {
  header: HeaderMap;
  scan: CsvScan;
}

/**
 * Finds delimiter and header line of a CSV file and counts its records.
 * Throws RefusedError: unreadable_file (empty, cut off in a quoted field, binary), unknown_encoding.
 */
export function examineCsv(path: string, file: string, register: Register): CsvFile {
  const head = headOf(path, headSize);
  if (head.length === 0) {
    throw new RefusedError({
      reason: 'unreadable_file',
      file,
      found: 'tệp rỗng',
      expected: 'một dòng tiêu đề và các dòng dữ liệu',
      hint: 'Đề nghị nơi gửi xuất lại tệp.',
    });
  }
  const found = findHeader(head.toString('utf8').replace(/^\ufeff/, ''), register);
  const shape = { delimiter: found.delimiter, headerLine: found.line, fields: found.headings.length };
  const scan = scanCsv(path, shape);
  refuseUnreadable(file, scan);
  return { ...shape, header: mapHeader(found.headings, register), scan };
}

function findHeader(text: string, register: Register) {
  const lines = text.split(/\r\n|\n|\r/).slice(0, titleLines);
  let best = { line: 1, delimiter: ',', headings: splitLine(lines[0] ?? '', ','), known: -1 };
  lines.forEach((line, index) => {
    for (const delimiter of delimiters) {
      const headings = splitLine(line, delimiter);
      const known = mapHeader(headings, register).positions.size;
      if (known > best.known && (known > 0 || index === 0))
        best = { line: index + 1, delimiter, headings, known };
    }
  });
  return best;
}

/** Fields of one line; quotes as in RFC 4180. */
function splitLine(line: string, delimiter: string): string[] {
  const fields: string[] = [];
  let field = '';
  let quoted = false;
  for (let i = 0; i < line.length; i++) {
    const letter = line[i];
    if (letter === '"' && quoted && line[i + 1] === '"') field += line[++i];
    else if (letter === '"') quoted = !quoted;
    else if (letter === delimiter && !quoted) {
      fields.push(field);
      field = '';
    } else field += letter;
  }
  return [...fields, field];
}

function refuseUnreadable(file: string, scan: CsvScan): void {
  const unreadable = (line: number | null, found: string, expected: string, hint: string) =>
    new RefusedError({ reason: 'unreadable_file', file, line, found, expected, hint });
  if (scan.hasNul)
    throw unreadable(null, 'byte 0', 'tệp văn bản CSV', 'Tệp hỏng hoặc không phải CSV: đề nghị gửi lại.');
  if (!scan.isUtf8) {
    throw new RefusedError({
      reason: 'unknown_encoding',
      file,
      found: 'byte không phải UTF-8',
      expected: 'UTF-8',
      hint: 'Lưu lại tệp ở dạng "CSV UTF-8".',
    });
  }
  if (scan.openQuoteLine !== null) {
    throw unreadable(
      scan.openQuoteLine,
      'dấu ngoặc kép không đóng',
      'tệp trọn vẹn',
      'Tệp có thể bị cắt: đề nghị gửi lại.',
    );
  }
  if (scan.oddLineEnds) {
    throw unreadable(
      null,
      'nhiều kiểu xuống dòng',
      'một kiểu xuống dòng (LF hoặc CRLF)',
      'Mở và lưu lại tệp.',
    );
  }
}
