import type { Database } from './open.server.ts';
import { checkText, checkTree, RefusedSql, type AllowedTables } from './select-gate.ts';

/** Tables of the catalogue that tell of our own tables, and of nothing else. */
const catalogTables = ['information_schema.tables', 'information_schema.columns'];

/** A text that DuckDB's parser does not understand; the position is in bytes of UTF-8. */
export class UnreadableSql extends Error {
  override readonly name = 'UnreadableSql';
  readonly position: number | null;

  constructor(message: string, position: number | null) {
    super(message);
    this.position = position;
  }
}

/** What statements may name: the tables of the published file, and those of `marts` and `meta` without their schema. */
export async function allowedTables(database: Database): Promise<AllowedTables> {
  const rows = await database.all(
    `select database_name, schema_name, table_name from duckdb_tables() where not internal and not temporary`,
  );
  const names = rows.map(({ schema_name: schema, table_name: table }) => ({
    schema: String(schema),
    table: String(table),
  }));
  return {
    catalog: String(rows[0]?.database_name ?? ''),
    qualified: new Set([...names.map(({ schema, table }) => `${schema}.${table}`), ...catalogTables]),
    unqualified: new Set(
      names.filter(({ schema }) => schema === 'marts' || schema === 'meta').map(({ table }) => table),
    ),
  };
}

/** Lets a statement pass. Throws RefusedSql, or UnreadableSql where the parser does not understand it. */
export async function gate(database: Database, sql: string, allowed: AllowedTables): Promise<void> {
  checkText(sql);
  const [row] = await database.all('select json_serialize_sql($1::varchar) as tree', [sql]);
  const tree = JSON.parse(String(row?.tree)) as Record<string, unknown>;
  if (tree.error !== true) return checkTree(tree, allowed);
  if (tree.error_type === 'not implemented') throw new RefusedSql('not_select');
  const position = Number(tree.position ?? NaN);
  throw new UnreadableSql(String(tree.error_message), Number.isSafeInteger(position) ? position : null);
}
