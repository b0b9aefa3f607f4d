import { Slices } from './slices';

/** A value of a result. */
export type ResultCell = unknown;

export interface ResultColumn {
  name: string;
  type: string;
}

/** What is told of a statement that fails. */
export interface AskError {
  message: string;
  hint?: string;
  /** Characters from the start of the statement. */
  position?: number;
}

/** What is told of a result once it is whole. */
export interface Ended {
  rows: number;
  elapsed_ms: number;
  /** Why there is more than came; null: there is not. */
  truncated_by: 'rows' | 'bytes' | null;
  version: string;
}

/** A statement to be run: its rows, or how it was carried out. */
export interface Question {
  sql: string;
  params?: Readonly<Record<string, string | number | null>>;
  plan?: 'measured';
}

/** What comes from the server while a statement runs. */
export interface Ears {
  columns(columns: ResultColumn[]): void;
  /** More rows, one array a column. */
  data(columns: ResultCell[][]): void;
  end(end: Ended): void;
  error(error: AskError): void;
}

const path = (lang: string) => (lang === 'en' ? '/api/v1/sql?lang=en' : '/api/v1/sql');

/** Rows that a page can scroll through: browsers draw nothing beyond some 17 million pixels. */
const mostRows = 500_000;

function post(body: object, accept: string, { lang, signal }: { lang: string; signal?: AbortSignal }) {
  return fetch(path(lang), {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept },
    body: JSON.stringify(body),
    ...(signal && { signal }),
  });
}

/** Runs a statement and hands on its rows as they come. Rejects when there is no answer, or `signal` is aborted. */
export async function ask(
  question: Question,
  ears: Ears,
  { lang, signal }: { lang: string; signal: AbortSignal },
): Promise<void> {
  const response = await post({ ...question, limit: mostRows }, 'application/x-ndjson', { lang, signal });
  if (!response.ok || !response.body) return ears.error(await errorOf(response));
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  const slices = new Slices();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    const lines = (rest + (value ?? '')).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      hear(JSON.parse(line) as Line, ears);
      await slices.rest();
    }
    if (done) return;
  }
}

type Line = Partial<{
  columns: ResultColumn[];
  data: ResultCell[][];
  end: Ended;
  error: AskError;
}>;

function hear({ columns, data, end, error }: Line, ears: Ears): void {
  if (columns) ears.columns(columns);
  if (data) ears.data(data);
  if (end) ears.end(end);
  if (error) ears.error(error);
}

async function errorOf(response: Response): Promise<AskError> {
  const body = (await response.json()) as { error?: AskError; message?: string };
  return body.error ?? { message: body.message ?? String(response.status) };
}

const fileTypes = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv',
  zip: 'application/zip',
  parquet: 'application/vnd.apache.parquet',
  arrow: 'application/vnd.apache.arrow.stream',
  json: 'application/json',
} as const;

/**
 * Files that a result can be saved as. `csv` is for Excel: it begins with a byte order mark and a line that tells version
 * and statement; `zip` has bare CSV for programs, and these in a file beside it.
 */
export type FileKind = keyof typeof fileTypes;
export const fileKinds: readonly FileKind[] = ['xlsx', 'csv', 'zip', 'parquet', 'arrow', 'json'];

/** Asks again for a file and saves it. Gives the error instead when there is one. */
export async function save(question: Question, kind: FileKind, lang: string): Promise<AskError | null> {
  const response = await post({ ...question, bom: kind === 'csv', note: true }, fileTypes[kind], { lang });
  if (!response.ok) return errorOf(response);
  const [, name = kind] = /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '') ?? [];
  const link = document.createElement('a');
  link.href = URL.createObjectURL(await response.blob());
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  return null;
}
