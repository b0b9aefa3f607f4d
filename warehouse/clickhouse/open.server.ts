import { createReadStream, createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { ClickHouseError, ClickHouseLogLevel, createClient, type ClickHouseClient } from '@clickhouse/client';
import type { Cell, Parameter, Row } from '../open.server.ts';
import type { ClickHouseAddress } from './address.ts';
import type { ClickHouseStatement } from './dialect.ts';
import { readerSettings, writerSettings } from './settings.ts';

/** A ClickHouse server, or one of a cluster. */
export interface ClickHouse {
  /** Rows of a question. */
  all(statement: ClickHouseStatement): Promise<Row[]>;
  /** Writes the rows of a question into a new file, as CSV without a heading; null is `\N`. */
  exportCsv(statement: ClickHouseStatement, path: string): Promise<void>;
  /** Runs a statement that changes something. */
  run(sql: string, params?: Readonly<Record<string, Parameter>>): Promise<void>;
  /** Inserts a Parquet file into a table, whose columns are found by name. */
  insertParquet(table: { database: string; name: string }, path: string): Promise<void>;
  /** Inserts a few rows. */
  insertRows(
    table: { database: string; name: string },
    rows: readonly Readonly<Record<string, string | null>>[],
  ): Promise<void>;
  close(): Promise<void>;
}

/** Why a ClickHouse gave no answer that has nothing to do with the question. */
export type Trouble = 'unreachable' | 'sign_in' | 'slow' | 'gone';

/** What a server that may only be read through is asked with, and what one that is written to needs longer. */
const readingMs = 30_000;
const writingMs = 30 * 60_000;

/** A connection to a ClickHouse; nothing is asked yet. `writes`: statements may take long. */
export function openClickHouse(address: ClickHouseAddress, { writes = false } = {}): ClickHouse {
  const client = createClient({
    url: address.url,
    username: address.user,
    password: address.password,
    application: 'lang-kinh',
    request_timeout: writes ? writingMs : readingMs,
    max_open_connections: 8,
    clickhouse_settings: writes ? writerSettings : readerSettings,
    // What goes wrong is thrown, and told by who catches it.
    log: { level: ClickHouseLogLevel.OFF },
  });
  return {
    all: (statement) => ask(client, statement),
    exportCsv: async ({ sql, params }, path) => {
      const { stream } = await client.exec({ query: `${sql}\nformat CSV`, query_params: params });
      await pipeline(stream, createWriteStream(path, { mode: 0o600 }));
    },
    run: async (query, params) => {
      await client.command({ query, query_params: params });
    },
    insertParquet: async ({ database, name }, path) => {
      await client.insert({
        table: `${quoted(database)}.${quoted(name)}`,
        values: createReadStream(path),
        format: 'Parquet',
      });
    },
    insertRows: async ({ database, name }, rows) => {
      await client.insert({
        table: `${quoted(database)}.${quoted(name)}`,
        values: rows,
        format: 'JSONEachRow',
      });
    },
    close: () => client.close(),
  };
}

/** An identifier as ClickHouse writes it. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

async function ask(client: ClickHouseClient, { sql, params }: ClickHouseStatement): Promise<Row[]> {
  const query = () => client.query({ query: sql, query_params: params, format: 'JSONCompact' });
  // A server may close an idle connection at the very moment at which it is used again.
  const result = await query().catch((error: unknown) => {
    if (isReset(error)) return query();
    throw error;
  });
  const { meta = [], data } = await result.json<unknown[]>();
  return data.map((row) => Object.fromEntries(meta.map(({ name, type }, i) => [name, cellOf(row[i], type)])));
}

function isReset(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ECONNRESET';
}

/** Comparisons give 0 and 1 here; no column of ours is stored so small. */
function cellOf(value: unknown, type: string): Cell {
  if (typeof value === 'number') return /^(Nullable\()?UInt8\b/.test(type) ? value !== 0 : value;
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (Array.isArray(value)) return value.map((each) => cellOf(each, ''));
  return null;
}

const signInCodes = new Set(['193', '194', '516']);
const slowCodes = new Set(['159', '160', '202', '209', '241']);
const goneCodes = new Set(['60', '81']);

/** Whether a table could not be made because there is one of that name. */
export function isThere(error: unknown): boolean {
  return error instanceof ClickHouseError && error.code === '57';
}

/** What is the matter with the server or what it holds; null when the question itself is at fault. */
export function troubleOf(error: unknown): Trouble | null {
  if (error instanceof ClickHouseError) {
    if (signInCodes.has(error.code)) return 'sign_in';
    if (slowCodes.has(error.code)) return 'slow';
    return goneCodes.has(error.code) ? 'gone' : null;
  }
  if (!(error instanceof Error)) return null;
  if (/timeout/i.test(error.message)) return 'slow';
  return 'code' in error || /socket|hang up|network/i.test(error.message) ? 'unreachable' : null;
}
