/** One line of a text, as its line ends cut it. */
interface Line {
  text: string;
  end: '\n' | '\r\n' | '\r' | '';
  /** From 1. */
  number: number;
}

/** One record of a delimited text, with its fields in the units of the file: not yet decoded, trimmed or judged. */
export interface TextRecord {
  /** First and last line, from 1. */
  line: number;
  lastLine: number;
  end: Line['end'];
  fields: readonly string[];
  /** Its quotes do not pair: text around a quoted field, a quote too many, single quotes about a value. */
  isBad: boolean;
  /** A quoted field starts in it that never ends, or not within any sensible length. */
  isOpen: boolean;
  /** Longer than any record may be; what follows was not read. */
  isLong: boolean;
}

export interface RecordShape {
  delimiter: string;
  /** Fields of a whole record; null as long as the heading is not found. */
  fields: number | null;
  /** Lines end with a bare carriage return, as from old Macs; else one is a line end only between whole records. */
  bareReturns: boolean;
}

/** As long as DuckDB's reader takes a line. */
export const longestRecord = 16 * 1024 * 1024;

/**
 * Reads delimited text by RFC 4180 with LF, CRLF and CR, in any mix. A quote that was never meant to open a field would
 * swallow the lines up to the next one: where lines inside a record are whole records by themselves, its first line
 * alone is bad and reading goes on below it.
 */
export function* recordsOf(units: Iterable<string>, shape: RecordShape): Generator<TextRecord> {
  const lines = new Lines(units);
  for (let line = lines.next(); line; line = lines.next()) {
    const parts = [readRecord(lines, line, shape)];
    while (!shape.bareReturns && shape.fields !== null && parts.at(-1)?.end === '\r') {
      const more = lines.next();
      if (!more) break;
      parts.push(readRecord(lines, more, shape));
      if (parts.length > mostParts) break;
    }
    if (parts.length === 1 || parts.every((part) => isWhole(part, shape) || isEmpty(part))) yield* parts;
    else yield joined(parts);
  }
}

const mostParts = 100_000;

class Lines {
  private readonly source: Iterator<Line>;
  private readonly waiting: Line[] = [];

  constructor(units: Iterable<string>) {
    this.source = linesOf(units);
  }

  next(): Line | null {
    const line = this.waiting.pop();
    if (line) return line;
    const { done, value } = this.source.next();
    return done ? null : value;
  }

  putBack(lines: readonly Line[]): void {
    this.waiting.push(...[...lines].reverse());
  }
}

function* linesOf(units: Iterable<string>): Generator<Line> {
  let rest = '';
  let number = 1;
  for (const piece of units) {
    const text = rest + piece;
    let start = 0;
    const ends = /\r\n|\n|\r(?!$)/g;
    for (let end = ends.exec(text); end; end = ends.exec(text)) {
      yield { text: text.slice(start, end.index), end: endOf(end[0]), number: number++ };
      start = ends.lastIndex;
    }
    rest = text.slice(start);
    if (rest.length > longestRecord) break;
  }
  if (rest.endsWith('\r')) yield { text: rest.slice(0, -1), end: '\r', number };
  else if (rest !== '') yield { text: rest, end: '', number };
}

function endOf(end: string): Line['end'] {
  return end === '\n' || end === '\r\n' ? end : '\r';
}

function readRecord(lines: Lines, first: Line, shape: RecordShape): TextRecord {
  const parser = new FieldParser(shape.delimiter);
  const taken = [first];
  let last = first;
  let length = first.text.length;
  parser.add(first.text);
  while (parser.isOpen && length <= longestRecord) {
    const more = lines.next();
    if (!more) break;
    parser.add(`${last.end}${more.text}`);
    taken.push(more);
    length += more.text.length + 1;
    last = more;
  }
  const swallowed = taken.slice(1);
  if (!parser.isOpen && swallowed.some((line) => isWhole(readAlone(line, shape), shape))) {
    lines.putBack(swallowed);
    return { ...readAlone(first, shape), isBad: true, isOpen: false };
  }
  return { ...recordOf(parser, first, last), isLong: length > longestRecord };
}

function readAlone(line: Line, { delimiter }: RecordShape): TextRecord {
  const parser = new FieldParser(delimiter);
  parser.add(line.text);
  return recordOf(parser, line, line);
}

function recordOf(parser: FieldParser, first: Line, last: Line): TextRecord {
  const { isBad, isOpen } = parser;
  const place = { line: first.number, lastLine: last.number, end: last.end };
  return { ...place, fields: parser.end(), isBad, isOpen, isLong: false };
}

function isWhole(record: TextRecord, { fields }: RecordShape): boolean {
  return fields !== null && record.fields.length === fields && fields > 1 && !record.isBad && !record.isOpen;
}

function isEmpty({ fields, isBad }: TextRecord): boolean {
  return fields.length === 1 && fields[0] === '' && !isBad;
}

/** Records that bare carriage returns cut apart though they are none: one record, and a bad one. */
function joined(parts: readonly TextRecord[]): TextRecord {
  const [first] = parts;
  const last = parts.at(-1);
  if (!first || !last) throw new Error('No record without a part.');
  const fields = parts.flatMap((part) => part.fields);
  const { lastLine, end, isOpen, isLong } = last;
  return { ...first, lastLine, end, fields, isBad: true, isOpen, isLong };
}

/** Takes the text of a record, line by line, apart into fields. */
class FieldParser {
  isOpen = false;
  isBad = false;
  private readonly fields: string[] = [];
  private value = '';
  private isDone = false;

  constructor(private readonly delimiter: string) {}

  add(text: string): void {
    let at = this.isOpen ? this.addQuoted(text, 0) : 0;
    while (!this.isOpen && !this.isDone) at = this.addField(text, at);
    if (!this.isOpen) this.isDone = true;
  }

  end(): readonly string[] {
    return this.isOpen ? [...this.fields, this.value] : this.fields;
  }

  /** Reads the field that starts at `at`; gives where the next one starts. */
  private addField(text: string, at: number): number {
    const quote = this.openingQuote(text, at);
    if (quote >= 0) {
      this.value = '';
      this.isOpen = true;
      return this.addQuoted(text, quote + 1);
    }
    const end = text.indexOf(this.delimiter, at);
    const value = end < 0 ? text.slice(at) : text.slice(at, end);
    if (hasOddQuotes(value)) this.isBad = true;
    return this.push(value, end);
  }

  /** Where the quote stands that opens the field at `at`, blanks before it passed over; -1: none. */
  private openingQuote(text: string, at: number): number {
    let start = at;
    while (text[start] === ' ') start++;
    return text[start] === '"' ? start : -1;
  }

  /** Reads on inside a quoted field from `at`; gives where the next field starts, if this one ends in the text. */
  private addQuoted(text: string, at: number): number {
    let close = text.indexOf('"', at);
    let from = at;
    while (close >= 0 && text[close + 1] === '"') {
      this.value += text.slice(from, close + 1);
      from = close + 2;
      close = text.indexOf('"', from);
    }
    this.value += close < 0 ? text.slice(from) : text.slice(from, close);
    if (close < 0) return text.length;
    this.isOpen = false;
    const end = text.indexOf(this.delimiter, close + 1);
    const behind = text.slice(close + 1, end < 0 ? text.length : end);
    if (behind.trim() !== '') this.isBad = true;
    return this.push(this.value + (behind.trim() === '' ? '' : behind), end);
  }

  private push(value: string, end: number): number {
    this.fields.push(value);
    if (end < 0) this.isDone = true;
    return end + this.delimiter.length;
  }
}

/** A plain value with a quote too many, or between single quotes: what it was meant to be cannot be known. */
function hasOddQuotes(value: string): boolean {
  if (!value.includes('"') && !value.includes("'")) return false;
  const quotes = value.split('"').length - 1;
  return quotes % 2 === 1 || /^\s*'.*'\s*$/s.test(value);
}
