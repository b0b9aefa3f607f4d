import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runOnce } from './once.ts';
import type { SqlService } from './service.ts';
import { publishedFile } from './service.ts';

/** A table that statements may read. */
export interface CatalogueTable {
  name: string;
  rows: number | null;
  columns: { name: string; type: string }[];
}

const columnsSql = `select table_schema || '.' || table_name as name, column_name, data_type
from information_schema.columns where table_schema in ('marts', 'meta')
order by table_schema, table_name, ordinal_position`;

const known = new Map<string, Promise<CatalogueTable[]>>();

/** The tables of a version's analyst file, with their columns and rows. Read once a version. Throws as a statement does. */
export function catalogueOf(service: SqlService, version: string): Promise<CatalogueTable[]> {
  const key = `${service.dataDir}\n${version}`;
  const found = known.get(key);
  if (found) return found;
  known.clear();
  const reading = readCatalogue(service, version);
  known.set(key, reading);
  reading.catch(() => known.delete(key));
  return reading;
}

async function readCatalogue(service: SqlService, version: string): Promise<CatalogueTable[]> {
  const published = await publishedFile(service, version);
  const { data } = await runOnce(columnsSql, service, published);
  const [names = [], columns = [], types = []] = data;
  const counts = rowCounts(service.dataDir, version);
  const tables = new Map<string, CatalogueTable>();
  names.forEach((cell, i) => {
    const name = String(cell);
    const table = tables.get(name) ?? { name, rows: counts[name] ?? null, columns: [] };
    table.columns.push({ name: String(columns[i]), type: String(types[i]) });
    tables.set(name, table);
  });
  return [...tables.values()];
}

/** What the publish counted. */
function rowCounts(dataDir: string, version: string): Record<string, number> {
  const manifest = JSON.parse(readFileSync(join(dataDir, 'published', version, 'manifest.json'), 'utf8')) as {
    row_counts?: Record<string, number>;
  };
  return manifest.row_counts ?? {};
}
