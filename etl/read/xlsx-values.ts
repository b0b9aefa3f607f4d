import type { Column } from '../contract.ts';
import type { NumberFormat, Workbook } from './xlsx-book.ts';
import type { Cell } from './xlsx-sheet.ts';

/** What a cell says in a column of the contract: its text, or why it can say nothing there. `mark` is worth a note. */
export interface Value {
  text: string | null;
  fault: string | null;
  mark: 'bare number' | 'serial' | 'serial as text' | null;
}

const plain = (text: string): Value => ({ text, fault: null, mark: null });
const marked = (text: string, mark: Value['mark']): Value => ({ text, fault: null, mark });
const faulty = (fault: string): Value => ({ text: null, fault, mark: null });
const general: NumberFormat = { code: 'General', isDate: false };

/**
 * The text that a cell stands for in a column: codes as shown, dates as ISO, counts with a decimal comma.
 * A cell whose value Excel has changed or cannot tell is faulty, and what is told of it never holds the value itself.
 */
export function valueOf(cell: Cell, column: Column, book: Workbook): Value {
  const { text, kind } = cell;
  if (text === null) return faulty('công thức chưa có giá trị');
  if (kind === 'error') return faulty(/^#[A-Z0-9/_!?]{1,20}$/.test(text) ? text : 'ô báo lỗi');
  if (kind === 'boolean') return faulty('ô đúng/sai (TRUE/FALSE)');
  if (kind === 'date') return dayOf(text, column);
  if (kind === 'text') return column.kind === 'date' ? textDate(text, book) : plain(text);
  const number = /^\s*[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d{1,3})?\s*$/.test(text) ? Number(text) : Number.NaN;
  if (!Number.isFinite(number)) return faulty('ô số hỏng');
  const format = book.formats[cell.style] ?? general;
  return column.kind === 'date' ? serialDate(number, format, book) : shownNumber(number, column, format);
}

/** What a cell shows where no column of the contract asks: enough to tell a heading, a totals row or a blank. */
export function looseText(cell: Cell): string {
  if (cell.kind !== 'number') return cell.text ?? '';
  const number = Number(cell.text);
  return Number.isInteger(number) ? String(number) : (cell.text ?? '').replace('.', ',');
}

/** Excel keeps 15 digits of a number; of a longer code the rest is lost. */
const largestExact = 1e15;
/** What arithmetic may leave of a whole number. */
const rounding = 1e-9;

function shownNumber(number: number, column: Column, { code, isDate }: NumberFormat): Value {
  if (isDate) return faulty('ô định dạng ngày');
  if (Math.abs(number) >= largestExact) return faulty('số quá 15 chữ số');
  if (code.includes('%')) return faulty('số phần trăm');
  if (showsNoDigit(code)) return faulty('số hiện thành chữ');
  const whole = Math.round(number);
  const isWhole = Math.abs(number - whole) < rounding;
  if (column.kind === 'count') return plain(isWhole ? String(whole) : decimal(number));
  if (!isWhole) return faulty('số lẻ');
  if (/E[+-]/i.test(code)) return faulty('số dạng mũ (E+)');
  const shown = whole < 0 ? null : padded(String(whole), code);
  return shown === null ? marked(String(whole), 'bare number') : plain(shown);
}

/** Whether a format shows fixed letters instead of the number, as LibreOffice shows a truth value: `"TRUE";"TRUE";"FALSE"`. */
function showsNoDigit(code: string): boolean {
  const places = code.replace(/"[^"]*"|\\.|\[[^\]]*\]/gsu, '');
  return code !== '' && !/[0#?@]|general|standard/i.test(places);
}

/** A fraction with a decimal comma, never in scientific notation: 1.5 is `1,5`, which no count is. */
function decimal(number: number): string {
  return number.toFixed(9).replace(/0+$/, '').replace('.', ',');
}

/** Digits as a format of zeros and fixed letters shows them: `0000` makes 0042, `"CB-"000` makes CB-042; null for any other format. */
export function padded(digits: string, code: string): string | null {
  const [section = ''] = code.split(/;(?=(?:[^"]*"[^"]*")*[^"]*$)/);
  const parts = section.replace(/\[(?!h|m|s)[^\]]*\]/gi, '').match(/"[^"]*"|\\.|./gsu) ?? [];
  const isPlace = (part: string) => part === '0' || part === '#';
  const isFixed = (part: string) => /^("[^"]*"|\\.|[-/ ()+:])$/su.test(part);
  const zeros = parts.filter((part) => part === '0').length;
  if (!parts.every((part) => isPlace(part) || isFixed(part))) return null;
  if (zeros < 2 && !(zeros === 1 && parts.some(isFixed))) return null;
  let left = digits;
  const first = parts.findIndex(isPlace);
  return parts.reduceRight((shown, part, index) => {
    if (isFixed(part)) return (part.length > 1 ? part.replace(/^["\\]|"$/g, '') : part) + shown;
    const digit = index === first ? left : left.slice(-1);
    left = left.slice(0, -1);
    return (digit === '' && part === '0' ? '0' : digit) + shown;
  }, '');
}

const dayLength = 86_400_000;
/** Half a second, as a part of a day: what a formula's rounding may leave of midnight. */
const nearMidnight = 0.5 / 86_400;
/** 9999-12-31 in the 1900 system. */
const lastSerial = 2_958_465;

/** 1930-01-01 in the 1900 system: a smaller number that is not shown as a date is a year or an amount, no serial. */
const firstLikelySerial = 10_959;

function serialDate(serial: number, { isDate }: NumberFormat, book: Workbook): Value {
  const day = Math.round(serial);
  if (Math.abs(serial - day) > nearMidnight) return faulty(isDate ? 'ngày có giờ' : `số ${decimal(serial)}`);
  const date = serialDay(day, book.is1904);
  if (date === null || (!isDate && day + (book.is1904 ? 1462 : 0) < firstLikelySerial))
    return faulty(`số ${day}`);
  return marked(date, 'serial');
}

/**
 * The day of an Excel serial as YYYY-MM-DD; null where it is none. In the 1900 system 60 is 29 February 1900, which
 * never was, and days before count one less (ECMA-376 18.17.4.1).
 */
export function serialDay(serial: number, is1904: boolean): string | null {
  const last = is1904 ? lastSerial - 1462 : lastSerial;
  if (!Number.isInteger(serial) || serial < (is1904 ? 0 : 1) || serial > last || (!is1904 && serial === 60))
    return null;
  const start = is1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, serial > 60 ? 30 : 31);
  return new Date(start + serial * dayLength).toISOString().slice(0, 10);
}

function textDate(text: string, book: Workbook): Value {
  const serial = text.trim();
  const date = /^\d{5}$/.test(serial) ? serialDay(Number(serial), book.is1904) : null;
  return date === null ? plain(text) : marked(date, 'serial as text');
}

/** A cell of the date type, which strict files have: ISO 8601, with a time or without. */
function dayOf(text: string, column: Column): Value {
  if (column.kind !== 'date') return faulty('ô định dạng ngày');
  const [, day, time = ''] = /^(\d{4}-\d{2}-\d{2})(?:T([0-9:.]+)Z?)?$/.exec(text.trim()) ?? [];
  if (day === undefined || /[1-9]/.test(time)) return faulty('ngày có giờ');
  return plain(day);
}
