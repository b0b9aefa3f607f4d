import { faultsOf, openToWorkers, type Confinement } from './confinement.ts';
import { WorkerFailed, WorkerProcess } from './worker-process.ts';

/** The published file that workers open. */
export interface Published {
  version: string;
  path: string;
}

export interface CrewWorld {
  /** The levels of holding to try, best first. */
  levels: readonly Confinement[];
  /** The command line of a worker at a level; null where this machine cannot hold one so. */
  command(level: Confinement): string[] | null;
  memory: string;
  threads: number;
  warn(text: string): void;
}

interface Idle {
  worker: WorkerProcess;
  version: string;
  /** Whose statements it has run; null: nobody's yet. */
  owner: string | null;
}

const mostIdle = 5;
const mostOrders = 200;

/**
 * Keeps workers: one is always ready, nobody's statement runs where another person's has run, and one is replaced when it
 * is gone, has worked a lot, or stands on a version that is no longer the live one.
 */
export class Crew {
  readonly #world: CrewWorld;
  readonly #all = new Set<WorkerProcess>();
  #idle: Idle[] = [];
  #level: Confinement | undefined;
  #warming: Promise<void> | undefined;
  #isClosed = false;

  constructor(world: CrewWorld) {
    this.#world = world;
  }

  /** How workers are held here; undefined until the first was started. */
  get level(): Confinement | undefined {
    return this.#level;
  }

  /** The same, found out by starting one where none was yet; it is kept for whoever comes first. Throws WorkerFailed. */
  async findLevel(published: Published): Promise<Confinement> {
    if (this.#level) return this.#level;
    this.warm(published);
    await this.#warming;
    if (!this.#level) throw new WorkerFailed('No SQL worker could be started.');
    return this.#level;
  }

  /** Processes that are there now. */
  get pids(): number[] {
    return [...this.#all].flatMap(({ pid, isGone }) => (pid === undefined || isGone ? [] : [pid]));
  }

  /** A worker on the file, for this person alone. Throws WorkerFailed. */
  async take(owner: string, published: Published): Promise<WorkerProcess> {
    this.#letGo(({ version, worker }) => version !== published.version || worker.isGone);
    const found =
      this.#idle.find((each) => each.owner === owner) ?? this.#idle.find((each) => each.owner === null);
    if (found) this.#idle = this.#idle.filter((each) => each !== found);
    const worker = found?.worker ?? (await this.#start(published));
    this.warm(published);
    return worker;
  }

  /** Takes a worker back for the same person's next statement. */
  giveBack(worker: WorkerProcess, owner: string, version: string): void {
    if (worker.isGone) return;
    if (this.#isClosed || worker.orders >= mostOrders) return worker.kill();
    this.#idle.push({ worker, owner, version });
    while (this.#idle.length > mostIdle) {
      const oldest = this.#idle.find((each) => each.owner !== null) ?? this.#idle[0];
      this.#letGo((each) => each === oldest);
    }
  }

  /** Has a fresh worker ready soon, if there is none. */
  warm(published: Published): void {
    if (this.#isClosed || this.#warming || this.#idle.some(({ owner }) => owner === null)) return;
    this.#warming = this.#start(published).then(
      (worker) => {
        this.#warming = undefined;
        if (this.#isClosed) worker.kill();
        else this.#idle.push({ worker, owner: null, version: published.version });
      },
      (error: unknown) => {
        this.#warming = undefined;
        this.#world.warn(`No SQL worker is ready: ${String(error)}`);
      },
    );
  }

  /** Ends all workers. */
  close(): void {
    this.#isClosed = true;
    this.#idle = [];
    for (const worker of this.#all) worker.kill();
  }

  #letGo(isOut: (idle: Idle) => boolean): void {
    for (const idle of this.#idle.filter(isOut)) idle.worker.kill();
    this.#idle = this.#idle.filter((each) => !isOut(each));
  }

  /** Starts at the level that is known to hold, or at the best one that does. */
  async #start(published: Published): Promise<WorkerProcess> {
    const levels = this.#level ? [this.#level] : this.#world.levels;
    let failure: unknown = new WorkerFailed('No level of holding is left.');
    for (const level of levels) {
      try {
        return await this.#startAt(level, published);
      } catch (error) {
        failure = error;
      }
    }
    throw failure;
  }

  async #startAt(level: Confinement, { path, version }: Published): Promise<WorkerProcess> {
    const command = this.#world.command(level);
    if (!command) throw new WorkerFailed(`This machine has no ${level}.`);
    openToWorkers(path, level);
    const { memory, threads } = this.#world;
    const worker = await WorkerProcess.start({ command, path, memory, threads });
    const faults = faultsOf(worker.hold, level);
    if (faults.length > 0) {
      worker.kill();
      throw new WorkerFailed(`It is not held as ${level}: ${faults.join(', ')}.`);
    }
    if (this.#level !== level) this.#world.warn(`SQL workers are held as ${level}, on version ${version}.`);
    this.#level = level;
    for (const each of this.#all) if (each.isGone) this.#all.delete(each);
    this.#all.add(worker);
    return worker;
  }
}
