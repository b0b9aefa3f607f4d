import type { Lang } from '$lib/i18n';
import type { ResultCell, ResultColumn } from './ask';
import { sortInSlices } from './slices';

/** A result as it has come so far: one array a column, grown in place. */
export interface Result {
  columns: ResultColumn[];
  data: ResultCell[][];
  rows: number;
}

const numeric = /^(U?(TINY|SMALL|BIG|HUGE)INT|U?INTEGER|FLOAT|DOUBLE|DECIMAL)/;

/** Whether a column holds figures, which stand on the right. */
export function isNumeric({ type }: ResultColumn): boolean {
  return numeric.test(type) && !type.endsWith(']');
}

/** Adds rows to a result. */
export function addRows(result: Result, data: readonly ResultCell[][]): void {
  result.columns.forEach((_, i) => {
    const column = result.data[i] ?? [];
    for (const cell of data[i] ?? []) column.push(cell);
    result.data[i] = column;
  });
  result.rows = result.data[0]?.length ?? 0;
}

/** A figure as a number, also one that came as text because it has more digits than a number holds; null for none. */
export function figureOf(cell: ResultCell): number | null {
  if (typeof cell === 'number') return cell;
  const figure = typeof cell === 'string' && cell !== '' ? Number(cell) : NaN;
  return Number.isNaN(figure) ? null : figure;
}

/**
 * The order of the rows by a column: figures by size, text as a Vietnamese reader sorts it, nothing last either way.
 * In slices, so that the page stays alive while many rows are sorted.
 */
export async function orderBy(result: Result, column: number, isDown: boolean): Promise<Uint32Array> {
  const cells = result.data[column] ?? [];
  const collator = new Intl.Collator('vi', { numeric: true });
  const sign = isDown ? -1 : 1;
  const shown = result.columns[column];
  const isFigures = shown !== undefined && isNumeric(shown);
  const keys = isFigures ? cells.map(figureOf) : cells.map(cellText);
  const places = new Uint32Array(keys.length).map((_, i) => i);
  await sortInSlices(places, (i, j) => {
    const [a = null, b = null] = [keys[i], keys[j]];
    if (a === null || b === null) return (a === null ? 1 : 0) - (b === null ? 1 : 0);
    if (typeof a === 'number' && typeof b === 'number') return sign * (a - b);
    return sign * collator.compare(String(a), String(b));
  });
  return places;
}

/** A cell as text; null stays null, for the page to say so. */
export function cellText(cell: ResultCell): string | null {
  if (cell === null || cell === undefined) return null;
  return typeof cell === 'object' ? JSON.stringify(cell) : String(cell);
}

/** Rows and columns of a result in the order shown; the ends are not part of it. */
export interface Block {
  rows: [from: number, to: number];
  columns: [from: number, to: number];
}

/** What is copied: in which order, which part (all when absent), with a line of names. */
export interface Copying {
  order: Uint32Array | null;
  block?: Block;
  hasNames: boolean;
  lang: Lang;
}

/**
 * A part of a result for a spreadsheet: columns apart by tabs; tabs and breaks in text become blanks, formulas stay
 * text, decimals are written as the language writes them, for a spreadsheet that is set to it.
 */
export function tsv(result: Result, { order, block, hasNames, lang }: Copying): string {
  const [firstRow, endRow] = block?.rows ?? [0, result.rows];
  const [firstColumn, endColumn] = block?.columns ?? [0, result.columns.length];
  const columns = result.columns.slice(firstColumn, endColumn);
  const lines = hasNames ? [columns.map(({ name }) => field(name, lang)).join('\t')] : [];
  for (let at = firstRow; at < endRow; at++) {
    const row = order?.[at] ?? at;
    lines.push(columns.map((_, i) => field(result.data[firstColumn + i]?.[row], lang)).join('\t'));
  }
  return lines.join('\n');
}

function field(cell: ResultCell, lang: Lang): string {
  if (typeof cell === 'number') return lang === 'vi' ? String(cell).replace('.', ',') : String(cell);
  const text = (cellText(cell) ?? '').replace(/[\t\r\n]+/g, ' ');
  return typeof cell === 'string' && /^[ \u00a0]*[=+\-@＝＋－＠]/.test(text) ? `'${text}` : text;
}
