import type { Register } from '../contract.ts';
import type { Words } from '#warehouse/metrics.ts';
import { RefusedError, type Told } from '../errors.ts';
import { tailOf } from './bytes.ts';
import { encodingOf, type TextEncoding, unitsOf } from './encoding.ts';
import { refuseOtherKind } from './file-kind-words.ts';
import { findHeader, type FoundHeader, type HeaderMap, mapHeader } from './header.ts';
import { type CsvScan, type CsvShape, scanCsv } from './records.ts';
import { cutNote, type TextFile, textTable } from './text-csv.ts';
import { recordsOf, type TextRecord } from './text-records.ts';
import type { TextTable } from './text-table.ts';

const delimiters = [',', ';', '\t'];
const headSize = 256 * 1024;
const headRecords = 200;

/** A CSV file that DuckDB can read: its shape, its header, and what our own reader counted. */
export interface CsvFile extends CsvShape {
  header: HeaderMap;
  scan: CsvScan;
  /** What the steward has to know. */
  notes: readonly Told[];
}

/** A heading as one delimiter shows it. */
interface Candidate {
  delimiter: string;
  found: FoundHeader;
  header: HeaderMap;
  records: readonly TextRecord[];
}

/**
 * Looks at a delimited text: encoding, delimiter, heading, records. Gives what DuckDB can read by itself (UTF-8, one
 * kind of line end, plain quotes), else a table that our own reader reads.
 * Throws RefusedError: unreadable_file (of another kind than CSV, cut off in a quoted field, a delimiter or quote sign that the
 * contract does not have), unknown_encoding, ambiguous_file (two delimiters fit).
 */
export function examineCsv(path: string, file: string, register: Register): CsvFile | TextTable {
  refuseOtherKind(path, file, 'csv');
  const encoding = encodingOf(path, file);
  const text = headText(path, encoding);
  const { delimiter, found, header, records } = chooseCandidate(text, { file, encoding, register });
  const last = records[found.last];
  const headerLine = last?.lastLine ?? 1;
  refuseOddLineEnds(last, { file, encoding });
  const isPlain =
    encoding.name === 'utf-8' && !endsWithCtrlZ(path) && records.slice(0, found.last + 1).every(isOneLine);
  const shape = { delimiter, headerLine, fields: found.headings.length };
  const scan = isPlain ? scanCsv(path, shape) : null;
  if (scan && isForDuckDb(scan, header)) {
    return { ...shape, header, scan, notes: [...encoding.notes, ...(scan.isCut ? [cutNote] : [])] };
  }
  const bareReturns = last?.end === '\r';
  const read: TextFile = { path, shown: file, encoding, delimiter, bareReturns, header, headerLine };
  return textTable(read, register);
}

const exportAgain = {
  vi: 'Đề nghị nơi gửi xuất lại tệp ở dạng "CSV UTF-8".',
  en: 'Ask the sender to export the file again as “CSV UTF-8”.',
};

/** Signs that are line ends elsewhere, not here: with them in it the heading holds rows. */
const otherLineEnds = ['\x1c', '\x1d', '\x1e', '\x1f', '\u0085', '\u2028', '\u2029'];

function refuseOddLineEnds(
  heading: TextRecord | undefined,
  { file, encoding }: { file: string; encoding: TextEncoding },
): void {
  const text = heading?.fields.map(encoding.valueOf).join('') ?? '';
  const sign = otherLineEnds.find((each) => text.includes(each))?.codePointAt(0);
  if (sign === undefined) return;
  throw new RefusedError({
    reason: 'unreadable_file',
    file,
    line: heading?.line ?? null,
    found: {
      vi: `ký tự U+${sign.toString(16).toUpperCase().padStart(4, '0')} trong tiêu đề, có vẻ dùng làm dấu xuống dòng`,
      en: `the sign U+${sign.toString(16).toUpperCase().padStart(4, '0')} in the heading, which seems to stand for line ends`,
    },
    expected: { vi: 'xuống dòng bằng LF, CRLF hoặc CR', en: 'lines that end with LF, CRLF or CR' },
    hint: exportAgain,
  });
}

function endsWithCtrlZ(path: string): boolean {
  return tailOf(path, 1)[0] === 0x1a;
}

function isOneLine({ line, lastLine, end, isOpen }: TextRecord): boolean {
  return line === lastLine && end !== '\r' && !isOpen;
}

/** DuckDB's reader is exact on such files; its rejects, too, are those of our own count. */
function isForDuckDb(scan: CsvScan, header: HeaderMap): boolean {
  const hasEmptyEnd = (header.headings.at(-1) ?? '').trim() === '';
  const hasOddRows = scan.malformed > 0 && (hasEmptyEnd || scan.malformed === scan.records);
  return !(
    scan.hasNul ||
    scan.openQuoteLine !== null ||
    scan.oddLineEnds ||
    scan.hasOddQuotes ||
    scan.hasLongRecord ||
    scan.hasStrayLines ||
    hasOddRows
  );
}

function headText(path: string, encoding: TextEncoding): string {
  let text = '';
  for (const units of unitsOf(path, encoding.units, headSize)) {
    text += units;
    if (text.length > headSize) break;
  }
  if (text.length <= headSize) return text;
  const end = Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r'));
  return end < 0 ? text : text.slice(0, end);
}

interface Search {
  file: string;
  encoding: TextEncoding;
  register: Register;
}

function chooseCandidate(text: string, search: Search): Candidate {
  const { file } = search;
  const declared = declaredDelimiter(text, file);
  // By a sign that stands nowhere all rows are one field, as they are by the comma where it stands nowhere either.
  const possible = delimiters.filter((sign, at) => at === 0 || text.includes(sign));
  const tried = (declared ? [declared] : possible).map((delimiter) => candidate(text, delimiter, search));
  const full = tried.filter(({ header }) => header.missing.every(({ required }) => !required));
  if (full.length > 1) {
    throw new RefusedError({
      reason: 'ambiguous_file',
      file,
      found: {
        vi: `tiêu đề đọc được với ${full.length} dấu phân cách`,
        en: `a heading that ${full.length} delimiters find`,
      },
      expected: { vi: 'một dấu phân cách', en: 'one delimiter' },
      hint: {
        vi: 'Chỉ dùng một trong các dấu phẩy, chấm phẩy, tab.',
        en: 'Use only one of comma, semicolon and tab.',
      },
    });
  }
  const [best] = full.length > 0 ? full : tried.toSorted((a, b) => b.found.known - a.found.known);
  if (!best) throw new Error('No delimiter was tried.');
  if (full.length === 0) refuseForeignDialect(text, best, search);
  return best;
}

/** `sep=;` on the first line, as Excel reads and some programs write it. */
function declaredDelimiter(text: string, file: string): string | null {
  const declared = /^"?sep=(.)"?[,;\t]*(?=[\r\n]|$)/i.exec(text)?.[1];
  if (declared === undefined) return null;
  if (!delimiters.includes(declared)) throw foreign(file, delimiterWords(declared));
  return declared;
}

function candidate(text: string, delimiter: string, { encoding, register }: Search): Candidate {
  const records: TextRecord[] = [];
  for (const record of recordsOf([text], { delimiter, fields: null, bareReturns: false })) {
    records.push(record);
    if (records.length === headRecords) break;
  }
  const isDeclaration = /^"?sep=/i.test(text);
  const rows = records.map(({ fields }, at) =>
    isDeclaration && at === 0 ? [] : fields.map(encoding.valueOf),
  );
  const found = findHeader(rows, register);
  return { delimiter, found, header: mapHeader(found.headings, register), records };
}

const foreignDelimiters = ['|', ':', '^', '~', '!', '#', '/', '\\', '\x01', '\x1e', '\x1f', ' '];
const enoughNames = 2;
const foreignQuotes: readonly { around: RegExp; words: Words }[] = [
  {
    around: /^'(.*)'$/,
    words: { vi: `dấu nháy đơn (') bao quanh tiêu đề`, en: `single quotes (') around the headings` },
  },
  {
    around: /^[“”„‟‘’«»](.*)[“”‘’«»]$/,
    words: { vi: 'dấu ngoặc cong “…” bao quanh tiêu đề', en: 'curly quotes “…” around the headings' },
  },
];

/** Says so when the heading would be found with signs that the contract does not have. */
function refuseForeignDialect(text: string, best: Candidate, { file, encoding, register }: Search): void {
  const lines = text.split(/[\r\n]+/).slice(0, headRecords);
  const known = (split: (line: string) => string[]) => findHeader(lines.map(split), register).known;
  const enough = Math.max(enoughNames, best.found.known + 1);
  const split = (delimiter: string, quote: RegExp) => (line: string) =>
    line.split(delimiter).map((field) => encoding.valueOf(field).trim().replace(quote, '$1'));
  for (const { around, words } of foreignQuotes)
    if (delimiters.some((each) => known(split(each, around)) >= enough)) throw foreign(file, words);
  const delimiter = foreignDelimiters.find((each) => known(split(each, /^["'](.*)["']$/)) >= enough);
  if (delimiter) throw foreign(file, delimiterWords(delimiter));
}

function delimiterWords(delimiter: string): Words {
  const sign = JSON.stringify(delimiter);
  return { vi: `dấu phân cách ${sign}`, en: `the delimiter ${sign}` };
}

function foreign(file: string, found: Told): RefusedError {
  return new RefusedError({
    reason: 'unreadable_file',
    file,
    found,
    expected: {
      vi: 'dấu phẩy, chấm phẩy hoặc tab giữa các cột, dấu ngoặc kép (") quanh giá trị',
      en: 'comma, semicolon or tab between columns, double quotes (") around values',
    },
    hint: exportAgain,
  });
}
