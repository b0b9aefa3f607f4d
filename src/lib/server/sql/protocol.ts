import type { Argument } from '#warehouse/open.server.ts';
import type { RefusalCode } from '#warehouse/select-gate.ts';

/** What a result can be written as. `zip` is CSV with its statement beside it, `ndjson` is for the page: rows as they come. */
export const formats = ['json', 'csv', 'zip', 'ndjson', 'arrow', 'parquet', 'xlsx'] as const;
export type Format = (typeof formats)[number];

/** What is told with a result in its file. */
export interface Origin {
  version: string;
  asOf: string;
  /** The statement as it was sent. */
  sql: string;
  /** What was bound, by its name or its place. */
  params: readonly [string, Argument][];
  /** When it was asked, ISO 8601 in UTC. */
  at: string;
  lang: 'vi' | 'en';
}

/** One statement for a worker. */
export interface Task {
  sql: string;
  args: [string, Argument][];
  format: Format;
  /** Rows and bytes after which it ends. */
  mostRows: number;
  mostBytes: number;
  /** The plan instead of the rows: as it would run, or as it ran. */
  plan: 'none' | 'expected' | 'measured';
  /** For a page that the server itself draws: not more cells than it can, and long ones cut. */
  isForPage: boolean;
  /** A byte order mark before CSV, which Excel asks for. */
  bom: boolean;
  /** The statement in CSV (a first line, with the version) and JSON. */
  note: boolean;
  origin: Origin;
}

/** What the server tells a worker. */
export type Order =
  | { kind: 'open'; path: string; memory: string; threads: number }
  | { kind: 'run'; number: number; task: Task }
  | { kind: 'stop'; number: number }
  | { kind: 'functions' };

/** How the worker is held, as it sees it itself. */
export interface Hold {
  uid: number;
  /** Capabilities it has, as the kernel writes them: 0 for none. */
  capabilities: string;
  noNewPrivileges: boolean;
  /** Network interfaces but the loopback. */
  interfaces: number;
  /** Largest file that it may write, in bytes; null: any. */
  fileBytes: number | null;
  dataBytes: number | null;
  /** Settings of its DuckDB that must stand as they are. */
  engine: Record<string, string>;
  /** Variables of its environment. */
  environment: string[];
}

export type Failure =
  | { kind: 'refused'; code: RefusalCode; found: string; position: number | null }
  | { kind: 'engine'; type: string; message: string; position: number | null }
  | { kind: 'arguments'; missing: string[]; unknown: string[] }
  | { kind: 'unwritable'; column: string; value: string }
  | { kind: 'stopped' }
  | { kind: 'memory' }
  | { kind: 'crash' };

export interface Column {
  name: string;
  type: string;
}

/** What is known of a result when its last row has been read. */
export interface Summary {
  rows: number;
  truncatedBy: 'rows' | 'bytes' | null;
  elapsedMs: number;
}

/** A function that statements may call. */
export interface SqlFunction {
  name: string;
  /** Names of its parameters, of its shortest form, with commas. */
  parameters: string;
  /** In DuckDB's own words; null for most of them. */
  about: string | null;
  isAggregate: boolean;
}

/** What a worker tells the server; the bytes of a result come between `head` and `end`. */
export type Reply =
  | { kind: 'ready'; hold: Hold }
  | { kind: 'unopened'; message: string }
  | { kind: 'head'; columns: Column[]; summary: Summary | null }
  | { kind: 'read' }
  | { kind: 'end'; summary: Summary }
  | { kind: 'failed'; failure: Failure; elapsedMs: number }
  | { kind: 'functions'; functions: SqlFunction[] };
