import type { Told } from '../errors.ts';
import type { HeaderMap } from './header.ts';

/** One row of a file that our own reader reads: fields as text, as they stand. */
export interface TextRow {
  /** Line of the file (of the sheet: row) on which it starts, from 1. */
  line: number;
  /** One text a field, null where the file has none. */
  values: readonly (string | null)[];
  /** Wrong number of fields, or a quoted field that goes on behind its closing quote. */
  isMalformed: boolean;
  /** A cell that cannot hold a value of its column, whatever it shows (such as #N/A): its column and what may be told. */
  fault: { column: string; found: string } | null;
}

/** A file that our own reader reads, because DuckDB's cannot: another encoding, odd line ends, a workbook. */
export interface TextTable {
  /** Name of the encoding, as meta.loads tells it. */
  encoding: string;
  header: HeaderMap;
  /** Number of fields of a row. */
  fields: number;
  /** What the steward has to know: evidence for the encoding, hidden rows, lost zeros. */
  notes: readonly Told[];
  /** The rows below the heading, blank ones left out. */
  rows(): Iterable<TextRow> | AsyncIterable<TextRow>;
}
