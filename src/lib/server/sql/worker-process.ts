import { spawn, type ChildProcess } from 'node:child_process';
import { Socket } from 'node:net';
import { FrameReader, messageFrame } from './frames.ts';
import type { Hold, Order, Reply } from './protocol.ts';

/** What is started, and what it opens. */
export interface WorkerPlan {
  command: readonly string[];
  path: string;
  memory: string;
  threads: number;
}

/** Hears of what a worker says while it works on something. */
export interface Listener {
  reply(reply: Reply): void;
  /** Bytes of a result; false asks the worker to wait until `resume`. */
  bytes(bytes: Buffer): boolean;
  /** The process is gone; nothing more comes. `why` is for the log. */
  gone(why: string): void;
}

const startMs = 30_000;
const mostComplaints = 4000;

/** A worker could not be started, or did not open its file. */
export class WorkerFailed extends Error {
  override readonly name = 'WorkerFailed';
}

/** A worker that runs, as the server sees it. */
export class WorkerProcess {
  readonly #child: ChildProcess;
  readonly #line: Socket;
  readonly #reader = new FrameReader();
  #opened: (result: Hold | WorkerFailed) => void = () => undefined;
  #listener: Listener | undefined;
  #complaints = '';
  #hold: Hold | undefined;
  #isGone = false;
  #isEnding = false;
  #orders = 0;

  private constructor(command: readonly string[]) {
    const [program = '', ...args] = command;
    this.#child = spawn(program, args, {
      cwd: '/',
      env: { TZ: 'Asia/Ho_Chi_Minh' },
      stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    });
    // First of all: it tells of a process that could not be made, and an error that nobody hears ends the server.
    this.#child.on('error', (error) => this.#end(error.message));
    // Without descriptors to spare there are none of these.
    const line = (this.#child.stdio as ChildProcess['stdio'] | undefined)?.[3];
    if (!(line instanceof Socket)) throw new WorkerFailed('There is no line to the worker.');
    this.#line = line;
    line.on('data', (piece: Buffer) => this.#hear(piece));
    line.on('error', () => this.kill());
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#complaints = (this.#complaints + text).slice(-mostComplaints);
    });
    this.#child.on('exit', () => {
      this.#isEnding = true;
    });
    this.#child.on('close', (code, signal) => this.#end(`It ended with ${signal ?? code}.`));
  }

  /** Starts a worker with an empty environment and waits until it has opened its file. Throws WorkerFailed. */
  static async start({ command, path, memory, threads }: WorkerPlan): Promise<WorkerProcess> {
    const worker = new WorkerProcess(command);
    const result = await new Promise<Hold | WorkerFailed>((resolve) => {
      const limit = setTimeout(() => resolve(new WorkerFailed('It did not open its file in time.')), startMs);
      worker.#opened = (each) => {
        clearTimeout(limit);
        resolve(each);
      };
      worker.#write({ kind: 'open', path, memory, threads });
    });
    if (result instanceof WorkerFailed) {
      worker.kill();
      throw result;
    }
    worker.#hold = result;
    // An idle worker is no reason for the server to stay.
    worker.#child.unref();
    for (const end of [worker.#line, worker.#child.stderr]) if (end instanceof Socket) end.unref();
    return worker;
  }

  /** How it is held, by its own account. */
  get hold(): Hold {
    if (!this.#hold) throw new WorkerFailed('It has not opened its file yet.');
    return this.#hold;
  }

  /** Nothing more can be asked of it. */
  get isGone(): boolean {
    return this.#isGone || this.#isEnding;
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** How many orders it has had. */
  get orders(): number {
    return this.#orders;
  }

  /** Says who hears of what comes from now on. */
  listen(listener: Listener | undefined): void {
    this.#listener = listener;
  }

  tell(order: Order): void {
    this.#orders += 1;
    this.#write(order);
  }

  /** Takes bytes again after `Listener.bytes` gave false. */
  resume(): void {
    this.#line.resume();
  }

  /** Ends it at once, whatever it is doing. */
  kill(): void {
    this.#isEnding = true;
    this.#child.kill('SIGKILL');
  }

  #write(order: Order): void {
    if (this.#line.writable) this.#line.write(messageFrame(order));
  }

  /** A worker may say anything once a statement has got hold of it: what cannot be used ends it, and nothing else. */
  #hear(piece: Buffer): void {
    try {
      this.#take(piece);
    } catch {
      this.#line.destroy();
      this.kill();
    }
  }

  #take(piece: Buffer): void {
    for (const frame of this.#reader.take(piece)) {
      if ('bytes' in frame) {
        if (this.#listener?.bytes(frame.bytes) === false) this.#line.pause();
        continue;
      }
      const reply = frame.message as Reply;
      if (reply.kind === 'ready') this.#opened(reply.hold);
      else if (reply.kind === 'unopened') this.#opened(new WorkerFailed(reply.message));
      else this.#listener?.reply(reply);
    }
  }

  #end(why: string): void {
    if (this.#isGone) return;
    this.#isGone = true;
    const told = `${why} ${this.#complaints}`.trim();
    this.#opened(new WorkerFailed(told));
    this.#listener?.gone(told);
  }
}
