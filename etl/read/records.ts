import { chunksOf } from './bytes.ts';
import { longestRecord } from './text-records.ts';

const newline = 10;
const carriageReturn = 13;
const quote = 34;
const singleQuote = 39;
const deleteSign = 127;
const wideRecord = 1024 * 1024;

/** One record of a CSV file, as an independent reader of ours sees it. */
export interface CsvRecord {
  /** Number among the records, from 0; blank lines are no records. */
  ordinal: number;
  /** Line on which it starts, from 1. */
  line: number;
  /** Byte at which it starts. */
  offset: number;
  fields: number;
  /** A quoted field goes on behind its closing quote, or is never closed. */
  badQuotes: boolean;
}

export interface CsvScan {
  records: number;
  malformed: number;
  hasQuotedNewline: boolean;
  /** Line on which a quoted field starts that never ends. */
  openQuoteLine: number | null;
  hasNul: boolean;
  /** Whether any value may have blanks at its ends or letters that are not in NFC: otherwise nothing need be trimmed. */
  hasOddText: boolean;
  /** Whether any value may have signs below the blank. */
  hasControlSigns: boolean;
  /** Line ends of more than one kind, or bare carriage returns. */
  oddLineEnds: boolean;
  /** Quotes inside or around plain values, or a quoted line end in a record that may have swallowed others. */
  hasOddQuotes: boolean;
  /** Some record is longer than registers have them: DuckDB's reader must be told to take it. */
  hasWideRecord: boolean;
  /** Some record is longer than DuckDB's reader takes one. */
  hasLongRecord: boolean;
  /** A line of one field above a whole record: a line break inside a value may have left it. */
  hasStrayLines: boolean;
  /** The last record is short and its line has no end. */
  isCut: boolean;
}

export interface CsvShape {
  delimiter: string;
  headerLine: number;
  fields: number;
}

/**
 * Counts records and fields of a CSV file, independently of DuckDB, whose reader tolerates an extra empty field and
 * drops what follows an open quote. `visit` gets each record below the header; blank lines are passed over.
 */
export function scanCsv(path: string, shape: CsvShape, visit?: (record: CsvRecord) => void): CsvScan {
  const machine = new RecordMachine(shape, visit);
  const odd = oddText(shape.delimiter);
  let hasNul = false;
  let hasOddText = false;
  for (const chunk of chunksOf(path)) {
    hasNul ||= chunk.includes(0);
    hasOddText ||= odd(chunk);
    machine.add(chunk);
  }
  return { ...machine.end(), hasNul, hasOddText };
}

/** First bytes of no-break, zero-width and wide blanks, soft hyphens and combining marks in UTF-8. */
const oddLeads = [0xc2, 0xcc, 0xcd, 0xe2, 0xe3, 0xef, 0x0b, 0x0c];
const space = 32;
const tab = 9;

function oddText(delimiter: string): (chunk: Buffer) => boolean {
  const blanks = [...new Set([delimiter, '"', '\n', '\r'])].flatMap((mark) => [`${mark} `, ` ${mark}`]);
  return (chunk) =>
    chunk[0] === space ||
    chunk[chunk.length - 1] === space ||
    oddLeads.some((lead) => chunk.includes(lead)) ||
    (delimiter !== '\t' && chunk.includes(tab)) ||
    (chunk.includes(space) && blanks.some((blank) => chunk.includes(blank)));
}

/** So that the sum of four bytes tells at once how many delimiters they are, or that something else is among them. */
const kinds = { ordinary: 0, delimiter: 1, newline: 32, other: 64 } as const;

/** Sum of the kinds of four bytes; `other` at the end of the chunk. */
function fourKinds(ofByte: Uint8Array, chunk: Buffer, at: number): number {
  if (at + 4 > chunk.length) return kinds.other;
  return (
    (ofByte[chunk[at] ?? 0] ?? 0) +
    (ofByte[chunk[at + 1] ?? 0] ?? 0) +
    (ofByte[chunk[at + 2] ?? 0] ?? 0) +
    (ofByte[chunk[at + 3] ?? 0] ?? 0)
  );
}

class RecordMachine {
  private readonly delimiter: number;
  private readonly scan = {
    records: 0,
    malformed: 0,
    hasQuotedNewline: false,
    openQuoteLine: null as number | null,
    oddLineEnds: false,
    hasOddQuotes: false,
    hasWideRecord: false,
    hasLongRecord: false,
    hasStrayLines: false,
    hasControlSigns: false,
    isCut: false,
  };
  private position = 0;
  private line = 1;
  private start = 0;
  private startLine = 1;
  private fields = 1;
  private length = 0;
  private state: 'start' | 'plain' | 'quoted' | 'closed' = 'start';
  private badQuotes = false;
  /** Delimiters in the line inside a quoted field; null in its first line. */
  private quotedDelimiters: number | null = null;
  private isBelowLoneField = false;
  private before = 0;
  /** By byte, what it is in a line without quotes. */
  private readonly kinds = new Uint8Array(256);
  private unixEnds = 0;
  private windowsEnds = 0;

  constructor(
    private readonly shape: CsvShape,
    private readonly visit?: (record: CsvRecord) => void,
  ) {
    this.delimiter = shape.delimiter.charCodeAt(0);
    this.kinds.fill(kinds.other, 0, space);
    for (const byte of [quote, singleQuote, deleteSign]) this.kinds[byte] = kinds.other;
    this.kinds[this.delimiter] = kinds.delimiter;
    this.kinds[newline] = kinds.newline;
  }

  add(chunk: Buffer): void {
    const base = this.position;
    for (let at = 0; at < chunk.length; at++) {
      if ((this.state === 'plain' || this.state === 'start') && this.before !== carriageReturn) {
        at = this.passPlain(chunk, at, base);
        this.position = base + at;
        if (at === chunk.length) break;
      }
      this.take(chunk[at] ?? 0);
    }
  }

  /** Takes bytes from `from` on up to one that a line without quotes does not have; gives its place. */
  private passPlain(chunk: Buffer, from: number, base: number): number {
    const ofByte = this.kinds;
    let begin = from;
    let fields = this.fields;
    let at = from;
    for (; at < chunk.length; at++) {
      let four = fourKinds(ofByte, chunk, at);
      while (four < kinds.newline) {
        fields += four;
        at += 4;
        four = fourKinds(ofByte, chunk, at);
      }
      const kind = ofByte[chunk[at] ?? 0] ?? 0;
      if (kind === kinds.other || at === chunk.length) break;
      if (kind !== kinds.newline) fields += kind;
      else {
        this.fields = fields;
        this.length += at - begin;
        this.position = base + at + 1;
        this.endLine();
        begin = at + 1;
        fields = 1;
      }
    }
    if (at === from) return at;
    const last = chunk[at - 1] ?? 0;
    this.fields = fields;
    this.length += at - begin;
    this.before = last;
    if (last !== newline) this.state = last === this.delimiter ? 'start' : 'plain';
    return at;
  }

  private take(byte: number): void {
    this.position++;
    if (this.state === 'quoted') {
      this.takeQuoted(byte);
      this.before = 0;
      return;
    }
    if (this.before === carriageReturn && byte !== newline) this.scan.oddLineEnds = true;
    if (byte === newline) this.endLine();
    else if (byte === this.delimiter) {
      this.fields++;
      this.length++;
      this.state = 'start';
    } else if (byte !== carriageReturn) this.takePlain(byte);
    this.before = byte;
  }

  private takeQuoted(byte: number): void {
    if (byte === quote) this.state = 'closed';
    else if (byte === this.delimiter && this.quotedDelimiters !== null) this.quotedDelimiters++;
    else if (byte === newline || byte === carriageReturn) {
      if (byte === newline) this.line++;
      this.scan.hasQuotedNewline = true;
      if ((this.quotedDelimiters ?? -1) >= this.shape.fields - 1) this.scan.hasOddQuotes = true;
      this.quotedDelimiters = 0;
    } else if (byte < space || byte === deleteSign) this.scan.hasControlSigns = true;
  }

  private takePlain(byte: number): void {
    this.length++;
    if (byte < space || byte === deleteSign) this.scan.hasControlSigns = true;
    if (this.state === 'plain') {
      if (byte === quote) this.scan.hasOddQuotes = true;
    } else if (byte === quote) this.state = 'quoted';
    else {
      if (this.state === 'closed') this.badQuotes = true;
      else if (byte === singleQuote) this.scan.hasOddQuotes = true;
      this.state = 'plain';
    }
  }

  private endLine(): void {
    if (this.before === carriageReturn) this.windowsEnds++;
    else this.unixEnds++;
    this.line++;
    this.endRecord();
    this.start = this.position;
    this.startLine = this.line;
  }

  private endRecord(): void {
    const length = this.position - this.start;
    if (length > wideRecord) this.scan.hasWideRecord = true;
    if (length > longestRecord) this.scan.hasLongRecord = true;
    if (this.startLine > this.shape.headerLine && this.length > 0) {
      const { fields, badQuotes } = this;
      const isMalformed = fields !== this.shape.fields || badQuotes;
      if (isMalformed) this.scan.malformed++;
      if (badQuotes || (isMalformed && this.quotedDelimiters !== null)) this.scan.hasOddQuotes = true;
      if (this.isBelowLoneField && !isMalformed) this.scan.hasStrayLines = true;
      this.isBelowLoneField = fields === 1;
      this.visit?.({
        ordinal: this.scan.records,
        line: this.startLine,
        offset: this.start,
        fields,
        badQuotes,
      });
      this.scan.records++;
    }
    this.fields = 1;
    this.length = 0;
    this.state = 'start';
    this.badQuotes = false;
    this.quotedDelimiters = null;
  }

  end() {
    if (this.state === 'quoted') this.scan.openQuoteLine = this.startLine;
    this.scan.isCut = this.length > 0 && this.fields < this.shape.fields;
    this.endRecord();
    if (this.unixEnds > 0 && this.windowsEnds > 0) this.scan.oddLineEnds = true;
    return this.scan;
  }
}
