import { gate } from '#warehouse/gate.ts';
import type { EngineValue, RowStream, Sandbox } from '#warehouse/open.server.ts';
import type { AllowedTables } from '#warehouse/select-gate.ts';
import type { Column, Format, Summary, Task } from '../protocol.ts';
import type { Encoder } from './encode/encoder.ts';
import { encoders } from './encode/index.ts';
import type { Line } from './line.ts';

/**
 * A result up to this size is sent when it is known whole, so that its headers can tell of it. Only CSV is ever sent in
 * part before that: it can say in its last line, or beside it, that it was cut.
 */
const heldBytes: Record<Format, number> = {
  ndjson: 0,
  csv: 16 * 1024 * 1024,
  zip: 16 * 1024 * 1024,
  json: Infinity,
  arrow: Infinity,
  parquet: Infinity,
  xlsx: Infinity,
};

/** Cells that the server draws into one page. */
const pageCells = 10_000;

export interface Workshop {
  sandbox: Sandbox;
  allowed: AllowedTables;
  line: Line;
}

/**
 * Runs a statement that the gate lets through and sends its result in the format asked for: `head`, bytes, `end`. Rows for
 * the page go out as they come; a file is held until it is whole, CSV at most until it is 16 MiB large. Throws what failureOf knows.
 */
export async function runTask(task: Task, { sandbox, allowed, line }: Workshop): Promise<void> {
  const began = performance.now();
  await gate(sandbox.database, task.sql, allowed);
  const prefix = {
    none: '',
    expected: 'explain (format json) ',
    measured: 'explain (analyze, format json) ',
  };
  const stream = await sandbox.stream(prefix[task.plan] + task.sql, new Map(task.args));
  const columns = stream.names.map((name, i) => ({ name, type: stream.types[i] ?? '' }));
  const outlet = new Outlet(line, { columns, held: heldBytes[task.format] });
  const encoder = encoders[task.format]({
    columns,
    origin: task.origin,
    isForPage: task.isForPage,
    bom: task.bom,
    note: task.note,
    write: (piece) => outlet.add(piece),
  });
  const mostRows = task.isForPage
    ? Math.min(task.mostRows, Math.ceil(pageCells / columns.length))
    : task.mostRows;
  const summary = await readRows(stream, { ...task, mostRows }, { encoder, outlet, began });
  line.tell({ kind: 'read' });
  await encoder.end(summary, !outlet.isHeadSent);
  await outlet.end(summary);
}

async function readRows(
  stream: RowStream,
  task: Task,
  { encoder, outlet, began }: { encoder: Encoder; outlet: Outlet; began: number },
): Promise<Summary> {
  let rows = 0;
  let bytes = 0;
  let truncatedBy: Summary['truncatedBy'] = null;
  for (let piece = await stream.next(); piece; piece = await stream.next()) {
    const count = Math.min(rowsOf(piece), task.mostRows - rows);
    if (count > 0) bytes += encoder.rows(piece, count);
    rows += count;
    if (count < rowsOf(piece)) truncatedBy = 'rows';
    else if (bytes > task.mostBytes) truncatedBy = 'bytes';
    await outlet.pass();
    if (truncatedBy !== null) break;
  }
  return { rows, truncatedBy, elapsedMs: Math.round(performance.now() - began) };
}

function rowsOf(piece: readonly (readonly EngineValue[])[]): number {
  return piece[0]?.length ?? 0;
}

/** Where the bytes of a result wait until they may go. */
class Outlet {
  readonly #line: Line;
  readonly #columns: Column[];
  readonly #held: number;
  #waiting: Uint8Array[] = [];
  #size = 0;
  /** Something is on its way already. */
  isHeadSent = false;

  constructor(line: Line, { columns, held }: { columns: Column[]; held: number }) {
    this.#line = line;
    this.#columns = columns;
    this.#held = held;
  }

  add(piece: string | Uint8Array): void {
    const bytes = typeof piece === 'string' ? Buffer.from(piece, 'utf8') : piece;
    if (bytes.byteLength === 0) return;
    this.#waiting.push(bytes);
    this.#size += bytes.byteLength;
  }

  /** Sends what waits, unless it is still to be held. */
  async pass(): Promise<void> {
    if (!this.isHeadSent && this.#size < this.#held) return;
    await this.#flush(null);
  }

  async end(summary: Summary): Promise<void> {
    await this.#flush(summary);
    this.#line.tell({ kind: 'end', summary });
  }

  async #flush(summary: Summary | null): Promise<void> {
    if (!this.isHeadSent) this.#line.tell({ kind: 'head', columns: this.#columns, summary });
    this.isHeadSent = true;
    const waiting = this.#waiting;
    this.#waiting = [];
    this.#size = 0;
    for (const bytes of waiting) await this.#line.send(bytes);
  }
}
