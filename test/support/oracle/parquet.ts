import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openMemory } from '#warehouse/open.server.ts';
import { isHeader } from './accept.ts';
import { formatCsv, parseCsv } from './csv.ts';
import { isRealDate } from './dates.ts';
import { cleanText } from './parse.ts';
import { columns, type RegisterName } from './registers.ts';

/**
 * Writes the folder's registers twice: as plain CSV without titles, blank and broken rows, and as Parquet with the
 * same rows, in which dates and numbers have a type where every value allows it.
 */
export async function asParquet(
  folder: string,
  { plain, parquet }: { plain: string; parquet: string },
): Promise<void> {
  for (const target of [plain, parquet]) {
    mkdirSync(target, { recursive: true });
    writeHead(folder, target);
  }
  const database = await openMemory();
  for (const name of registerNames()) {
    const from = join(folder, `${name}.csv`);
    const to = join(plain, `${name}.csv`);
    const rows = wholeRows(name, from);
    if (!rows) continue;
    writeFileSync(to, formatCsv(rows));
    const casts = (rows[0] ?? []).map((title, place) => castOf(title, valuesAt(rows, place)));
    const read = `read_csv('${to}', all_varchar = true, header = true, delim = ',', quote = '"', escape = '"',
      nullstr = 'never null', normalize_names = false)`;
    await database.run(`copy (select ${casts.join(', ')} from ${read}) to '${join(parquet, name)}.parquet'`);
  }
  database.close();
}

function registerNames(): RegisterName[] {
  return Object.keys(columns).filter((name): name is RegisterName => name in columns);
}

function writeHead(folder: string, target: string): void {
  cpSync(join(folder, 'snapshot.json'), join(target, 'snapshot.json'));
  const head: unknown = JSON.parse(readFileSync(join(folder, 'snapshot.json'), 'utf8'));
  rmSync(join(target, 'snapshot.json'));
  writeFileSync(
    join(target, 'snapshot.json'),
    JSON.stringify({ ...Object(head), control_totals: undefined }),
  );
}

function wholeRows(name: RegisterName, path: string): string[][] | undefined {
  const text = readText(path);
  if (text === undefined) return undefined;
  const records = parseCsv(text).map((record) => record.fields);
  const top = records.findIndex((fields) => isHeader(name, fields));
  const header = (records[top] ?? []).map((title) => title.trim());
  return [header, ...records.slice(top + 1).filter((fields) => fields.length === header.length)];
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function valuesAt(rows: readonly string[][], place: number): string[] {
  return rows.slice(1).flatMap((row) => cleanText(row[place] ?? '') ?? []);
}

function castOf(title: string, values: readonly string[]): string {
  const column = `"${title.replaceAll('"', '""')}"`;
  const plain = `nullif(nullif(trim(${column}, ' \u00a0\u200b'), ''), '-')`;
  if (values.length === 0) return column;
  if (values.every(isRealDate)) return `cast(${plain} as date) as ${column}`;
  if (values.every((value) => /^(0|[1-9]\d{0,5})$/.test(value)))
    return `cast(${plain} as integer) as ${column}`;
  return column;
}
