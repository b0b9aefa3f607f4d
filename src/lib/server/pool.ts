import { statSync } from 'node:fs';
import { openPublished, type Database } from '#warehouse/open.server.ts';

type Open = () => Promise<Database>;

// Above, a question may read enough rows to gain by threads; below, sharing it out takes a fifth to a half of its time.
const largestOfOneThread = 64 * 1024 * 1024;
/** Pages and API ask some hundred different statements. */
const keptPlans = 200;

/** Some connections to one opened file, each used by one question at a time. */
export class Pool {
  readonly #open: Open;
  readonly #size: number;
  readonly #first: Database;
  readonly #idle: Database[];
  readonly #waiting: (() => void)[] = [];
  #count = 1;
  #isRetired = false;

  private constructor(open: Open, size: number, first: Database) {
    this.#open = open;
    this.#size = size;
    this.#first = first;
    this.#idle = [first];
  }

  /**
   * A pool of at most `size` connections to a published file, the first of them opened now. Throws when it is missing
   * or damaged.
   */
  static async start(path: string, size: number, options: Record<string, string> = {}): Promise<Pool> {
    const isSmall = statSync(path).size <= largestOfOneThread;
    const settings = isSmall ? { threads: '1', ...options } : options;
    const open = () => openPublished(path, settings, keptPlans);
    return new Pool(open, size, await open());
  }

  /** Runs a piece of work on a connection of its own; waits while all of them are busy. */
  async use<T>(work: (database: Database) => Promise<T>): Promise<T> {
    const database = await this.#take();
    try {
      return await work(database);
    } finally {
      this.#giveBack(database);
    }
  }

  /** Closes idle connections now and busy ones when they are done; a later use opens one just for itself. */
  retire(): void {
    this.#isRetired = true;
    for (const database of this.#idle.splice(0)) {
      this.#count -= 1;
      database.close();
    }
  }

  async #take(): Promise<Database> {
    for (;;) {
      const free = this.#idle.pop();
      if (free) return free;
      if (this.#count < this.#size) return this.#openOneMore();
      await new Promise<void>((wake) => this.#waiting.push(wake));
    }
  }

  async #openOneMore(): Promise<Database> {
    this.#count += 1;
    try {
      return await (this.#isRetired ? this.#open() : this.#first.beside());
    } catch (error) {
      this.#count -= 1;
      this.#waiting.shift()?.();
      throw error;
    }
  }

  #giveBack(database: Database): void {
    this.#idle.push(database);
    const wake = this.#waiting.shift();
    if (wake) wake();
    else if (this.#isRetired) this.retire();
  }
}
