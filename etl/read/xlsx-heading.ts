import type { Register } from '../contract.ts';
import { findHeader, type HeaderMap, mapHeader } from './header.ts';
import { fromOldFont, type UnicodeVerdict } from './vietnamese-evidence.ts';
import type { Sheet, Workbook } from './xlsx-book.ts';
import { fontOf, judgeTexts, type OldFont, type Typing, typingOf } from './xlsx-font.ts';
import { SheetReader, type SheetRow } from './xlsx-sheet.ts';
import { looseText } from './xlsx-values.ts';

/** Rows with values that are looked at for the heading: title lines, a heading of three rows, one that numbers columns. */
const headRows = 80;
/** Rows with values whose texts tell the fonts in which they were typed. */
const sampleRows = 2000;

interface Heading {
  header: HeaderMap;
  /** Row number of the last row of the heading. */
  headingRow: number;
  /** Columns up to the last one that has a heading. */
  fields: number;
}

/** A sheet with the heading that it has. */
export interface HeadedSheet extends Heading {
  sheet: Sheet;
  typing: Typing;
  /** All its texts, as they stand. */
  verdict: UnicodeVerdict;
}

/** Finds the heading of a sheet, typed in Unicode or in an old font; null for a sheet without values. */
export function headedSheet(
  part: Buffer,
  { sheet, book, of }: { sheet: Sheet; book: Workbook; of: Register },
): HeadedSheet | null {
  const rows: SheetRow[] = [];
  for (const row of new SheetReader(part, book).rows()) {
    rows.push(row);
    if (rows.length === sampleRows) break;
  }
  if (rows.length === 0) return null;
  const first = rows.slice(0, headRows);
  const verdict = judgeTexts(rows.flatMap(textCells).map(({ text }) => text));
  const asItStands = headingIn(first, of, null);
  const font = fontOf(verdict) ?? fontOf(judgeTexts(first.flatMap(textCells).map(({ text }) => text)));
  const inFont = font && missingColumns(asItStands).length > 0 ? headingIn(first, of, font) : null;
  const isOld = inFont !== null && missingColumns(inFont).length < missingColumns(asItStands).length;
  const heading = isOld ? inFont : asItStands;
  const known = new Set(heading.header.positions.values());
  const typing = typingOf(columnTexts(rows, heading), { known, heading: isOld ? font : null });
  return { ...heading, sheet, verdict, typing };
}

/** Names of the required columns that a heading lacks. */
export function missingColumns({ header }: Pick<Heading, 'header'>): string[] {
  return header.missing.filter(({ required }) => required).map(({ name }) => name);
}

function headingIn(rows: readonly SheetRow[], of: Register, font: OldFont | null): Heading {
  const texts = rows.map((row) => textsOf(row).map((text) => (font ? fromOldFont(text, font) : text)));
  const found = findHeader(texts, of);
  const fields = found.headings.findLastIndex((heading) => heading.trim() !== '') + 1;
  const header = mapHeader(found.headings.slice(0, fields), of);
  return { header, headingRow: rows[found.last]?.number ?? 0, fields };
}

/** Texts of a row by column, empty where there is no cell. */
function textsOf(row: SheetRow): string[] {
  const texts = Array.from({ length: (row.cells.at(-1)?.column ?? -1) + 1 }, () => '');
  for (const cell of row.cells) texts[cell.column] = looseText(cell);
  return texts;
}

function textCells({ cells }: SheetRow): { column: number; text: string }[] {
  return cells.flatMap(({ kind, column, text }) => (kind === 'text' && text ? [{ column, text }] : []));
}

/** Texts below the heading, by column. */
function columnTexts(rows: readonly SheetRow[], { headingRow, fields }: Heading): Map<number, string[]> {
  const texts = new Map(Array.from({ length: fields }, (_, at) => [at, new Array<string>()]));
  for (const row of rows) {
    if (row.number <= headingRow) continue;
    for (const { column, text } of textCells(row)) texts.get(column)?.push(text);
  }
  return texts;
}
