import { deserialize, serialize } from 'node:v8';
import { Memory } from '../memory.ts';
import type { LiveVersion } from '../version.ts';

/** What a page is made from, and how: made again from the same, it would be the same. */
export interface Making<Page> {
  /** The version as its viewer may see it. */
  version: LiveVersion;
  /** Everything else: the page's name, and the parameters of its address. */
  address: string;
  /** Gives the page, and whether all of it is there: a part that failed may succeed the next time. */
  make: () => Promise<{ page: Page; isWhole: boolean }>;
}

/** A page as it is kept: as bytes, so that nobody can change what others get, and that it is known how much all take. */
interface Finished {
  bytes: Buffer;
  isWhole: boolean;
}

/**
 * Pages that were made before, for readers who see the same. A page belongs to the very version object that it was made
 * from: who sees less reads another object, and a publish brings a new one. What is a person's own (name, notices, saved
 * views) is no part of a page, and who may see it at all is decided before.
 */
export class FinishedPages {
  readonly #memory: Memory<Finished>;
  readonly #numbers = new WeakMap<LiveVersion, number>();
  #count = 0;

  constructor(mostBytes: number) {
    this.#memory = new Memory(mostBytes, ({ bytes, isWhole }) => (isWhole ? bytes.length : null));
  }

  /** The page that was made from the same before, else the one that is made now. Throws what `make` throws. */
  async get<Page>({ version, address, make }: Making<Page>): Promise<Page> {
    const { bytes } = await this.#memory.get(`${this.#numberOf(version)} ${address}`, async () => {
      const { page, isWhole } = await make();
      return { bytes: serialize(page), isWhole };
    });
    return deserialize(bytes) as Page;
  }

  #numberOf(version: LiveVersion): number {
    const number = this.#numbers.get(version) ?? (this.#count += 1);
    this.#numbers.set(version, number);
    return number;
  }
}
