import type { ResultColumn } from './ask';
import { cellText, type Block, type Result } from './result';

/** A cell by its row in the order shown, -1 for the names of the columns, and its column. */
export interface Place {
  row: number;
  column: number;
}

export const rowHeight = 26;
const letterWidth = 7.4;
const padding = 22;
const [leastWidth, mostWidth, widestByKey] = [56, 360, 1200];
/** Widths are taken from the first rows; sorting and more rows do not make columns jump. */
const measuredRows = 200;

/** Width in pixels at which a column shows its name, its type and its first values. */
export function widthOf(column: ResultColumn, cells: readonly unknown[]): number {
  const longest = cells
    .slice(0, measuredRows)
    .reduce<number>((most, cell) => Math.max(most, cellText(cell)?.length ?? 0), 0);
  const letters = Math.max(longest, column.name.length + 2, column.type.length * 0.85);
  return Math.round(Math.min(mostWidth, Math.max(leastWidth, letters * letterWidth + padding)));
}

/** Which of some pieces that lie side by side can be seen: the first, and the one after the last. */
export function seenPieces(starts: readonly number[], from: number, length: number): [number, number] {
  const after = starts.findIndex((start) => start > from);
  const first = Math.max(0, (after < 0 ? starts.length : after) - 1);
  const beyond = starts.findIndex((start) => start >= from + length);
  return [first, Math.max(first, Math.min(starts.length - 1, beyond < 0 ? starts.length - 1 : beyond))];
}

/** Where the reader stands in a table of many cells, what is selected, how wide its columns are. */
export class GridWalk {
  widths: number[] = $state([]);
  /** The cell that the keys stand at, and the other end of the selection. */
  head: Place = $state.raw({ row: 0, column: 0 });
  tail: Place = $state.raw({ row: 0, column: 0 });
  readonly #size: () => { rows: number; columns: number; page: number };

  constructor(size: () => { rows: number; columns: number; page: number }) {
    this.#size = size;
  }

  /** Left edges of the columns, and at last the right edge of the last one. */
  get edges(): number[] {
    return this.widths.reduce<number[]>((edges, width) => [...edges, (edges.at(-1) ?? 0) + width], [0]);
  }

  /** Begins anew with a result. */
  settle({ columns, data }: Result): void {
    this.widths = columns.map((column, i) => widthOf(column, data[i] ?? []));
    this.head = this.tail = { row: 0, column: 0 };
  }

  /** The selection; of the names of the columns, whole columns. */
  get block(): Block {
    const { rows } = this.#size();
    const [first, last] = [Math.min(this.head.row, this.tail.row), Math.max(this.head.row, this.tail.row)];
    const [left, right] = [
      Math.min(this.head.column, this.tail.column),
      Math.max(this.head.column, this.tail.column),
    ];
    return { rows: [Math.max(0, first), last < 0 ? rows : last + 1], columns: [left, right + 1] };
  }

  get isAll(): boolean {
    const { rows, columns } = this.block;
    const size = this.#size();
    return rows[1] - rows[0] >= size.rows && columns[1] - columns[0] >= size.columns;
  }

  goTo(place: Place, isSelecting: boolean): void {
    this.head = place;
    if (!isSelecting) this.tail = place;
  }

  chooseAll(): void {
    const { rows, columns } = this.#size();
    this.tail = { row: 0, column: 0 };
    this.head = { row: rows - 1, column: columns - 1 };
  }

  chooseRow(row: number): void {
    this.tail = { row, column: 0 };
    this.head = { row, column: this.#size().columns - 1 };
  }

  /** Makes a column wider or narrower, by pixels. */
  widen(column: number, by: number): void {
    const width = (this.widths[column] ?? leastWidth) + by;
    this.widths[column] = Math.round(Math.min(widestByKey, Math.max(leastWidth, width)));
  }

  /** The cell that a key leads to; null where the key leads nowhere. */
  next(key: string, isFar: boolean): Place | null {
    const { rows, columns, page } = this.#size();
    const { row, column } = this.head;
    const to: Record<string, Place> = {
      ArrowUp: { row: isFar ? 0 : row - 1, column },
      ArrowDown: { row: isFar ? rows - 1 : row + 1, column },
      ArrowLeft: { row, column: isFar ? 0 : column - 1 },
      ArrowRight: { row, column: isFar ? columns - 1 : column + 1 },
      PageUp: { row: Math.max(0, row - page), column },
      PageDown: { row: row + page, column },
      Home: { row: isFar ? 0 : row, column: 0 },
      End: { row: isFar ? rows - 1 : row, column: columns - 1 },
    };
    const place = to[key];
    if (!place) return null;
    return {
      row: Math.max(-1, Math.min(rows - 1, place.row)),
      column: Math.max(0, Math.min(columns - 1, place.column)),
    };
  }
}
