import { rmSync } from 'node:fs';
import type { Database } from '../open.server.ts';
import { partTables } from '../parts.ts';
import type { ClickHouse } from './open.server.ts';
import { columnsIn, tableName, type Table } from './tables.ts';

/** A version in a ClickHouse, and the organisation whose part is wanted. */
export interface PartInHouse {
  /** The database of the version. */
  database: string;
  organization: string;
}

/**
 * Copies from a version in a ClickHouse into the new DuckDB file `path` what the part below an organisation is made of:
 * every table, with the rows of all organisations that may stand in the part, and perhaps some more. `database` is in
 * memory and ends up with nothing attached. Throws what the ClickHouse throws.
 */
export async function extractPart(
  clickHouse: ClickHouse,
  { database: house, organization }: PartInHouse,
  { database, path }: { database: Database; path: string },
): Promise<void> {
  const tables = await columnsIn(clickHouse, house);
  await database.run(`attach ${literal(path)} as extracted`);
  for (const schema of new Set(tables.map(({ name }) => name.split('.')[0] ?? '')))
    await database.run(`create schema extracted.${schema}`);
  for (const table of tables) {
    const columns = table.columns.map(({ name, type }) => `"${name}" ${type}`);
    await database.run(`create table extracted.${table.name} (${columns.join(', ')})`);
    const rows = rowsOf(table, house);
    if (rows === null) continue;
    const file = `${path}.csv`;
    try {
      await clickHouse.exportCsv({ sql: rows, params: { organization } }, file);
      await database.run(`insert into extracted.${table.name} from ${csvRows(table, file)}`);
    } finally {
      rmSync(file, { force: true });
    }
  }
  await database.run('detach extracted');
}

/** The rows that a part may need, as ClickHouse is asked for them; null: none. */
function rowsOf({ name, columns }: Table, house: string): string | null {
  const share = partTables[name]?.as;
  if (share === undefined || share === 'empty' || share === 'rolled_up') return null;
  const select = `select ${columns.map((column) => `"${column.name}"`).join(', ')} from "${house}".${tableName(name)}`;
  const below = `(select organization_code from "${house}".marts_dim_organization_subtree where ancestor_code = {organization:String})`;
  if (name === 'marts.dim_organization_subtree') return `${select} where organization_code in ${below}`;
  if (share !== 'rows') return select;
  return `${select} where organization_code in (
    select organization_code from "${house}".marts_dim_organization
    where organization_code in ${below} or current_organization_code in ${below})`;
}

function csvRows({ columns }: Table, file: string): string {
  const types = columns.map(({ name, type }) => `${literal(name)}: ${literal(type)}`);
  return `read_csv(${literal(file)}, columns = {${types.join(', ')}}, header = false, delim = ',', quote = '"',
    escape = '"', nullstr = '\\N', auto_detect = false, parallel = false)`;
}

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
