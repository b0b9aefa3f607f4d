import { type Column, type Register, trimmed } from '../contract.ts';
import { RefusedError, type Told } from '../errors.ts';
import type { TextRow, TextTable } from './text-table.ts';
import { damaged, openArchive, unreadable } from './xlsx-archive.ts';
import { openWorkbook, type Workbook } from './xlsx-book.ts';
import { readCellText, refuseSpoilt, type Typing, typingName, typingNotes } from './xlsx-font.ts';
import { type HeadedSheet, headedSheet, missingColumns } from './xlsx-heading.ts';
import { type Cell, type SheetRow, SheetReader } from './xlsx-sheet.ts';
import { Survey } from './xlsx-survey.ts';
import { looseText, valueOf } from './xlsx-values.ts';
import { BrokenPartError } from './xlsx-xml.ts';

/** Sheets of our own blank workbooks that hold no rows: nothing need be said when they are passed over. */
export const guideSheet = 'Hướng dẫn';
export const listsSheet = 'Danh mục';

/** What the text of a row depends on. */
interface Context {
  book: Workbook;
  headingRow: number;
  typing: Typing;
  /** What each column of the sheet holds: nothing where it has no heading. */
  columns: readonly { isHeaded: boolean; column: Column | null }[];
}

/**
 * Finds the sheet of a workbook that holds a register, and reads it whole once: what Excel would not read is refused,
 * what the steward has to know is noted. Values come as text: codes as shown, dates as ISO, formulas by their stored value.
 * Throws RefusedError: unreadable_file, ambiguous_file (two sheets fit), missing_column (none does).
 */
export async function examineXlsx(path: string, shown: string, of: Register): Promise<TextTable> {
  try {
    const archive = await openArchive(path, shown);
    const book = await openWorkbook(archive);
    const headed: HeadedSheet[] = [];
    for (const sheet of book.sheets) {
      const found = headedSheet(await archive.read(sheet.part), { sheet, book, of });
      if (found) headed.push(found);
    }
    const chosen = chosenSheet(headed, shown, of);
    refuseSpoilt(chosen.typing.spoilt, shown, chosen.sheet.name);
    const reader = new SheetReader(await archive.read(chosen.sheet.part), book);
    const survey = new Survey(chosen.header.positions);
    const rows = textRows(reader, contextOf(chosen, book, of), survey);
    while (!rows.next().done);
    return {
      encoding: typingName(chosen.typing),
      header: chosen.header,
      fields: chosen.fields,
      notes: [
        ...typingNotes(chosen.typing),
        ...sheetNotes(headed, chosen),
        ...survey.notes(reader, chosen.headingRow, book),
      ],
      rows: () => rowsAgain(path, shown, { chosen, of }),
    };
  } catch (cause) {
    throw refusalOf(cause, shown);
  }
}

/** Reads the rows from the file again: nothing of it stays in memory between. */
async function* rowsAgain(
  path: string,
  shown: string,
  { chosen, of }: { chosen: HeadedSheet; of: Register },
): AsyncGenerator<TextRow> {
  try {
    const archive = await openArchive(path, shown);
    const book = await openWorkbook(archive);
    const reader = new SheetReader(await archive.read(chosen.sheet.part), book);
    yield* textRows(reader, contextOf(chosen, book, of));
  } catch (cause) {
    throw refusalOf(cause, shown);
  }
}

function refusalOf(cause: unknown, shown: string): unknown {
  if (!(cause instanceof BrokenPartError)) return cause;
  return damaged(shown, { vi: `nội dung XML: ${cause.message}`, en: 'its XML' }, { line: cause.row, cause });
}

/** The one visible sheet that has every required column. Throws RefusedError. */
function chosenSheet(headed: readonly HeadedSheet[], shown: string, of: Register): HeadedSheet {
  const fitting = headed.filter((each) => missingColumns(each).length === 0);
  const [first, second] = fitting.filter(({ sheet }) => !sheet.isHidden);
  if (first && second) {
    throw new RefusedError({
      reason: 'ambiguous_file',
      file: shown,
      found: {
        vi: `hai trang tính cùng có đủ cột: "${first.sheet.name}" và "${second.sheet.name}"`,
        en: `two sheets with all columns: “${first.sheet.name}” and “${second.sheet.name}”`,
      },
      expected: { vi: 'một trang tính có đủ cột', en: 'one sheet with all columns' },
      hint: {
        vi: 'Xóa trang tính thừa hoặc gửi riêng.',
        en: 'Delete the sheet that is not needed, or send it by itself.',
      },
    });
  }
  if (first) return first;
  throw noSheet(headed, fitting[0] ?? null, { shown, of });
}

function noSheet(
  headed: readonly HeadedSheet[],
  hidden: HeadedSheet | null,
  { shown, of }: { shown: string; of: Register },
): RefusedError {
  const visible = headed.filter(({ sheet }) => !sheet.isHidden);
  if (!hidden && visible.length === 0) {
    return unreadable(
      shown,
      { vi: 'không trang tính nào có dữ liệu', en: 'no sheet with data' },
      { vi: 'Kiểm tra lại tệp và đề nghị gửi lại.', en: 'Look at the file and ask for it again.' },
    );
  }
  const [best] = visible.sort((a, b) => missingColumns(a).length - missingColumns(b).length);
  if (best?.header.positions.size === 0) refuseSpoilt(best.verdict, shown, best.sheet.name);
  const lacks = best
    ? {
        vi: `trang tính "${best.sheet.name}" thiếu ${missingColumns(best).join(', ')}`,
        en: `sheet “${best.sheet.name}” lacks ${missingColumns(best).join(', ')}`,
      }
    : { vi: 'không có trang tính nào hiện', en: 'no visible sheet' };
  return new RefusedError({
    reason: 'missing_column',
    file: shown,
    found: hidden
      ? {
          vi: `${lacks.vi}; chỉ trang tính ẩn "${hidden.sheet.name}" có đủ cột`,
          en: `${lacks.en}; only the hidden sheet “${hidden.sheet.name}” has all columns`,
        }
      : lacks,
    expected: of.columns
      .filter(({ required }) => required)
      .map(({ name }) => name)
      .join(', '),
    hint: hidden
      ? {
          vi: 'Nếu trang tính ẩn là số liệu cần nạp, bỏ ẩn rồi gửi lại.',
          en: 'If the hidden sheet is the one to load, unhide it and send the file again.',
        }
      : { vi: 'Thêm cột hoặc sửa tiêu đề cột.', en: 'Add the column, or mend its heading.' },
  });
}

function sheetNotes(headed: readonly HeadedSheet[], chosen: HeadedSheet): Told[] {
  const others = headed.filter(
    (each) => each !== chosen && ![guideSheet, listsSheet].includes(each.sheet.name),
  );
  const names = (isHidden: boolean) =>
    others
      .filter(({ sheet }) => sheet.isHidden === isHidden)
      .map(({ sheet }) => `"${sheet.name}"`)
      .join(', ');
  const [visible, hidden, read] = [names(false), names(true), chosen.sheet.name];
  return [
    ...(visible
      ? [{ vi: `đọc trang tính "${read}", bỏ qua ${visible}`, en: `read sheet "${read}", not ${visible}` }]
      : []),
    ...(hidden ? [{ vi: `bỏ qua trang tính ẩn ${hidden}`, en: `hidden sheets passed over: ${hidden}` }] : []),
  ];
}

function contextOf(
  { header, headingRow, fields, typing }: HeadedSheet,
  book: Workbook,
  of: Register,
): Context {
  const known = new Map(of.columns.map((column) => [header.positions.get(column.name), column]));
  const columns = Array.from({ length: fields }, (_, position) => ({
    isHeaded: header.headings[position]?.trim() !== '',
    column: known.get(position) ?? null,
  }));
  return { book, headingRow, typing, columns };
}

/** The rows below the heading that hold a value under it. */
function* textRows(reader: SheetReader, context: Context, survey?: Survey): Generator<TextRow> {
  const { columns, headingRow, typing } = context;
  for (const row of reader.rows()) {
    if (row.number <= headingRow) continue;
    const filled = inUnicode(row.cells, typing).filter(({ text }) => text === null || !isBlank(text));
    const inside = filled.filter(({ column }) => column < columns.length);
    const [first] = inside;
    const isTotal = first !== undefined && isTotalLabel(looseText(first));
    const hasOutside = filled.some(({ column }) => !columns[column]?.isHeaded);
    survey?.addRow({ ...row, isTotal, hasOutside });
    if (first) yield textRow({ ...row, cells: inside }, context, isTotal ? undefined : survey);
  }
}

function textRow({ number, cells }: SheetRow, { columns, book }: Context, survey?: Survey): TextRow {
  const values = new Array<string | null>(columns.length).fill(null);
  let fault: TextRow['fault'] = null;
  for (const cell of cells) {
    const column = columns[cell.column]?.column;
    const value = column ? valueOf(cell, column, book) : null;
    // A fault stands in the place of the value, so that the cell does not count as empty.
    values[cell.column] = value ? (value.fault ?? value.text) : looseText(cell);
    if (!column || !value) continue;
    if (value.fault !== null) fault ??= { column: column.name, found: value.fault };
    survey?.addValue(column, value, { row: number, isFormula: cell.isFormula });
  }
  return { line: number, values, isMalformed: false, fault };
}

function inUnicode(cells: readonly Cell[], typing: Typing): readonly Cell[] {
  if (typing.fonts.size === 0) return cells;
  return cells.map((cell) =>
    cell.kind === 'text' && cell.text
      ? { ...cell, text: readCellText(cell.text, cell.column, typing) }
      : cell,
  );
}

function isBlank(text: string): boolean {
  return text.charCodeAt(0) <= 32 && text.trim() === '';
}

const totalLabel =
  /^((tổng|cộng|total)([ :.]*|[ :.]*[(0-9].*)|(tổng số|tổng cộng|cộng chung|trong đó)([ :.,(].*)?|(tổng|cộng) (các|toàn|khối|nhóm|mục|trang|tháng|quý|đơn vị|cơ quan|đảng bộ|đảng ủy|đảng uỷ|chi bộ)( .*)?)$/s;

/** Whether a row's first text marks a totals row, by the words of landing (`is_total_label` in etl/steps/macros.sql). */
function isTotalLabel(text: string): boolean {
  return totalLabel.test(trimmed(text).toLowerCase());
}
