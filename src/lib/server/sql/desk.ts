import { runOn, SqlFailed, type Answer, type Conditions } from './answer.ts';
import { Crew, type CrewWorld, type Published } from './crew.ts';
import type { SqlFunction, Task } from './protocol.ts';
import { Turns, type TurnLimits } from './turns.ts';
import type { WorkerProcess } from './worker-process.ts';

/** Who asks, of which file, under which conditions. */
export interface Asking extends Conditions {
  owner: string;
  published: Published;
}

/** Takes statements of analysts: each gets its turn, a worker and its time. */
export class SqlDesk {
  readonly crew: Crew;
  readonly #turns: Turns;

  constructor(world: CrewWorld, limits: TurnLimits) {
    this.crew = new Crew(world);
    this.#turns = new Turns(limits);
  }

  /** How many statements run and wait now. */
  get state(): { running: number; waiting: number } {
    return this.#turns.state;
  }

  /**
   * Runs a statement. Its place is free again when its answer has ended. Throws TooBusy, SqlFailed, WorkerFailed; the
   * reason of `signal` when it is given up before its turn.
   */
  async ask(task: Task, asking: Asking): Promise<Answer> {
    const { owner, published } = asking;
    const free = await this.#turns.take(owner, asking.signal);
    let worker: WorkerProcess | undefined;
    const leave = () => {
      if (worker) this.crew.giveBack(worker, owner, published.version);
      free();
    };
    try {
      worker = await this.crew.take(owner, published);
      const answer = await runOn(worker, task, asking);
      void answer.ended.then(leave);
      return answer;
    } catch (error) {
      leave();
      throw error;
    }
  }

  /** The functions that statements may call, as the engine of a worker tells them. Throws TooBusy, SqlFailed, WorkerFailed. */
  async functions({ owner, published }: { owner: string; published: Published }): Promise<SqlFunction[]> {
    const free = await this.#turns.take(owner, AbortSignal.timeout(tellingMs));
    let worker: WorkerProcess | undefined;
    try {
      worker = await this.crew.take(owner, published);
      return await toldBy(worker);
    } finally {
      if (worker) this.crew.giveBack(worker, owner, published.version);
      free();
    }
  }
}

const tellingMs = 10_000;

function toldBy(worker: WorkerProcess): Promise<SqlFunction[]> {
  return new Promise((given, failed) => {
    const end = () => {
      clearTimeout(limit);
      worker.listen(undefined);
    };
    const limit = setTimeout(() => {
      end();
      worker.kill();
      failed(new SqlFailed({ kind: 'time' }, tellingMs));
    }, tellingMs);
    worker.listen({
      reply: (reply) => {
        if (reply.kind !== 'functions') return;
        end();
        given(reply.functions);
      },
      bytes: () => true,
      gone: () => {
        end();
        failed(new SqlFailed({ kind: 'crash' }, 0));
      },
    });
    worker.tell({ kind: 'functions' });
  });
}
