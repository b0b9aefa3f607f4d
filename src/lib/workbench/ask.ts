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

/** What comes from the server while a statement runs. */
export interface Ears {
  columns(columns: ResultColumn[]): void;
  /** More rows, one array a column. */
  data(columns: ResultCell[][]): void;
  end(end: { rows: number; elapsed_ms: number; truncated: boolean; version: string }): void;
  error(error: AskError): void;
}

const path = (lang: string) => (lang === 'en' ? '/api/v1/sql?lang=en' : '/api/v1/sql');

function post(sql: string, accept: string, more: { lang: string; bom?: boolean; signal?: AbortSignal }) {
  return fetch(path(more.lang), {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept },
    body: JSON.stringify({ sql, ...(more.bom && { bom: true }) }),
    ...(more.signal && { signal: more.signal }),
  });
}

/** Runs a statement and hands on its rows as they come. Rejects when there is no answer, or `signal` is aborted. */
export async function ask(
  sql: string,
  ears: Ears,
  { lang, signal }: { lang: string; signal: AbortSignal },
): Promise<void> {
  const response = await post(sql, 'application/x-ndjson', { lang, signal });
  if (!response.ok || !response.body) return ears.error(await errorOf(response));
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    const lines = (rest + (value ?? '')).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) hear(JSON.parse(line) as Line, ears);
    if (done) return;
  }
}

type Line = Partial<{
  columns: ResultColumn[];
  data: ResultCell[][];
  end: Parameters<Ears['end']>[0];
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

/** Files that a result can be saved as. */
export const fileKinds = [
  ['xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  ['csv', 'text/csv'],
  ['parquet', 'application/vnd.apache.parquet'],
  ['arrow', 'application/vnd.apache.arrow.stream'],
  ['json', 'application/json'],
] as const;

/** Asks again for a file and saves it. Gives the error instead when there is one. CSV begins with a mark for Excel. */
export async function save(
  sql: string,
  kind: (typeof fileKinds)[number],
  lang: string,
): Promise<AskError | null> {
  const [ending, type] = kind;
  const response = await post(sql, type, { lang, bom: ending === 'csv' });
  if (!response.ok) return errorOf(response);
  const version = response.headers.get('x-data-version') ?? '';
  const link = document.createElement('a');
  link.href = URL.createObjectURL(await response.blob());
  link.download = `lang-kinh_${version}.${ending}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  return null;
}
