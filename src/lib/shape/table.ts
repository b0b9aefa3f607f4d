/**
 * What a column holds; decides how its values are written and on which side they stand. A `figure` is written already.
 */
export type ColumnKind = 'text' | 'figure' | 'count' | 'ratio' | 'decimal' | 'date' | 'month';

export interface TableColumn {
  label: string;
  kind: ColumnKind;
}

/** A table as data: what stands behind a chart, in the page and in the CSV file alike. The first column names the row. */
export interface TableData {
  caption: string;
  columns: TableColumn[];
  rows: (string | number | null)[][];
  /** Where the name of each row leads; null or absent: nowhere. */
  links?: (string | null)[];
  /** Of a table that opens by a link: where to, and whether its rows are there. */
  toggle?: { href: string; isOpen: boolean };
}

// Blanks in front do not keep a spreadsheet from running a formula, nor do the full-width signs.
const formula = /^[ \u00a0]*[=+\-@\t\r\n\0＝＋－＠]/;
const byteOrderMark = '\ufeff';

/**
 * The table as CSV for a spreadsheet: UTF-8 with a byte order mark, CRLF, figures unrounded with a point. Text that
 * a spreadsheet would run as a formula gets an apostrophe in front.
 */
export function toCsv(table: TableData): string {
  const lines = [table.columns.map((column) => column.label), ...table.rows].map((row) =>
    row.map(csvField).join(','),
  );
  return byteOrderMark + lines.map((line) => `${line}\r\n`).join('');
}

/** One field of CSV, quoted where it must be; text that a spreadsheet would run gets an apostrophe in front. */
export function csvField(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const harmless = formula.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
