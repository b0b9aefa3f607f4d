import type { Row } from '#warehouse/open.server.ts';
import { Memory } from './memory.ts';

/** Rows by key, bounded by their cells; equal questions at one time are asked once. */
export class ResultCache {
  readonly #memory: Memory<Row[]>;

  constructor(maxCells: number) {
    this.#memory = new Memory(maxCells, (rows) => 1 + rows.length * Object.keys(rows[0] ?? {}).length);
  }

  /** The rows under a key: kept ones, those of a question under way, or those that `ask` gives now. */
  async rows(key: string, ask: () => Promise<Row[]>): Promise<Row[]> {
    return [...(await this.#memory.get(key, ask))];
  }
}
