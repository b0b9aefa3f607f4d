import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Lang } from '../../i18n/lang.ts';
import { quoted } from '../metric-sql.ts';
import { dictionaryIn } from './dictionary.ts';
import { runOnce } from './once.ts';
import type { SqlService } from './service.ts';
import { publishedFile } from './service.ts';

/** A column of a table that statements may read. */
export interface CatalogueColumn {
  name: string;
  type: string;
  /** What it means. */
  about: string | null;
  /** Some of its values, as text. */
  samples: string[];
}

/** A table that statements may read. */
export interface CatalogueTable {
  name: string;
  rows: number | null;
  about: string | null;
  /** What one row stands for. */
  grain: string | null;
  columns: CatalogueColumn[];
}

interface BareTable {
  name: string;
  rows: number | null;
  columns: Pick<CatalogueColumn, 'name' | 'type' | 'samples'>[];
}

const columnsSql = `select table_schema || '.' || table_name as name, column_name, data_type
from information_schema.columns where table_schema in ('marts', 'meta')
order by table_schema, table_name, ordinal_position`;

const known = new Map<string, Promise<BareTable[]>>();

/** The tables of a version's analyst file, with their columns and rows. Read once a version. Throws as a statement does. */
export async function catalogueOf(
  service: SqlService,
  version: string,
  lang: Lang,
): Promise<CatalogueTable[]> {
  const dictionary = dictionaryIn(lang);
  const tables = await tablesOf(service, version);
  return tables.map(({ name, rows, columns }) => ({
    name,
    rows,
    ...(dictionary.table(name) ?? { about: null, grain: null }),
    columns: columns.map((column) => ({ ...column, about: dictionary.column(name, column.name) })),
  }));
}

function tablesOf(service: SqlService, version: string): Promise<BareTable[]> {
  const key = `${service.dataDir}\n${version}`;
  const found = known.get(key);
  if (found) return found;
  known.clear();
  const reading = readTables(service, version);
  known.set(key, reading);
  reading.catch(() => known.delete(key));
  return reading;
}

async function readTables(service: SqlService, version: string): Promise<BareTable[]> {
  const published = await publishedFile(service, version);
  const { data } = await runOnce(columnsSql, service, published);
  const [names = [], columns = [], types = []] = data;
  const counts = rowCounts(service.dataDir, version);
  const tables = new Map<string, BareTable>();
  names.forEach((cell, i) => {
    const name = String(cell);
    const table = tables.get(name) ?? { name, rows: counts[name] ?? null, columns: [] };
    table.columns.push({ name: String(columns[i]), type: String(types[i]), samples: [] });
    tables.set(name, table);
  });
  for (const table of tables.values()) {
    const { data: samples } = await runOnce(samplesSql(table), service, published);
    table.columns.forEach((column, i) => {
      const values = samples[i]?.[0];
      column.samples = Array.isArray(values) ? values.map(briefly) : [];
    });
  }
  return [...tables.values()];
}

/** From the first rows only: a large table is not read through for it. */
const sampledRows = 2000;
const mostSamples = 4;
const longestSample = 40;

function samplesSql({ name, columns }: BareTable): string {
  const lists = columns.map(({ name: column }) => {
    const id = quoted(column);
    return `list_sort(list(distinct ${id}::varchar) filter (${id} is not null))[:${mostSamples}] as ${id}`;
  });
  const [schema = '', table = ''] = name.split('.');
  return `select ${lists.join(', ')} from (from ${quoted(schema)}.${quoted(table)} limit ${sampledRows})`;
}

function briefly(value: unknown): string {
  const text = String(value);
  return text.length > longestSample ? `${text.slice(0, longestSample)}…` : text;
}

/** What the publish counted. */
function rowCounts(dataDir: string, version: string): Record<string, number> {
  const manifest = JSON.parse(readFileSync(join(dataDir, 'published', version, 'manifest.json'), 'utf8')) as {
    row_counts?: Record<string, number>;
  };
  return manifest.row_counts ?? {};
}
