import type { Database, Row } from '../open.server.ts';
import { keyOfRow } from './grid.ts';
import type { Past, Seen } from './memory.ts';

/** Counts about persons, by what they count. */
export const families = ['cases', 'members', 'duties'] as const;
export type Family = (typeof families)[number];

/**
 * What the tables of the schema `restricted` tell, and what earlier ones told; `catalog`: of another database that is
 * attached. Null: the file has no such tables, or an older program made them.
 */
export async function readPublished(
  database: Database,
  catalog?: string,
): Promise<Record<Family, Past> | null> {
  const [found] = await database.all(
    `select count(*) as table_count from duckdb_tables()
     where database_name = coalesce($catalog, current_database()) and schema_name = 'restricted' and table_name = 'fingerprints'`,
    { catalog: catalog ?? null },
  );
  if (Number(found?.table_count) === 0) return null;
  const schema = catalog === undefined ? 'restricted' : `${catalog}.restricted`;
  const seen = await database.all(`select family, key, measure, value from ${schema}.seen`);
  const prints = await database.all(`select period, fingerprint from ${schema}.fingerprints`);
  const fingerprints = new Map(prints.map((row) => [String(row.period), String(row.fingerprint)]));
  const pastOf = async (family: Family): Promise<Past> => {
    const rows = await database.all(`from ${schema}.${family}`);
    return {
      rows: new Map(rows.map((row) => [keyOfPast(family, row), row])),
      seen: seenOf(seen, family),
      fingerprints,
    };
  };
  return { cases: await pastOf('cases'), members: await pastOf('members'), duties: await pastOf('duties') };
}

/** The key under which the cell of a published row is decided. */
function keyOfPast(family: Family, row: Row): string {
  if (family === 'cases') return keyOfRow(row);
  const code = family === 'members' ? row.organization_type : row.duty_type;
  const table = row.table_name === 'month' ? 'month' : 'month_by_type';
  return keyOfRow({ table_name: table, period: row.period ?? null, organization_type: code ?? null });
}

function seenOf(rows: readonly Row[], family: Family): Seen[] {
  return rows
    .filter((row) => row.family === family)
    .map((row) => ({ key: String(row.key), measure: String(row.measure), value: Number(row.value) }));
}
