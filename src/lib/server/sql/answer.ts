import type { Column, Failure, Summary, Task } from './protocol.ts';
import type { WorkerProcess } from './worker-process.ts';

/** Why there is no answer: the worker says so, or it had to be ended, or it ended by itself. */
export type Trouble = Failure | { kind: 'time' } | { kind: 'given_up' };

/** A statement that has no answer. */
export class SqlFailed extends Error {
  override readonly name = 'SqlFailed';
  readonly trouble: Trouble;
  readonly elapsedMs: number;

  constructor(trouble: Trouble, elapsedMs: number) {
    super(trouble.kind);
    this.trouble = trouble;
    this.elapsedMs = elapsedMs;
  }
}

/** How a statement ended. */
export type Outcome = { summary: Summary } | { trouble: Trouble; elapsedMs: number };

/** An answer that is on its way. */
export interface Answer {
  columns: readonly Column[];
  /** Null while rows are still read: `ended` tells it. */
  summary: Summary | null;
  body: ReadableStream<Uint8Array>;
  ended: Promise<Outcome>;
}

export interface Conditions {
  timeLimitMs: number;
  /** Aborted when nobody waits for the answer any more. */
  signal: AbortSignal;
  /** What stands in a body that breaks off, if its format can say it; otherwise the connection breaks. */
  lastWords(trouble: Trouble): Uint8Array | null;
}

/** From the first interrupt to the end by force. */
const graceMs = 250;
/** Nobody may hold a worker by not reading, nor a worker the server by not writing. */
const stallMs = 60_000;
const aheadBytes = 1024 * 1024;
let count = 0;

/**
 * Runs a statement on a worker, within its time: an interrupt at the limit, the end by force a moment later. The time in
 * which the reader does not read does not count. Throws SqlFailed for what fails before the first byte.
 */
export function runOn(worker: WorkerProcess, task: Task, conditions: Conditions): Promise<Answer> {
  return new Promise((answered, failed) => new Running(worker, task, { conditions, answered, failed }));
}

class Running {
  readonly #worker: WorkerProcess;
  readonly #conditions: Conditions;
  readonly #began = performance.now();
  readonly #number = (count += 1);
  readonly #answered: (answer: Answer) => void;
  readonly #failed: (error: SqlFailed) => void;
  #body: ReadableStreamDefaultController<Uint8Array> | undefined;
  #finish: (outcome: Outcome) => void = () => undefined;
  #clock: NodeJS.Timeout | undefined;
  #left: number;
  #since = performance.now();
  /** Why it was stopped or killed, if it was. */
  #cause: 'time' | 'given_up' | undefined;
  #isRead = false;
  /** Nobody reads the body any more; what still comes has no place to go. */
  #isLeft = false;
  #isOver = false;

  constructor(
    worker: WorkerProcess,
    task: Task,
    use: {
      conditions: Conditions;
      answered: (answer: Answer) => void;
      failed: (error: SqlFailed) => void;
    },
  ) {
    this.#worker = worker;
    this.#conditions = use.conditions;
    this.#answered = use.answered;
    this.#failed = use.failed;
    this.#left = use.conditions.timeLimitMs;
    worker.listen({
      reply: (reply) => {
        if (reply.kind === 'head') this.#begin(reply.columns, reply.summary);
        else if (reply.kind === 'read') this.#read();
        else if (reply.kind === 'end') this.#end({ summary: reply.summary });
        else if (reply.kind === 'failed') this.#hearFailure(reply.failure);
      },
      bytes: (bytes) => this.#take(bytes),
      gone: () => this.#fail({ kind: 'crash' }),
    });
    worker.tell({ kind: 'run', number: this.#number, task });
    this.#run();
    const { signal } = use.conditions;
    signal.addEventListener('abort', this.#giveUp, { once: true });
    if (signal.aborted) this.#giveUp();
    if (worker.isGone) this.#fail({ kind: 'crash' });
  }

  readonly #giveUp = () => this.#stop('given_up');

  #begin(columns: readonly Column[], summary: Summary | null): void {
    const body = new ReadableStream<Uint8Array>(
      {
        start: (controller) => {
          this.#body = controller;
        },
        pull: () => {
          this.#worker.resume();
          this.#run();
        },
        cancel: () => {
          this.#isLeft = true;
          this.#stop('given_up');
        },
      },
      { highWaterMark: aheadBytes, size: (bytes) => bytes?.byteLength ?? 0 },
    );
    const ended = new Promise<Outcome>((resolve) => {
      this.#finish = resolve;
    });
    this.#answered({ columns, summary, body, ended });
  }

  #take(bytes: Buffer): boolean {
    if (this.#isOver || this.#isLeft || !this.#body) return true;
    this.#body.enqueue(bytes);
    if ((this.#body.desiredSize ?? 0) > 0) return true;
    this.#pause();
    return false;
  }

  /** The clock runs while the worker can work. */
  #run(): void {
    if (this.#isOver || this.#cause) return;
    clearTimeout(this.#clock);
    this.#since = performance.now();
    if (this.#isRead) this.#clock = setTimeout(() => this.#kill('time'), stallMs);
    else this.#clock = setTimeout(() => this.#stop('time'), Math.max(0, this.#left));
  }

  #pause(): void {
    if (this.#isOver || this.#cause) return;
    clearTimeout(this.#clock);
    if (!this.#isRead) this.#left -= performance.now() - this.#since;
    this.#clock = setTimeout(() => this.#kill('given_up'), stallMs);
  }

  #read(): void {
    this.#isRead = true;
    this.#run();
  }

  #stop(cause: 'time' | 'given_up'): void {
    if (this.#isOver || this.#cause) return;
    this.#cause = cause;
    clearTimeout(this.#clock);
    // What is only written out still does not hear an interrupt.
    if (this.#isRead) return this.#kill(cause);
    this.#worker.tell({ kind: 'stop', number: this.#number });
    this.#worker.resume();
    this.#clock = setTimeout(() => this.#kill(cause), graceMs);
  }

  /** An engine that broke, or may have for want of memory, answers nothing any more: nobody gets that worker again. */
  #hearFailure(failure: Failure): void {
    if (failure.kind === 'crash' || failure.kind === 'memory') this.#worker.kill();
    this.#fail(failure);
  }

  #kill(cause: 'time' | 'given_up'): void {
    this.#cause = cause;
    this.#worker.kill();
    this.#fail({ kind: cause });
  }

  #fail(failure: Trouble): void {
    if (this.#isOver) return;
    const isByUs = this.#cause !== undefined && (failure.kind === 'stopped' || failure.kind === 'crash');
    const trouble: Trouble = isByUs ? { kind: this.#cause ?? 'time' } : failure;
    const elapsedMs = Math.round(performance.now() - this.#began);
    if (!this.#body) {
      this.#over();
      return this.#failed(new SqlFailed(trouble, elapsedMs));
    }
    const words = this.#conditions.lastWords(trouble);
    if (this.#cause !== 'given_up' && !this.#isLeft) {
      if (words) {
        this.#body.enqueue(words);
        this.#body.close();
      } else this.#body.error(new SqlFailed(trouble, elapsedMs));
    }
    this.#end({ trouble, elapsedMs });
  }

  #end(outcome: Outcome): void {
    if (this.#isOver) return;
    if ('summary' in outcome && this.#cause !== 'given_up' && !this.#isLeft) this.#body?.close();
    this.#over();
    this.#finish(outcome);
  }

  #over(): void {
    this.#isOver = true;
    clearTimeout(this.#clock);
    this.#worker.listen(undefined);
    this.#conditions.signal.removeEventListener('abort', this.#giveUp);
  }
}
