import type { Database } from '#warehouse/open.server.ts';

/** Columns of every table of the database itself (no attached one), in order, by schema and name: `marts.dim_month`. */
export async function tableColumns(database: Database): Promise<(table: string) => string[]> {
  const rows = await database.all(
    `select schema_name || '.' || table_name as table_name, list(column_name order by column_index) as column_names
     from duckdb_columns() where database_name = current_database() group by all`,
  );
  const columns = new Map(rows.map((row) => [row.table_name, row.column_names]));
  return (table) => {
    const names = columns.get(table);
    return Array.isArray(names) ? names.map(String) : [];
  };
}
