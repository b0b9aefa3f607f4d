import type { Words } from '#warehouse/metrics.ts';
import type { Column } from '../contract.ts';
import type { Workbook } from './xlsx-book.ts';
import { columnLetters, type Merge, type SheetReader } from './xlsx-sheet.ts';
import type { Value } from './xlsx-values.ts';

const shownRows = 5;

/** How often something was seen, and in which rows first. */
class Sightings {
  count = 0;
  private readonly rows: number[] = [];

  add(row: number): void {
    this.count++;
    if (this.rows.length < shownRows && this.rows.at(-1) !== row) this.rows.push(row);
  }

  /** The first rows, for people. */
  get rowWords(): Words {
    const list = `${this.rows.join(', ')}${this.count > this.rows.length ? ', …' : ''}`;
    return { vi: `dòng ${list}`, en: `rows ${list}` };
  }
}

/** What a column of codes holds: numbers may have lost zeros at the front. */
interface CodeLengths {
  bare: Sightings;
  shortest: number;
  longest: number;
  hasLeadingZero: boolean;
}

/** Gathers, row by row, what the steward has to know of a sheet. */
export class Survey {
  private readonly hiddenRows = new Sightings();
  private readonly formulas = new Sightings();
  private readonly outside = new Sightings();
  private readonly dates = new Sightings();
  private readonly codes = new Map<string, CodeLengths>();
  private readonly serials = new Map<string, Sightings>();
  private readonly totals = new Set<number>();
  private lastRow = 0;

  constructor(private readonly positions: ReadonlyMap<string, number>) {}

  /** A row that holds data; a totals row is none, but ends where merged cells count. */
  addRow(row: { number: number; isHidden: boolean; isTotal: boolean; hasOutside: boolean }): void {
    this.lastRow = row.number;
    if (row.isTotal) this.totals.add(row.number);
    else if (row.isHidden) this.hiddenRows.add(row.number);
    if (row.hasOutside) this.outside.add(row.number);
  }

  addValue(column: Column, value: Value, { row, isFormula }: { row: number; isFormula: boolean }): void {
    if (isFormula && value.text !== null) this.formulas.add(row);
    if (value.mark === 'serial' || value.mark === 'serial as text') this.dates.add(row);
    if (value.mark === 'serial as text') sightingsOf(this.serials, column.name).add(row);
    if (column.name.endsWith('_code') && value.text !== null) this.addCode(column.name, value, row);
  }

  private addCode(column: string, { text, mark }: Value, row: number): void {
    const code = text?.trim() ?? '';
    if (!/^\d+$/.test(code)) return;
    const seen = this.codes.get(column) ?? {
      bare: new Sightings(),
      shortest: Number.POSITIVE_INFINITY,
      longest: 0,
      hasLeadingZero: false,
    };
    this.codes.set(column, seen);
    seen.longest = Math.max(seen.longest, code.length);
    if (mark !== 'bare number') seen.hasLeadingZero ||= code.startsWith('0');
    else {
      seen.bare.add(row);
      seen.shortest = Math.min(seen.shortest, code.length);
    }
  }

  /** What was seen, once all rows have been read. */
  notes(sheet: SheetReader, headingRow: number, book: Workbook): Words[] {
    return [
      ...some(this.hiddenRows, ({ count, rowWords: { vi, en } }) => ({
        vi: `${count} dòng ẩn vẫn được đọc (${vi})`,
        en: `${count} hidden rows were read too (${en})`,
      })),
      ...this.hiddenColumnNotes(sheet),
      ...some(this.formulas, ({ count }) => ({
        vi: `${count} ô công thức: dùng giá trị đã lưu trong tệp`,
        en: `${count} cells with formulas: their stored values were taken`,
      })),
      ...[...this.codes].flatMap(([column, seen]) => codeNotes(column, seen)),
      ...[...this.serials].map(
        ([
          column,
          {
            count,
            rowWords: { vi, en },
          },
        ]) => ({
          vi: `cột ${column}: ${count} số ngày của Excel ghi dạng chữ, đã đổi ra ngày (${vi})`,
          en: `column ${column}: ${count} day numbers of Excel written as text were taken as dates (${en})`,
        }),
      ),
      ...some(book.is1904 ? this.dates : new Sightings(), ({ count }) => ({
        vi: `${count} ngày ghi bằng số tính theo lịch 1904 của sổ tính`,
        en: `${count} dates written as numbers were counted from 1904, as the workbook says`,
      })),
      ...this.mergeNotes(sheet.merges, headingRow),
      ...this.outsideNotes(sheet),
    ];
  }

  private outsideNotes({ hasFarCells }: SheetReader): Words[] {
    const { count, rowWords } = this.outside;
    if (!hasFarCells && count === 0) return [];
    const rows = (language: keyof Words) => (count > 0 ? ` (${rowWords[language]})` : '');
    return [
      {
        vi: `có giá trị ở cột không có tiêu đề, không đọc${rows('vi')}`,
        en: `values in columns without a heading were not read${rows('en')}`,
      },
    ];
  }

  private hiddenColumnNotes({ hiddenColumns }: SheetReader): Words[] {
    const hidden = [...this.positions].filter(([, at]) =>
      hiddenColumns.some(([first, last]) => first <= at && at <= last),
    );
    if (hidden.length === 0) return [];
    const list = hidden.map(([name, at]) => `${name} (${columnLetters(at)})`).join(', ');
    return [{ vi: `cột ẩn vẫn được đọc: ${list}`, en: `hidden columns were read too: ${list}` }];
  }

  /** Of merged cells only the first holds the value: the others are empty. */
  private mergeNotes(merges: readonly Merge[], headingRow: number): Words[] {
    const known = [...this.positions.values()];
    const within = merges.filter(({ firstColumn, lastColumn, firstRow, lastRow }) => {
      const touched = known.filter((at) => firstColumn <= at && at <= lastColumn).length;
      const isTotal = firstRow === lastRow && this.totals.has(firstRow);
      const rows = Math.min(lastRow, this.lastRow) - Math.max(firstRow, headingRow + 1) + 1;
      return !isTotal && rows > 0 && touched * rows > 1;
    });
    if (within.length === 0) return [];
    const list = within
      .slice(0, shownRows)
      .map(({ address }) => address)
      .join(', ');
    const more = (word: string) => (within.length > shownRows ? `, … (${within.length} ${word})` : '');
    return [
      {
        vi: `ô gộp trong vùng dữ liệu: ${list}${more('khối')}; chỉ ô đầu của khối có giá trị`,
        en: `merged cells among the data: ${list}${more('blocks')}; only the first cell of a block holds a value`,
      },
    ];
  }
}

function codeNotes(column: string, { bare, shortest, longest, hasLeadingZero }: CodeLengths): Words[] {
  if (bare.count === 0) return [];
  const isLost = hasLeadingZero || shortest < longest;
  const { vi, en } = bare.rowWords;
  return [
    {
      vi: `cột ${column}: ${bare.count} mã ghi dạng số${isLost ? '; có thể đã mất số 0 ở đầu' : ''} (${vi})`,
      en: `column ${column}: ${bare.count} codes are numbers${isLost ? '; they may have lost zeros at the front' : ''} (${en})`,
    },
  ];
}

function some(sightings: Sightings, text: (seen: Sightings) => Words): Words[] {
  return sightings.count > 0 ? [text(sightings)] : [];
}

function sightingsOf(map: Map<string, Sightings>, key: string): Sightings {
  const seen = map.get(key) ?? new Sightings();
  map.set(key, seen);
  return seen;
}
