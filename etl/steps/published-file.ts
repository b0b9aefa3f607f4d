import { models } from '#warehouse/build.ts';
import type { Database } from '#warehouse/open.server.ts';

/** Tables of a published file, with their schema. */
export function publishedTables(analyst: boolean): string[] {
  const marts = models.filter(
    ({ published }) => published === 'both' || (analyst && published === 'analyst'),
  );
  const meta = [
    'snapshots',
    'loads',
    'rejects_summary',
    'not_delivered',
    'codes',
    'successions',
    'time_limits',
    'documents',
  ];
  return [
    ...marts.map(({ table }) => table),
    ...[...meta, 'rules', 'reconciliation', 'metrics', 'checks'].map((name) => `meta.${name}`),
  ];
}

type Select = (table: string, columns: readonly string[]) => string;

/** Writes one published file anew: each table sorted, nothing else ever in it. */
export async function writePublishedFile(
  database: Database,
  path: string,
  file: { analyst: boolean; select: Select },
): Promise<void> {
  await database.run(`attach '${path.replaceAll("'", "''")}' as target`);
  await database.run('create schema target.marts');
  await database.run('create schema target.meta');
  for (const table of publishedTables(file.analyst)) {
    const described = await database.all(`select column_name from (describe from ${table})`);
    const columns = described.map((row) => String(row.column_name));
    await database.run(`create table target.${table} as from (${file.select(table, columns)}) order by all`);
  }
  await database.run('checkpoint target');
  await database.run('detach target');
}
