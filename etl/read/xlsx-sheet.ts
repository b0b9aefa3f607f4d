import { isTrue, stringWithin, type Workbook } from './xlsx-book.ts';
import { withoutEmptyRows } from './xlsx-empty-rows.ts';
import { BrokenPartError, unescaped, XmlReader } from './xlsx-xml.ts';

/** Bytes of a sheet up to which all of it is read as XML, so that damage is seen in rows without values too. */
const largePart = 4 * 1024 * 1024;

/** A cell as the sheet stores it. `text` is what stands in the file: digits of a number, letters of a text. */
export interface Cell {
  column: number;
  kind: 'number' | 'text' | 'boolean' | 'error' | 'date';
  /** Null where a formula was never computed. */
  text: string | null;
  style: number;
  isFormula: boolean;
}

export interface SheetRow {
  /** From 1, as the sheet counts. */
  number: number;
  isHidden: boolean;
  /** By column, from the left; cells without value left out. */
  cells: Cell[];
}

/** Cells of one block that shows one value: columns from 0, rows from 1. */
export interface Merge {
  address: string;
  firstColumn: number;
  lastColumn: number;
  firstRow: number;
  lastRow: number;
}

const lastRowOfAll = 1_048_576;
const lastColumnOfAll = 16_383;
/** Far more columns than any register has; what lies behind is counted, not kept. */
const lastColumnRead = 1023;
const longestCell = 32_767;
const mostMerges = 100_000;

/** Reads one sheet, row by row. `merges` is whole, and `hasFarCells` certain, once the rows have been read to the end. */
export class SheetReader {
  readonly merges: Merge[] = [];
  readonly hiddenColumns: (readonly [first: number, last: number])[] = [];
  /** Values stand in columns so far to the right that they are not read. */
  hasFarCells = false;
  private readonly xml: XmlReader;
  private row = 0;

  constructor(
    part: Buffer,
    private readonly book: Workbook,
  ) {
    this.xml = new XmlReader(part.length > largePart ? withoutEmptyRows(part) : part);
  }

  /** The rows that hold a value. Throws BrokenPartError where the sheet is not what Excel would write. */
  *rows(): Generator<SheetRow> {
    for (;;) {
      const row = this.nextRow();
      if (!row) return;
      yield row;
    }
  }

  private nextRow(): SheetRow | null {
    const { xml } = this;
    try {
      while (xml.next()) {
        if (xml.kind !== 'open') continue;
        const row = xml.name === 'row' ? this.readRow() : null;
        if (row && row.cells.length > 0) return row;
        if (xml.name === 'col') this.readColumn();
        else if (xml.name === 'mergeCell') this.readMerge();
      }
    } catch (cause) {
      if (cause instanceof BrokenPartError && this.row > 0) cause.row = this.row;
      throw cause;
    }
    return null;
  }

  private readRow(): SheetRow {
    const { xml } = this;
    const number = Number(xml.attribute('r') ?? this.row + 1);
    if (!(Number.isInteger(number) && number > this.row && number <= lastRowOfAll))
      throw new BrokenPartError('số dòng sai');
    this.row = number;
    const row: SheetRow = { number, isHidden: isTrue(xml.attribute('hidden')), cells: [] };
    let column = -1;
    while (xml.next() && !(xml.kind === 'close' && xml.name === 'row')) {
      if (xml.kind !== 'open' || xml.name !== 'c') continue;
      const cell = this.readCell(column);
      column = cell.column;
      if (cell.text === '' || (cell.text === null && !cell.isFormula)) continue;
      if (column > lastColumnRead) this.hasFarCells = true;
      else row.cells.push(cell);
    }
    return row;
  }

  private readCell(before: number): Cell {
    const { xml } = this;
    const reference = xml.attribute('r');
    const column = reference === null ? before + 1 : this.columnOf(reference);
    if (column <= before || column > lastColumnOfAll) throw new BrokenPartError('địa chỉ ô sai');
    const kind = xml.attribute('t') ?? 'n';
    const cell: Cell = {
      column,
      kind: kindOf(kind),
      text: null,
      style: Number(xml.attribute('s') ?? 0),
      isFormula: false,
    };
    if (cell.style !== 0 && !this.book.formats[cell.style]) throw new BrokenPartError('định dạng ô sai');
    while (xml.next() && !(xml.kind === 'close' && xml.name === 'c')) {
      if (xml.kind !== 'open') continue;
      if (xml.name === 'f') cell.isFormula = true;
      else if (xml.name === 'v') cell.text = this.valueOf(kind, xml.textWithin());
      else if (xml.name === 'is') cell.text = stringWithin(xml);
    }
    // openpyxl writes an empty value for a formula that was never computed; an empty text is of type `str`.
    if (cell.isFormula && cell.kind !== 'text' && cell.text?.trim() === '') cell.text = null;
    if (cell.text !== null && cell.text.length > longestCell)
      throw new BrokenPartError('ô dài quá 32.767 ký tự');
    return cell;
  }

  private valueOf(kind: string, text: string): string {
    if (kind === 'str') return unescaped(text);
    if (kind !== 's') return text;
    const shared = /^\d+$/.test(text.trim()) ? this.book.strings[Number(text)] : undefined;
    if (shared === undefined) throw new BrokenPartError('thiếu chuỗi dùng chung');
    return shared;
  }

  private columnOf(reference: string): number {
    const { column, row } = placeOf(reference);
    if (row !== this.row) throw new BrokenPartError('địa chỉ ô sai');
    return column;
  }

  private readColumn(): void {
    if (!isTrue(this.xml.attribute('hidden'))) return;
    this.hiddenColumns.push([Number(this.xml.attribute('min')) - 1, Number(this.xml.attribute('max')) - 1]);
  }

  private readMerge(): void {
    const address = this.xml.attribute('ref') ?? '';
    const [first = '', last = first] = address.split(':');
    const [from, to] = [placeOf(first), placeOf(last)];
    if (this.merges.length >= mostMerges) throw new BrokenPartError('quá nhiều khối ô gộp');
    this.merges.push({
      address,
      firstColumn: from.column,
      lastColumn: to.column,
      firstRow: from.row,
      lastRow: to.row,
    });
  }
}

function kindOf(type: string): Cell['kind'] {
  const kinds: Record<string, Cell['kind']> = {
    n: 'number',
    s: 'text',
    str: 'text',
    inlineStr: 'text',
    b: 'boolean',
    e: 'error',
    d: 'date',
  };
  const kind = kinds[type];
  if (!kind) throw new BrokenPartError('kiểu ô lạ');
  return kind;
}

/** Column (from 0) and row (from 1) of a reference such as `AB12`. */
function placeOf(reference: string): { column: number; row: number } {
  let column = 0;
  let at = 0;
  for (; at < 4; at++) {
    const letter = reference.charCodeAt(at) & ~32;
    if (!(letter >= 65 && letter <= 90)) break;
    column = column * 26 + letter - 64;
  }
  const row = Number(reference.slice(at));
  if (column === 0 || !Number.isInteger(row) || row < 1) throw new BrokenPartError('địa chỉ ô sai');
  return { column: column - 1, row };
}

/** Letters of a column that counts from 0: `A`, `Z`, `AA`. */
export function columnLetters(column: number): string {
  const last = String.fromCharCode(65 + (column % 26));
  return column < 26 ? last : `${columnLetters(Math.floor(column / 26) - 1)}${last}`;
}
