import {
  type DuckDBConnection,
  DuckDBDataChunk,
  DuckDBInstance,
  type DuckDBValue,
  DuckDBDateValue,
  DuckDBDecimalValue,
  DuckDBListValue,
  type DuckDBResultReader,
  DuckDBTimestampValue,
  BIGINT,
  DOUBLE,
  LIST,
  VARCHAR,
  listValue,
} from '@duckdb/node-api';
import { KeptPlans } from './kept-plans.ts';
import { makePackable } from './packed-memory.ts';
import {
  ArgumentMismatch,
  isText,
  named,
  type Argument,
  type Columns,
  type Cell,
  type Parameter,
  type Parameters,
  type Row,
} from './values.ts';

export { ArgumentMismatch } from './values.ts';
export type { Argument, Cell, Columns, Parameter, Parameters, Row } from './values.ts';

/** A value as the engine gives it: numbers, text, and objects for dates, decimals and what is nested. */
export type EngineValue = DuckDBValue;

/** One connection to one DuckDB database. Rows come whole: for small results only. */
export interface Database {
  all(sql: string, params?: Parameters): Promise<Row[]>;
  run(sql: string, params?: Parameters): Promise<void>;
  columns(sql: string, params?: Parameters): Promise<Columns>;
  /** Appends rows to a table whose columns are all VARCHAR, in the order given. */
  appendTexts(
    table: { schema: string; name: string },
    rows: readonly (readonly (string | null)[])[],
  ): Promise<void>;
  /** Ends the statement that is running, if any. */
  interrupt(): void;
  /** Another connection to the same database, for work side by side. It has no variables; closing it leaves the database open. */
  beside(): Promise<Database>;
  close(): void;
}

/** Rows that come piece by piece, as columns of DuckDB's own values; `next` gives null after the last piece. */
export interface RowStream {
  names: string[];
  types: string[];
  next(): Promise<DuckDBValue[][] | null>;
}

/** A published file for statements that are not ours. */
export interface Sandbox {
  /** For our own questions on the way. */
  database: Database;
  /** Runs a statement; placeholders are named as in it, positional ones "1", "2", ... */
  stream(sql: string, args: ReadonlyMap<string, Argument>): Promise<RowStream>;
}

export interface SandboxLimits {
  /** As DuckDB writes it: `1GB`. */
  memory: string;
  threads: number;
}

const offline = {
  autoinstall_known_extensions: 'false',
  autoload_known_extensions: 'false',
  allow_community_extensions: 'false',
};

/**
 * A published file, read-only, with no way to other files; each connection keeps the plans of the last `keptPlans`
 * statements. Throws when the file is missing or damaged.
 */
export async function openPublished(
  path: string,
  options: Record<string, string> = {},
  keptPlans = 0,
): Promise<Database> {
  const instance = await DuckDBInstance.create(path, {
    ...offline,
    access_mode: 'READ_ONLY',
    temp_directory: '',
    ...options,
  });
  const database = await connect(instance, keptPlans);
  await database.run('set enable_external_access = false');
  await database.run(`set disabled_filesystems = 'LocalFileSystem'`);
  await database.run('set lock_configuration = true');
  return database;
}

/**
 * A published file for somebody's own statements: besides `openPublished`, no extension, secret or setting can be
 * reached, memory and threads are bounded, errors come as JSON with their position, and tables of `marts` and `meta`
 * need no schema. The order matters: DuckDB refuses some of these at the opening and others once locked.
 */
export async function openSandbox(path: string, { memory, threads }: SandboxLimits): Promise<Sandbox> {
  const instance = await DuckDBInstance.create(path, {
    ...offline,
    access_mode: 'READ_ONLY',
    allow_unsigned_extensions: 'false',
    allow_persistent_secrets: 'false',
    extension_directory: '/nonexistent',
    secret_directory: '/nonexistent',
    memory_limit: memory,
    threads: String(threads),
    temp_directory: '',
    max_expression_depth: '250',
    pivot_limit: '1000',
  });
  const connection = await instance.connect();
  await connection.run(`set TimeZone = 'Asia/Ho_Chi_Minh'`);
  await connection.run('set errors_as_json = true');
  await connection.run(`set search_path = 'marts,meta'`);
  await connection.run('set enable_external_access = false');
  await connection.run(`set disabled_filesystems = 'LocalFileSystem'`);
  await connection.run('set lock_configuration = true');
  return {
    database: over(instance, connection, { onClose: () => instance.closeSync(), keptPlans: 0 }),
    stream: (sql, args) => stream(connection, sql, args),
  };
}

async function stream(
  connection: DuckDBConnection,
  sql: string,
  args: ReadonlyMap<string, Argument>,
): Promise<RowStream> {
  const prepared = await connection.prepare(sql);
  const names = Array.from({ length: prepared.parameterCount }, (_, i) => prepared.parameterName(i + 1));
  const missing = names.filter((name) => !args.has(name));
  const unknown = [...args.keys()].filter((name) => !names.includes(name));
  if (missing.length + unknown.length > 0) throw new ArgumentMismatch(missing, unknown);
  names.forEach((name, i) => {
    const value = args.get(name) ?? null;
    prepared.bindValue(i + 1, argumentValue(value), argumentType(value));
  });
  const result = await prepared.stream();
  return {
    names: result.deduplicatedColumnNames(),
    types: result.columnTypes().map(String),
    next: async () => {
      const chunk = await result.fetchChunk();
      return chunk === null || chunk.rowCount === 0 ? null : chunk.getColumns();
    },
  };
}

/** Whole numbers are bound as such: as DOUBLE they could not stand behind LIMIT. */
function argumentValue(value: Argument): DuckDBValue {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : value;
  return isList(value) ? listValue([...value]) : value;
}

function argumentType(value: Argument) {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BIGINT : DOUBLE;
  if (isList(value)) return LIST(typeof value[0] === 'number' ? DOUBLE : VARCHAR);
  return value === null ? undefined : typeof value === 'string' ? VARCHAR : undefined;
}

function isList(value: Argument): value is readonly string[] | readonly number[] {
  return Array.isArray(value);
}

/**
 * A database in memory that may attach files: where loads read raw registers and build marts. Nothing of it
 * reaches a disk (no temp directory), because raw registers hold direct identifiers.
 */
export async function openMemory(options: Record<string, string> = {}): Promise<Database> {
  const instance = await DuckDBInstance.create(':memory:', { ...offline, temp_directory: '', ...options });
  return makePackable(await connect(instance));
}

async function connect(instance: DuckDBInstance, keptPlans = 0): Promise<Database> {
  return over(instance, await instance.connect(), { onClose: () => instance.closeSync(), keptPlans });
}

interface Keeping {
  onClose: () => void;
  keptPlans: number;
}

function over(
  instance: DuckDBInstance,
  connection: DuckDBConnection,
  { onClose, keptPlans }: Keeping,
): Database {
  const answer = keptPlans > 0 ? answerByPlan(connection, keptPlans) : answerAnew(connection);
  return {
    appendTexts: (table, rows) => appendTexts(connection, table, rows),
    all: async (sql, params) => rowsOf(await answer(sql, params)),
    run: async (sql, params) => {
      await connection.run(sql, bound(params), boundTypes(params));
    },
    columns: async (sql, params) => columnsOf(await answer(sql, params)),
    interrupt: () => connection.interrupt(),
    beside: async () => over(instance, await instance.connect(), { onClose: () => undefined, keptPlans }),
    close: () => {
      connection.closeSync();
      onClose();
    },
  };
}

/** Rows of a data chunk: DuckDB takes no larger one. */
const chunkRows = 2048;

async function appendTexts(
  connection: DuckDBConnection,
  table: { schema: string; name: string },
  rows: readonly (readonly (string | null)[])[],
): Promise<void> {
  const width = rows[0]?.length ?? 0;
  if (width === 0) return;
  const appender = await connection.createAppender(table.name, table.schema);
  try {
    for (let from = 0; from < rows.length; from += chunkRows) {
      const chunk = DuckDBDataChunk.create(new Array<typeof VARCHAR>(width).fill(VARCHAR));
      chunk.setRows(rows.slice(from, from + chunkRows));
      appender.appendDataChunk(chunk);
    }
  } finally {
    appender.closeSync();
  }
}

type Answer = (sql: string, params?: Parameters) => Promise<DuckDBResultReader>;

function answerAnew(connection: DuckDBConnection): Answer {
  return (sql, params) => connection.runAndReadAll(sql, bound(params), boundTypes(params));
}

function answerByPlan(connection: DuckDBConnection, most: number): Answer {
  const plans = new KeptPlans((sql) => connection.prepare(sql), most);
  return (sql, params) =>
    plans.use(sql, (plan) => {
      plan.clearBindings();
      if (params) plan.bind(bound(params), boundTypes(params));
      return plan.runAndReadAll();
    });
}

function rowsOf(reader: DuckDBResultReader): Row[] {
  const names = reader.deduplicatedColumnNames();
  return reader
    .getRows()
    .map((row) => Object.fromEntries(row.map((value, i) => [names[i] ?? '', toCell(value)])));
}

function columnsOf(reader: DuckDBResultReader): Columns {
  return {
    names: reader.deduplicatedColumnNames(),
    types: reader.columnTypes().map(String),
    data: reader.getColumns().map((column) => column.map(toCell)),
  };
}

function toCell(value: DuckDBValue): Cell {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value === 'bigint') {
    const whole = Number(value);
    return Number.isSafeInteger(whole) ? whole : String(value);
  }
  if (value instanceof DuckDBDecimalValue) return value.toDouble();
  if (value instanceof DuckDBDateValue || value instanceof DuckDBTimestampValue) return String(value);
  if (value instanceof DuckDBListValue) return value.items.map(toCell);
  return String(value);
}

function toValue(value: Parameter): DuckDBValue {
  return isText(value) ? listValue([...value]) : value;
}

function typeOf(value: Parameter) {
  return isText(value) ? LIST(VARCHAR) : undefined;
}

function bound(params: Parameters): Record<string, DuckDBValue>;
function bound(params: Parameters | undefined): Record<string, DuckDBValue> | undefined;
function bound(params: Parameters | undefined) {
  return params && Object.fromEntries(named(params).map(([name, value]) => [name, toValue(value)]));
}

function boundTypes(params: Parameters | undefined) {
  return params && Object.fromEntries(named(params).map(([name, value]) => [name, typeOf(value)]));
}
