import { type Column, registers } from '#etl/contract.ts';
import type { SnapshotFolder } from '#etl/read/folder.ts';
import { installKey, passingKey } from '#etl/steps/key.ts';
import { createLanding, landFiles } from '#etl/steps/land.ts';
import { installMaps } from '#etl/steps/landing-sql.ts';
import { locateRejects } from '#etl/steps/locate.ts';
import { settleLanding } from '#etl/steps/settle.ts';
import { runFile } from '#etl/steps/store.ts';
import type { Database } from '#warehouse/open.server.ts';
import { loadReference } from '#warehouse/reference.ts';

/** Reads a snapshot as a load does: every value checked, codes mapped, members pseudonymised, rejects kept with lines. */
export async function readStrictly(database: Database, folder: SnapshotFolder): Promise<void> {
  await loadReference(database, null);
  await runFile(database, 'steps/macros.sql');
  await installKey(database, passingKey());
  await installMaps(database);
  await createLanding(database);
  const files = folder.files.map((file) => ({ snapshotNo: 1, folder, file }));
  const landed = await landFiles(database, files, () => undefined);
  await database.run('create schema if not exists base');
  await database.run('create table base.hist_organizations (organization_code varchar)');
  await settleLanding(database);
  await locateRejects(database, landed);
}

const types: Record<Column['kind'], string> = {
  text: 'VARCHAR',
  code: 'VARCHAR',
  date: 'DATE',
  count: 'INTEGER',
};

/** Reads the same files with DuckDB alone: typed columns, nothing checked, as `create table as from read_csv` or `read_parquet`. */
export async function readBare(database: Database, folder: SnapshotFolder): Promise<void> {
  for (const { register, path, format } of folder.files) {
    const columns = registers.find(({ name }) => name === register)?.columns ?? [];
    const typed = columns.map(({ name, kind }) => `'${name}': '${types[kind]}'`);
    const source =
      format === 'csv' ? `read_csv($1, header = true, types = {${typed.join(', ')}})` : 'read_parquet($1)';
    await database.run(`create or replace table ${register} as from ${source}`, [path]);
  }
}
