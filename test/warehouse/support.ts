import { type Database, openMemory } from '#warehouse/open.server.ts';
import { livePath } from '../etl/support.ts';

/** A copy in memory, to be changed at will, of the live warehouse and of the cases of the live analyst's file. */
export async function copyOfLive(dataDir: string): Promise<Database> {
  const database = await openMemory();
  for (const file of ['warehouse', 'analyst']) {
    await database.run(`attach '${livePath(dataDir, `${file}.duckdb`)}' as ${file} (read_only)`);
  }
  for (const schema of ['marts', 'meta', 'restricted']) {
    await database.run(`create schema ${schema}`);
    const tables = await database.all(
      `select table_name from duckdb_tables() where database_name = 'warehouse' and schema_name = $1`,
      [schema],
    );
    for (const { table_name: table } of tables) {
      await database.run(
        `create table ${schema}.${String(table)} as from warehouse.${schema}.${String(table)}`,
      );
    }
  }
  await database.run('create table marts.fct_cases as from analyst.marts.fct_cases');
  return database;
}
