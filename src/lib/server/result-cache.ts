import type { Row } from '#warehouse/open.server.ts';

interface Kept {
  rows: Promise<Row[]>;
  cells: number;
}

/**
 * Results by key, the least recently used dropped first once there are more than `maxCells` cells. Equal
 * questions at one time are asked once; failed ones are not kept.
 */
export class ResultCache {
  readonly #kept = new Map<string, Kept>();
  readonly #maxCells: number;
  #cells = 0;

  constructor(maxCells: number) {
    this.#maxCells = maxCells;
  }

  /** The rows under a key: kept ones, those of a question under way, or those that `ask` gives now. */
  async rows(key: string, ask: () => Promise<Row[]>): Promise<Row[]> {
    const found = this.#kept.get(key);
    if (found) {
      this.#kept.delete(key);
      this.#kept.set(key, found);
    }
    return [...(await (found ?? this.#start(key, ask)).rows)];
  }

  #start(key: string, ask: () => Promise<Row[]>): Kept {
    const entry: Kept = { rows: ask(), cells: 0 };
    this.#kept.set(key, entry);
    entry.rows.then(
      (rows) => this.#weigh(key, entry, rows),
      () => this.#drop(key, entry),
    );
    return entry;
  }

  #weigh(key: string, entry: Kept, rows: Row[]): void {
    if (this.#kept.get(key) !== entry) return;
    entry.cells = 1 + rows.length * Object.keys(rows[0] ?? {}).length;
    this.#cells += entry.cells;
    for (const [oldest, old] of this.#kept) {
      if (this.#cells <= this.#maxCells) break;
      this.#drop(oldest, old);
    }
  }

  #drop(key: string, entry: Kept): void {
    if (this.#kept.get(key) !== entry) return;
    this.#cells -= entry.cells;
    this.#kept.delete(key);
  }
}
