import type { Lang } from '$lib/i18n';
import { formatCount } from '$lib/format/numbers';
import { sqlWords } from '$lib/i18n/sql';
import { ask, save, type AskError, type Ears, type fileKinds } from './ask';
import { addRows, tsv, type Result } from './result';

/** What is wrong with a statement, with its place in words. */
export type Fault = AskError & { place?: string };

/** One statement at a time: asked, its rows as they come, what became of it. */
export class Bench {
  running: AbortController | undefined = $state.raw();
  result: Result | undefined = $state.raw();
  /** Grows with every piece of rows: the result is changed in place. */
  pieces = $state(0);
  order: number[] | null = $state.raw(null);
  fault: Fault | undefined = $state.raw();
  status = $state('');
  /** The statement whose result is shown: files are made of it. */
  #ran = '';
  readonly #lang: () => Lang;

  constructor(lang: () => Lang) {
    this.#lang = lang;
  }

  /** Runs a statement; `mark` hears of the place of a fault in it. */
  async run(text: string, mark: (error: AskError) => void): Promise<void> {
    if (this.running) return;
    const stopping = new AbortController();
    const words = sqlWords(this.#lang());
    this.running = stopping;
    this.#ran = text;
    this.fault = this.result = undefined;
    this.order = null;
    this.pieces = 0;
    this.status = words.running('0');
    try {
      await ask(text, this.#ears(mark), { lang: this.#lang(), signal: stopping.signal });
    } catch {
      this.status = stopping.signal.aborted ? words.stopped(this.#count(this.#rows())) : '';
      if (!stopping.signal.aborted) this.fault = { message: words.offline };
    }
    this.running = undefined;
  }

  stop(): void {
    this.running?.abort();
  }

  /** Saves the result as a file. */
  async download(kind: (typeof fileKinds)[number]): Promise<void> {
    this.fault = (await save(this.#ran, kind, this.#lang())) ?? undefined;
  }

  /** Copies all rows, in the order shown, for a spreadsheet. */
  async copy(): Promise<void> {
    if (!this.result) return;
    await navigator.clipboard.writeText(tsv(this.result, this.order));
    this.status = sqlWords(this.#lang()).copied(this.#count(this.result.rows));
  }

  #ears(mark: (error: AskError) => void): Ears {
    const words = sqlWords(this.#lang());
    return {
      columns: (columns) => {
        this.result = { columns, data: columns.map(() => []), rows: 0 };
      },
      data: (rows) => {
        if (!this.result) return;
        addRows(this.result, rows);
        this.pieces += 1;
        this.status = words.running(this.#count(this.result.rows));
      },
      end: ({ rows, elapsed_ms, truncated, version }) => {
        const seconds = (elapsed_ms / 1000).toFixed(2);
        const shown = this.#lang() === 'vi' ? seconds.replace('.', ',') : seconds;
        const done = words.done(this.#count(rows), shown, version);
        this.status = truncated ? `${words.cut(this.#count(rows))} ${done}` : done;
      },
      error: (error) => {
        this.status = '';
        const { position } = error;
        this.fault = position === undefined ? error : { ...error, place: this.#placeOf(position) };
        mark(error);
      },
    };
  }

  #placeOf(position: number): string {
    const before = this.#ran.slice(0, position).split('\n');
    return sqlWords(this.#lang()).at(before.length, (before.at(-1)?.length ?? 0) + 1);
  }

  #rows(): number {
    return this.result?.rows ?? 0;
  }

  #count(rows: number): string {
    return formatCount(rows, this.#lang());
  }
}
