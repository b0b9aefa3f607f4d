import {
  type DuckDBConnection,
  DuckDBDataChunk,
  DuckDBInstance,
  type DuckDBValue,
  DuckDBDateValue,
  DuckDBDecimalValue,
  DuckDBListValue,
  DuckDBTimestampValue,
  LIST,
  VARCHAR,
  listValue,
} from '@duckdb/node-api';

/** What a cell is on this side: DATE is 'YYYY-MM-DD', whole numbers are numbers, never bigint. */
export type Cell = string | number | boolean | null | Cell[];
export type Row = Record<string, Cell>;
export type Parameter = string | number | boolean | null | readonly string[];
export type Parameters = readonly Parameter[] | Readonly<Record<string, Parameter>>;

/** Rows as columns: one array a column, with DuckDB's type names. */
export interface Columns {
  names: string[];
  types: string[];
  data: Cell[][];
}

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

const offline = {
  autoinstall_known_extensions: 'false',
  autoload_known_extensions: 'false',
  allow_community_extensions: 'false',
};

/** A published file, read-only, with no way to other files. Throws when the file is missing or damaged. */
export async function openPublished(
  path: string,
  options: Record<string, string> = {},
): Promise<Database> {
  const instance = await DuckDBInstance.create(path, {
    ...offline,
    access_mode: 'READ_ONLY',
    temp_directory: '',
    ...options,
  });
  const database = await connect(instance);
  await database.run('set enable_external_access = false');
  await database.run(`set disabled_filesystems = 'LocalFileSystem'`);
  await database.run('set lock_configuration = true');
  return database;
}

/**
 * A database in memory that may attach files: where loads read raw registers and build marts. Nothing of it
 * reaches a disk (no temp directory), because raw registers hold direct identifiers.
 */
export async function openMemory(options: Record<string, string> = {}): Promise<Database> {
  return connect(await DuckDBInstance.create(':memory:', { ...offline, temp_directory: '', ...options }));
}

async function connect(instance: DuckDBInstance): Promise<Database> {
  return over(instance, await instance.connect(), () => instance.closeSync());
}

function over(instance: DuckDBInstance, connection: DuckDBConnection, onClose: () => void): Database {
  return {
    appendTexts: (table, rows) => appendTexts(connection, table, rows),
    all: async (sql, params) => (await read(connection, sql, params)).rows(),
    run: async (sql, params) => {
      await connection.run(sql, bound(params), boundTypes(params));
    },
    columns: async (sql, params) => (await read(connection, sql, params)).columns(),
    interrupt: () => connection.interrupt(),
    beside: async () => over(instance, await instance.connect(), () => undefined),
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

async function read(connection: DuckDBConnection, sql: string, params?: Parameters) {
  const reader = await connection.runAndReadAll(sql, bound(params), boundTypes(params));
  const names = reader.deduplicatedColumnNames();
  return {
    rows: (): Row[] =>
      reader
        .getRows()
        .map((row) => Object.fromEntries(row.map((value, i) => [names[i] ?? '', toCell(value)]))),
    columns: (): Columns => ({
      names,
      types: reader.columnTypes().map(String),
      data: reader.getColumns().map((column) => column.map(toCell)),
    }),
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

function isText(value: Parameter): value is readonly string[] {
  return Array.isArray(value);
}

function toValue(value: Parameter): DuckDBValue {
  return isText(value) ? listValue([...value]) : value;
}

function typeOf(value: Parameter) {
  return isText(value) ? LIST(VARCHAR) : undefined;
}

/** Parameters by name: positional ones are named "1", "2", ... */
function named(params: Parameters): [string, Parameter][] {
  return isPositional(params) ? params.map((value, i) => [String(i + 1), value]) : Object.entries(params);
}

function isPositional(params: Parameters): params is readonly Parameter[] {
  return Array.isArray(params);
}

function bound(params: Parameters | undefined) {
  return params && Object.fromEntries(named(params).map(([name, value]) => [name, toValue(value)]));
}

function boundTypes(params: Parameters | undefined) {
  return params && Object.fromEntries(named(params).map(([name, value]) => [name, typeOf(value)]));
}
