import type { Lang } from '$lib/i18n';
import { formatCount, formatDecimal } from '$lib/format/numbers';
import { sqlWords } from '$lib/i18n/sql';
import { ask, save, type AskError, type Ears, type Ended, type FileKind, type Question } from './ask';
import { planOf, type Plan } from './plan';
import { addRows, orderBy, tsv, type Block, type Result } from './result';

/** What is wrong with a statement, with its place in words. */
export type Fault = AskError & { place?: string };

/** The column that rows are sorted by. */
export interface Sorted {
  column: number;
  isDown: boolean;
}

/** One statement at a time: asked, its rows as they come, what became of it. */
export class Bench {
  running: AbortController | undefined = $state.raw();
  /** When the running statement was sent, as `performance.now()` tells it. */
  began = $state(0);
  result: Result | undefined = $state.raw();
  /** Grows with every piece of rows: the result is changed in place. */
  pieces = $state(0);
  sorted: Sorted | null = $state.raw(null);
  order: Uint32Array | null = $state.raw(null);
  plan: Plan | undefined = $state.raw();
  fault: Fault | undefined = $state.raw();
  /** What the reader is told of the last thing that happened. */
  status = $state('');
  /** The result was cut at a limit. */
  isCut = $state(false);
  /** The statement whose result is shown, with what was bound: files are made of it. */
  #ran: Question = $state.raw({ sql: '' });
  /** The statement that was sent last. */
  #asking = '';
  readonly #lang: () => Lang;

  constructor(lang: () => Lang) {
    this.#lang = lang;
  }

  /** Runs a statement; `mark` hears of the place of a fault in it. */
  async run(question: Question, mark: (error: AskError) => void): Promise<void> {
    if (this.running) return;
    this.result = this.plan = undefined;
    this.sorted = this.order = null;
    this.#ran = question;
    this.isCut = false;
    this.pieces = 0;
    await this.#asked(question, this.#rowEars(), mark);
  }

  /** Runs a statement to see how it is carried out; its rows are not shown. */
  async explain(question: Question, mark: (error: AskError) => void): Promise<void> {
    if (this.running) return;
    this.plan = undefined;
    await this.#asked({ ...question, plan: 'measured' }, this.#planEars(), mark);
  }

  stop(): void {
    this.running?.abort();
  }

  /** Sorts by a column: rising, falling, then as it came. */
  async sort(column: number): Promise<void> {
    const { result, sorted } = this;
    if (!result) return;
    const next =
      sorted?.column !== column ? { column, isDown: false } : sorted.isDown ? null : { column, isDown: true };
    this.sorted = next;
    const order = next && (await orderBy(result, column, next.isDown));
    if (this.sorted === next && this.result === result) this.order = order;
  }

  /** Saves the result as a file. */
  async download(kind: FileKind): Promise<void> {
    const words = sqlWords(this.#lang());
    this.status = words.saving(words.files[kind]);
    this.fault = (await save(this.#ran, kind, this.#lang())) ?? undefined;
    this.status = this.fault ? '' : words.saved(words.files[kind]);
  }

  /** Copies all rows, in the order shown, for a spreadsheet. */
  async copy(): Promise<void> {
    if (!this.result) return;
    await navigator.clipboard.writeText(this.textOf());
    this.tellCopied(this.result.rows);
  }

  /** Rows for a spreadsheet: of a block without names, all of them with names. */
  textOf(block?: Block): string {
    const { result, order } = this;
    if (!result) return '';
    return tsv(result, { order, ...(block && { block }), hasNames: !block, lang: this.#lang() });
  }

  tellCopied(rows: number): void {
    this.status = sqlWords(this.#lang()).copied(formatCount(rows, this.#lang()));
  }

  async #asked(
    question: Question,
    ears: Omit<Ears, 'error'>,
    mark: (error: AskError) => void,
  ): Promise<void> {
    const stopping = new AbortController();
    const words = sqlWords(this.#lang());
    this.running = stopping;
    this.began = performance.now();
    this.#asking = question.sql;
    this.fault = undefined;
    this.status = words.running;
    try {
      await ask(
        question,
        { ...ears, error: (error) => this.#fail(error, mark) },
        { lang: this.#lang(), signal: stopping.signal },
      );
    } catch {
      this.status = stopping.signal.aborted ? words.stopped(this.#count(this.result?.rows ?? 0)) : '';
      if (!stopping.signal.aborted) this.fault = { message: words.offline };
    }
    this.running = undefined;
  }

  #rowEars(): Omit<Ears, 'error'> {
    return {
      columns: (columns) => {
        this.result = { columns, data: columns.map(() => []), rows: 0 };
      },
      data: (rows) => {
        if (!this.result) return;
        addRows(this.result, rows);
        this.pieces += 1;
      },
      end: (end) => this.#end(end),
    };
  }

  #planEars(): Omit<Ears, 'error'> {
    let text = '';
    return {
      columns: () => undefined,
      data: ([, value]) => {
        text += String(value?.[0] ?? '');
      },
      end: () => {
        this.plan = planOf(text);
        this.status = sqlWords(this.#lang()).planned(this.#count(this.plan.steps.length));
      },
    };
  }

  #end({ rows, elapsed_ms, truncated_by, version }: Ended): void {
    const words = sqlWords(this.#lang());
    const done = words.done(this.#count(rows), formatDecimal(elapsed_ms / 1000, this.#lang(), 2), version);
    this.isCut = truncated_by !== null;
    this.status = truncated_by ? `${words.cut[truncated_by](this.#count(rows))} ${done}` : done;
  }

  #fail(error: AskError, mark: (error: AskError) => void): void {
    this.status = '';
    const { position } = error;
    this.fault = position === undefined ? error : { ...error, place: this.#placeOf(position) };
    mark(error);
  }

  #placeOf(position: number): string {
    const before = this.#asking.slice(0, position).split('\n');
    return sqlWords(this.#lang()).at(before.length, (before.at(-1)?.length ?? 0) + 1);
  }

  #count(rows: number): string {
    return formatCount(rows, this.#lang());
  }
}
