/** No more statements are taken in now. Answered as 429. */
export class TooBusy extends Error {
  override readonly name = 'TooBusy';
  /** Whether it is this person's own statements that wait. */
  readonly isOwn: boolean;

  constructor(isOwn: boolean) {
    super(isOwn ? 'This person has too many statements waiting.' : 'Too many statements are waiting.');
    this.isOwn = isOwn;
  }
}

export interface TurnLimits {
  running: number;
  runningOfOne: number;
  waiting: number;
  waitingOfOne: number;
}

interface Waiting {
  owner: string;
  begin: () => void;
}

/** Gives statements their turn: first come first served, but nobody holds all places. */
export class Turns {
  readonly #limits: TurnLimits;
  readonly #running = new Map<string, number>();
  #waiting: Waiting[] = [];

  constructor(limits: TurnLimits) {
    this.#limits = limits;
  }

  /**
   * Waits for a place and gives what frees it again. Throws TooBusy when too many wait already, and the reason of
   * `signal` when it is given up meanwhile.
   */
  async take(owner: string, signal: AbortSignal): Promise<() => void> {
    signal.throwIfAborted();
    if (!this.#mayRun(owner)) await this.#wait(owner, signal);
    else this.#count(owner, 1);
    let isFree = false;
    return () => {
      if (isFree) return;
      isFree = true;
      this.#count(owner, -1);
      this.#next();
    };
  }

  /** How many run and wait now. */
  get state(): { running: number; waiting: number } {
    return { running: this.#total(), waiting: this.#waiting.length };
  }

  #wait(owner: string, signal: AbortSignal): Promise<void> {
    const own = this.#waiting.filter((each) => each.owner === owner).length;
    if (own >= this.#limits.waitingOfOne) throw new TooBusy(true);
    if (this.#waiting.length >= this.#limits.waiting) throw new TooBusy(false);
    return new Promise((begun, givenUp) => {
      const giveUp = () => {
        this.#waiting = this.#waiting.filter((each) => each !== mine);
        givenUp(signal.reason as Error);
      };
      const begin = () => {
        signal.removeEventListener('abort', giveUp);
        begun();
      };
      const mine: Waiting = { owner, begin };
      signal.addEventListener('abort', giveUp, { once: true });
      this.#waiting.push(mine);
    });
  }

  #next(): void {
    const next = this.#waiting.find(({ owner }) => this.#mayRun(owner));
    if (!next) return;
    this.#waiting = this.#waiting.filter((each) => each !== next);
    this.#count(next.owner, 1);
    next.begin();
  }

  #mayRun(owner: string): boolean {
    return (
      this.#total() < this.#limits.running && (this.#running.get(owner) ?? 0) < this.#limits.runningOfOne
    );
  }

  #count(owner: string, change: 1 | -1): void {
    const count = (this.#running.get(owner) ?? 0) + change;
    if (count === 0) this.#running.delete(owner);
    else this.#running.set(owner, count);
  }

  #total(): number {
    return [...this.#running.values()].reduce((sum, count) => sum + count, 0);
  }
}
