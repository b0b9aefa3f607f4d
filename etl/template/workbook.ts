import { type CellStyle, type DataValidation, dateToSerial, writeXlsx, type WriteSheet } from 'hucre';
import type { CodeList, Column, Register } from '../contract.ts';
import { columnLetters } from '../read/xlsx-sheet.ts';
import { guideSheet, listsSheet } from '../read/xlsx.ts';
import { type RegisterWords, registerWords } from './words.ts';

/** Labels to choose from, by code list, and the documents that duties come from. */
export interface Choices {
  labels: ReadonlyMap<CodeList, readonly string[]>;
  documents: readonly string[];
}

/** Rows that are laid out for filling in: formats of codes and dates; what is checked on entry holds for all rows. */
export const blankRows = 2000;
/** Row number of the heading, from 1. */
export const headingRow = 6;
const lastRow = 1_048_576;
/** Files carry no time of their own: the same contract makes the same bytes. */
const made = new Date(Date.UTC(2000, 0, 1));

/** A blank workbook for a register: headings, formats, drop-downs, a guide. Same bytes for same choices. */
export async function templateOf(of: Register, choices: Choices): Promise<Uint8Array> {
  const lists = listsOf(of, choices);
  return writeXlsx({
    sheets: [dataSheet(of, lists), guide(of, lists), listSheet(lists)],
    defaultFont: { name: 'Times New Roman', size: 12 },
    properties: { title: registerWords[of.name].title, created: made, modified: made },
  });
}

/** A list that a column is filled from, with its place on the hidden sheet. */
interface List {
  values: readonly string[];
  range: string;
}

function listsOf(of: Register, { labels, documents }: Choices): Map<string, List> {
  const filled = of.columns.flatMap((column) => {
    const values = column.codes ? labels.get(column.codes) : column.name === 'document_code' ? documents : [];
    return values && values.length > 0 ? [[column.name, values] as const] : [];
  });
  return new Map(
    filled.map(([name, values], index) => {
      const letters = columnLetters(index);
      return [name, { values, range: `'${listsSheet}'!$${letters}$2:$${letters}$${values.length + 1}` }];
    }),
  );
}

/** The heading of a column: its first Vietnamese name, or the name itself. */
export function headingOf({ aliases, name }: Column): string {
  return aliases[0] ?? name;
}

const fill = (rgb: string): CellStyle['fill'] => ({ type: 'pattern', pattern: 'solid', fgColor: { rgb } });
const line = { style: 'thin', color: { rgb: '8A8A8A' } } as const;
const boxed = { top: line, right: line, bottom: line, left: line };
const headingStyle: CellStyle = {
  font: { name: 'Times New Roman', size: 12, bold: true },
  alignment: { horizontal: 'center', vertical: 'center', wrapText: true },
  border: boxed,
};
const styles = {
  title: { font: { name: 'Times New Roman', size: 14, bold: true } },
  required: { ...headingStyle, fill: fill('BFD3E6') },
  optional: { ...headingStyle, fill: fill('EEF3F8') },
  caption: { font: { name: 'Times New Roman', size: 12, italic: true }, alignment: { horizontal: 'center' } },
  asOf: { border: boxed, numFmt: 'dd/mm/yyyy', alignment: { horizontal: 'left' } },
  wrapped: { alignment: { vertical: 'top', wrapText: true }, border: boxed },
} as const satisfies Record<string, CellStyle>;

const formats = { text: '@', code: '@', date: 'dd/mm/yyyy', count: '0' } as const;

function dataSheet(of: Register, lists: ReadonlyMap<string, List>): WriteSheet {
  const words = registerWords[of.name];
  const cells: NonNullable<WriteSheet['cells']> = new Map();
  cells.set('0,0', { value: words.title, style: styles.title });
  cells.set('2,2', { style: styles.asOf });
  of.columns.forEach((column, at) => {
    const { caption } = words.columns[column.name] ?? {};
    if (caption) cells.set(`${headingRow - 2},${at}`, { value: caption, style: styles.caption });
    const style = column.required ? styles.required : styles.optional;
    cells.set(`${headingRow - 1},${at}`, { value: headingOf(column), style });
    const blank = { style: { numFmt: formats[column.kind] } };
    for (let row = 0; row < blankRows; row++) cells.set(`${headingRow + row},${at}`, blank);
  });
  return {
    name: words.sheet,
    columns: of.columns.map((column) => ({ width: widthOf(column, lists.get(column.name)) })),
    rows: Array.from({ length: headingRow + blankRows }, (_, row) => [titleLine(row, words)]),
    cells,
    dataValidations: of.columns.map((column, at) =>
      validation(column, at, { words, list: lists.get(column.name) }),
    ),
    freezePane: { rows: headingRow },
    rowDefs: new Map([[headingRow - 1, { height: 36 }]]),
    pageSetup: {
      paperSize: 'a4',
      orientation: 'landscape',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      printTitlesRow: `$${headingRow}:$${headingRow}`,
    },
  };
}

function titleLine(row: number, { title, rows }: RegisterWords): string | null {
  const lines = [
    title,
    rows,
    'Số liệu chốt đến hết ngày:',
    `Cột nền đậm: bắt buộc. Cột nền nhạt: để trống nếu không có. Không đổi tên cột, không gộp ô. Cách ghi: xem trang "${guideSheet}".`,
  ];
  return lines[row] ?? null;
}

function widthOf(column: Column, list: List | undefined): number {
  if (column.name === 'organization_name' || column.name === 'legal_basis') return 44;
  if (list) return Math.min(44, Math.max(18, ...list.values.map((value) => value.length + 4)));
  return column.kind === 'text' ? 18 : 14;
}

/** What Excel checks when a cell is filled in, and what it says beside the cell (at most 32 and 255 characters). */
function validation(
  column: Column,
  at: number,
  { words, list }: { words: RegisterWords; list: List | undefined },
): DataValidation {
  const letters = columnLetters(at);
  const { meaning = '' } = words.columns[column.name] ?? {};
  return {
    ...rule(column, list),
    range: `${letters}${headingRow + 1}:${letters}${lastRow}`,
    allowBlank: true,
    showInputMessage: true,
    inputTitle: headingOf(column).slice(0, 32),
    inputMessage: `${meaning}${column.required ? ' Bắt buộc.' : ''}`.slice(0, 255),
    errorTitle: headingOf(column).slice(0, 32),
  };
}

const serial = (year: number, month: number, day: number) =>
  String(dateToSerial(new Date(Date.UTC(year, month - 1, day))));

function rule(column: Column, list: List | undefined): Omit<DataValidation, 'range'> {
  if (list && column.kind === 'code') {
    const errorMessage = 'Chọn một giá trị trong danh mục.';
    return { type: 'list', formula1: list.range, showErrorMessage: true, errorStyle: 'stop', errorMessage };
  }
  if (list) return { type: 'list', formula1: list.range };
  const strict = { showErrorMessage: true, errorStyle: 'stop' } as const;
  if (column.kind === 'date') {
    const errorMessage = 'Nhập một ngày có thật từ năm 1930, dạng ngày/tháng/năm, ví dụ 31/10/2026.';
    const bounds = {
      operator: 'between',
      formula1: serial(1930, 1, 1),
      formula2: serial(2100, 12, 31),
    } as const;
    return { type: 'date', ...bounds, ...strict, errorMessage };
  }
  if (column.kind === 'count') {
    const errorMessage = 'Nhập một số nguyên từ 0.';
    return { type: 'whole', operator: 'greaterThanOrEqual', formula1: '0', ...strict, errorMessage };
  }
  return { type: 'textLength', operator: 'lessThanOrEqual', formula1: '32767' };
}

const kindWords = {
  text: 'chữ',
  code: 'chọn trong danh mục',
  date: 'ngày/tháng/năm, ví dụ 31/10/2026',
  count: 'số nguyên từ 0',
} as const;

function guide(of: Register, lists: ReadonlyMap<string, List>): WriteSheet {
  const words = registerWords[of.name];
  const heads = ['Tên cột', 'Bắt buộc', 'Cách ghi', 'Ý nghĩa', 'Danh mục'];
  const rows = of.columns.map((column) => [
    headingOf(column),
    column.required ? 'có' : '',
    kindWords[column.kind],
    words.columns[column.name]?.meaning ?? '',
    lists.get(column.name)?.values.join('; ') ?? '',
  ]);
  const widths = [22, 10, 24, 52, 60];
  const first = 3;
  const cells: NonNullable<WriteSheet['cells']> = new Map();
  cells.set('0,0', { value: `HƯỚNG DẪN GHI ${words.title}`, style: styles.title });
  heads.forEach((value, at) => cells.set(`${first - 1},${at}`, { value, style: styles.optional }));
  rows.forEach((row, down) =>
    row.forEach((value, at) => cells.set(`${first + down},${at}`, { value, style: styles.wrapped })),
  );
  return {
    name: guideSheet,
    columns: widths.map((width) => ({ width })),
    rows: [[null], [words.rows], ...[heads, ...rows].map((row) => row.map(() => null))],
    cells,
    rowDefs: new Map(rows.map((row, down) => [first + down, { height: heightOf(row, widths) }])),
    pageSetup: { paperSize: 'a4', orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
  };
}

/** Height in points of a row of wrapped texts: programs do not all find it themselves. */
function heightOf(texts: readonly string[], widths: readonly number[]): number {
  const lines = texts.map((text, at) => Math.ceil((text.length * 1.1) / (widths[at] ?? 1)));
  return Math.max(1, ...lines) * 16 + 2;
}

/** The values of the drop-downs: Excel takes a list with commas, or of more than 255 characters, only from cells. */
function listSheet(lists: ReadonlyMap<string, List>): WriteSheet {
  const columns = [...lists];
  const height = Math.max(0, ...columns.map(([, { values }]) => values.length));
  const rows = Array.from({ length: height }, (_, row) =>
    columns.map(([, { values }]) => values[row] ?? null),
  );
  return { name: listsSheet, rows: [columns.map(([name]) => name), ...rows], hidden: true };
}
