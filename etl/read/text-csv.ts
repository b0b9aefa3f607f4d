import type { Register } from '../contract.ts';
import type { Words } from '#warehouse/metrics.ts';
import { RefusedError, type Told } from '../errors.ts';
import { changedFile } from './changed-file.ts';
import { undecodable } from './encoding-words.ts';
import { type TextEncoding, unitsOf } from './encoding.ts';
import type { HeaderMap } from './header.ts';
import { recordsOf, type RecordShape, type TextRecord } from './text-records.ts';
import type { TextRow, TextTable } from './text-table.ts';

/** A delimited text whose heading and encoding are known. */
export interface TextFile {
  path: string;
  /** Folder and name, for messages. */
  shown: string;
  encoding: TextEncoding;
  delimiter: string;
  bareReturns: boolean;
  header: HeaderMap;
  /** Last line of the heading, from 1. */
  headerLine: number;
}

/** What the whole file tells about its rows before any of them is read. */
interface Layout {
  /** Fields of the heading. */
  fields: number;
  /** Fields up to the last heading that is not empty. */
  named: number;
  /** Fields of a row, where all rows have as many, but more or fewer empty ones at the end than the heading. */
  common: number;
  /** Records below the heading that are not blank. */
  records: number;
}

/**
 * A table of a delimited text that DuckDB's reader cannot be given: another encoding, mixed line ends, odd quotes.
 * Looks through the whole file once. Throws RefusedError: unreadable_file (byte 0, a quote that never closes),
 * unknown_encoding (a byte that is no letter in the encoding).
 */
export function textTable(file: TextFile, register: Register): TextTable {
  const { header, encoding } = file;
  const fields = header.headings.length;
  const named = header.headings.findLastIndex((heading) => isFilled(heading)) + 1;
  const { common, records, isCut } = surveyOf(file, { fields, named });
  const layout = { fields, named, common, records };
  const notes = [...encoding.notes, ...(isCut ? [cutNote] : [])];
  return { encoding: encoding.name, header, fields, notes, rows: () => rowsOf(file, layout, register) };
}

/** What is said of a file whose last row is short and has no line end. */
export const cutNote: Words = {
  vi: 'Dòng cuối thiếu trường và không có xuống dòng: tệp có thể bị cắt.',
  en: 'The last line lacks fields and has no end: the file may be cut off.',
};

function shapeOf({ delimiter, bareReturns, header }: TextFile): RecordShape {
  return { delimiter, bareReturns, fields: header.headings.length };
}

function* dataRecords(file: TextFile): Generator<TextRecord> {
  for (const record of recordsOf(unitsOf(file.path, file.encoding.units), shapeOf(file)))
    if (record.line > file.headerLine) yield record;
}

/** Looks through all records: refuses what cannot be read, and tells what rows have in common. */
function surveyOf(file: TextFile, { fields, named }: Pick<Layout, 'fields' | 'named'>) {
  const widths = new Map<number, number>();
  let hasOddEnds = false;
  let last: TextRecord | null = null;
  let records = 0;
  for (const record of recordsOf(unitsOf(file.path, file.encoding.units), shapeOf(file))) {
    refuseUnreadable(file, record);
    if (record.line <= file.headerLine || !record.fields.some(isFilled)) continue;
    last = record;
    records++;
    const width = record.fields.length;
    if (width >= named) widths.set(width, (widths.get(width) ?? 0) + 1);
    if (width > fields && !isFilled(record.fields[0] ?? '')) hasOddEnds = true;
    if (width !== fields && record.fields.slice(named).some(isFilled)) hasOddEnds = true;
  }
  const [[width, rows] = [fields, 0], ...others] = widths;
  return {
    common: rows > 1 && others.length === 0 && !hasOddEnds ? width : fields,
    records,
    isCut: last !== null && last.end === '' && last.fields.length < named,
  };
}

function refuseUnreadable({ shown, encoding }: TextFile, record: TextRecord): void {
  const refuse = (found: Told, expected: Told, hint: Told) =>
    new RefusedError({ reason: 'unreadable_file', file: shown, line: record.line, found, expected, hint });
  if (record.isOpen) {
    const hint = {
      vi: 'Tệp có thể bị cắt, hoặc thừa một dấu ngoặc kép ở dòng này: đề nghị gửi lại.',
      en: 'The file may be cut off, or has one quote too many on this line: ask for it again.',
    };
    throw refuse(
      { vi: 'dấu ngoặc kép không đóng', en: 'a quote that never closes' },
      { vi: 'tệp trọn vẹn', en: 'a whole file' },
      hint,
    );
  }
  if (record.isLong) {
    const hint = {
      vi: 'Dòng này không phải dữ liệu, hoặc tệp hỏng từ đây: đề nghị nơi gửi xem lại rồi gửi lại.',
      en: 'This line is no data, or the file is damaged from here on: ask the sender to look at it and send it again.',
    };
    throw refuse(
      { vi: 'dòng dài hơn 16 MB', en: 'a line longer than 16 MB' },
      { vi: 'mỗi dòng không quá 16 MB', en: 'no line longer than 16 MB' },
      hint,
    );
  }
  for (const field of record.fields) {
    if (field.includes('\0'))
      throw refuse(
        'byte 0',
        { vi: 'tệp văn bản CSV', en: 'a CSV text file' },
        {
          vi: 'Tệp hỏng hoặc không phải CSV: đề nghị gửi lại.',
          en: 'The file is damaged or no CSV: ask for it again.',
        },
      );
    if (encoding.units === 'utf-8' || !encoding.valueOf(field).includes('\ufffd')) continue;
    throw undecodable(shown, record.line, encoding.name);
  }
}

function* rowsOf(file: TextFile, layout: Layout, register: Register): Generator<TextRow> {
  const { valueOf } = file.encoding;
  const isBroken = brokenBy(file, register);
  let records = 0;
  for (const near of nearby(dataRecords(file))) {
    const { record } = near;
    if (!record.fields.some(isFilled)) continue;
    records++;
    const isMalformed = record.isBad || !fits(record.fields, layout) || isBroken(near);
    yield { line: record.line, values: record.fields.map(valueOf), isMalformed, fault: null };
  }
  if (records !== layout.records) throw changedFile(file.shown);
}

/**
 * Whether a record has the fields of the heading, or as many as all rows of the file have. Fewer are enough where only
 * empty headings go without and the last named column has a value, so that nothing can have moved.
 */
function fits(fields: readonly string[], { fields: wanted, named, common }: Layout): boolean {
  if (fields.length >= wanted || fields.length === common) return [wanted, common].includes(fields.length);
  return fields.length >= named && isFilled(fields[named - 1] ?? '') && !fields.slice(named).some(isFilled);
}

/** A record among those that stand around it. */
interface Near {
  before: TextRecord | undefined;
  record: TextRecord;
  after: TextRecord | undefined;
  /** The one behind the one after. */
  beyond: TextRecord | undefined;
}

function* nearby(records: Iterable<TextRecord>): Generator<Near> {
  const waiting: TextRecord[] = [];
  let before: TextRecord | undefined;
  const shift = (): Near[] => {
    const [after, beyond] = waiting.slice(1);
    const record = waiting.shift();
    const near = record ? [{ before, record, after, beyond }] : [];
    before = record;
    return near;
  };
  for (const record of records) {
    waiting.push(record);
    if (waiting.length > 2) yield* shift();
  }
  while (waiting.length > 0) yield* shift();
}

/**
 * Tells records that a line break inside a value may have cut: a line of one field right beside a whole record is the
 * rest of the one above or the start of the one below. What follows the last record is a remark.
 */
function brokenBy({ header, encoding }: TextFile, register: Register): (near: Near) => boolean {
  const isText = (position: number) =>
    register.columns.some(({ name, kind }) => kind === 'text' && header.positions.get(name) === position);
  const ends = { first: isText(0), last: isText(header.headings.length - 1) };
  const width = header.headings.length;
  const isRest = ({ fields: [field = '', ...more], isBad }: TextRecord) => {
    if (more.length > 0 || !isFilled(field) || isBad) return false;
    const isOtherRow = otherDelimiters.some((delimiter) => field.split(delimiter).length === width);
    return !isOtherRow && !totalLabel.test(encoding.valueOf(field));
  };
  return ({ before, record, after, beyond }) => {
    if (ends.first && before && before.lastLine + 1 === record.line && isRest(before)) return true;
    return (
      ends.last && after?.line === record.lastLine + 1 && isRest(after) && (beyond?.fields.length ?? 0) > 1
    );
  };
}

const otherDelimiters = [',', ';', '\t', '|'];
/** How rows of totals begin, which may have one field only. */
const totalLabel = /^\s*(?:tổng|cộng|trong đó|total)/i;

function isFilled(field: string): boolean {
  return field.trim() !== '';
}
