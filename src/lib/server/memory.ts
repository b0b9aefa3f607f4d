interface Kept<Value> {
  value: Promise<Value>;
  weight: number;
}

/**
 * What was made, by key: the least recently used is dropped first once all weigh more than `most`. Who asks for the same
 * at one time waits for one making; what fails is not kept, nor what has no weight (null).
 */
export class Memory<Value> {
  readonly #kept = new Map<string, Kept<Value>>();
  readonly #most: number;
  readonly #weigh: (value: Value) => number | null;
  #weight = 0;

  constructor(most: number, weigh: (value: Value) => number | null) {
    this.#most = most;
    this.#weigh = weigh;
  }

  /** What is kept under a key, what is being made for it, or what `make` gives now. Throws what `make` throws. */
  get(key: string, make: () => Promise<Value>): Promise<Value> {
    const found = this.#kept.get(key);
    if (!found) return this.#start(key, make).value;
    this.#kept.delete(key);
    this.#kept.set(key, found);
    return found.value;
  }

  #start(key: string, make: () => Promise<Value>): Kept<Value> {
    const entry: Kept<Value> = { value: make(), weight: 0 };
    this.#kept.set(key, entry);
    entry.value.then(
      (value) => this.#settle(key, entry, value),
      () => this.#drop(key, entry),
    );
    return entry;
  }

  #settle(key: string, entry: Kept<Value>, value: Value): void {
    const weight = this.#weigh(value);
    if (weight === null) this.#drop(key, entry);
    if (this.#kept.get(key) !== entry) return;
    entry.weight = weight ?? 0;
    this.#weight += entry.weight;
    for (const [oldest, old] of this.#kept) {
      if (this.#weight <= this.#most) break;
      this.#drop(oldest, old);
    }
  }

  #drop(key: string, entry: Kept<Value>): void {
    if (this.#kept.get(key) !== entry) return;
    this.#weight -= entry.weight;
    this.#kept.delete(key);
  }
}
