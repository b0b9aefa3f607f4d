import { type RefusalReason, RefusedError } from '../errors.ts';
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
  if (isUtf16(head)) {
    throw new RefusedError({
      reason: 'unknown_encoding',
      file,
      found: 'UTF-16 (Unicode Text)',
      expected: 'UTF-8',
      hint: 'Lưu lại tệp ở dạng "CSV UTF-8".',
    });
  }
  const found = findHeader(head.toString('utf8').replace(/^\ufeff/, ''), register);
  const shape = { delimiter: found.delimiter, headerLine: found.line, fields: found.headings.length };
  const scan = scanCsv(path, shape);
  refuseUnreadable(file, scan);
  return { ...shape, header: mapHeader(found.headings, register), scan };
}

function isUtf16(head: Buffer): boolean {
  return (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff);
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

const faults: readonly {
  holds(scan: CsvScan): boolean;
  reason: RefusalReason;
  found: string;
  expected: string;
  hint: string;
}[] = [
  {
    holds: ({ hasNul }) => hasNul,
    reason: 'unreadable_file',
    found: 'byte 0',
    expected: 'tệp văn bản CSV',
    hint: 'Tệp hỏng hoặc không phải CSV: đề nghị gửi lại.',
  },
  {
    holds: ({ isUtf8 }) => !isUtf8,
    reason: 'unknown_encoding',
    found: 'byte không phải UTF-8',
    expected: 'UTF-8',
    hint: 'Lưu lại tệp ở dạng "CSV UTF-8".',
  },
  {
    holds: ({ openQuoteLine }) => openQuoteLine !== null,
    reason: 'unreadable_file',
    found: 'dấu ngoặc kép không đóng',
    expected: 'tệp trọn vẹn',
    hint: 'Tệp có thể bị cắt: đề nghị gửi lại.',
  },
  {
    holds: ({ oddLineEnds }) => oddLineEnds,
    reason: 'unreadable_file',
    found: 'nhiều kiểu xuống dòng',
    expected: 'một kiểu xuống dòng (LF hoặc CRLF)',
    hint: 'Mở và lưu lại tệp.',
  },
];

function refuseUnreadable(file: string, scan: CsvScan): void {
  const fault = faults.find(({ holds }) => holds(scan));
  if (!fault) return;
  const { reason, found, expected, hint } = fault;
  throw new RefusedError({ reason, file, line: scan.openQuoteLine, found, expected, hint });
}
