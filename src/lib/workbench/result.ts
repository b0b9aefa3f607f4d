import type { ResultCell, ResultColumn } from './ask';

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

/** The order of the rows by a column: figures by size, text as a Vietnamese reader sorts it, nothing last either way. */
export function orderBy(result: Result, column: number, isDown: boolean): number[] {
  const cells = result.data[column] ?? [];
  const collator = new Intl.Collator('vi', { numeric: true });
  const sign = isDown ? -1 : 1;
  const compare = (a: ResultCell, b: ResultCell) => {
    if (a === null || b === null) return a === b ? 0 : a === null ? sign : -sign;
    if (typeof a === 'number' && typeof b === 'number') return a - b;
    return collator.compare(String(a), String(b));
  };
  return Array.from(cells.keys()).sort((a, b) => sign * compare(cells[a], cells[b]) || a - b);
}

/** A cell as text; null stays null, for the page to say so. */
export function cellText(cell: ResultCell): string | null {
  if (cell === null || cell === undefined) return null;
  return typeof cell === 'object' ? JSON.stringify(cell) : String(cell);
}

/** All rows for a spreadsheet: columns apart by tabs; tabs and breaks in text become blanks, formulas stay text. */
export function tsv(result: Result, order: readonly number[] | null): string {
  const field = (cell: ResultCell) => {
    const text = (cellText(cell) ?? '').replace(/[\t\r\n]+/g, ' ');
    return typeof cell === 'string' && /^[ \u00a0]*[=+\-@＝＋－＠]/.test(text) ? `'${text}` : text;
  };
  const lines = [result.columns.map(({ name }) => field(name)).join('\t')];
  for (let i = 0; i < result.rows; i++) {
    const row = order?.[i] ?? i;
    lines.push(result.data.map((column) => field(column[row])).join('\t'));
  }
  return lines.join('\n');
}
