import type { Database, Row } from '#warehouse/open.server.ts';
import { sqlFile } from '#warehouse/project.ts';

/**
 * Rejected rows as a work list, masked: as_of, file, line, column, reason, found, expected, mended_in (the snapshot
 * that accepts a row with the same code, else null). `asOf` null: of all snapshots.
 */
export async function rejectList(
  database: Database,
  schema: 'store' | 'disk',
  asOf: string | null,
): Promise<Row[]> {
  const [held] = await database.all(`select count(*) as reject_count from ${schema}.rejects`);
  if (held?.reject_count === 0) return [];
  return database.all(sqlFile('queries/rejects.sql').replaceAll('store.', `${schema}.`), { as_of: asOf });
}

const mostShown = 2_000;

/** The first 2,000 rows that this load rejects, masked like the list: what a steward sees before anything is stored. */
export async function landedRejects(database: Database): Promise<Row[]> {
  return database.all(
    `select as_of, file, line, column_name as "column", reason, found, expected, organization_code
     from landing.new_rejects order by as_of, file, line limit $1`,
    [mostShown],
  );
}
