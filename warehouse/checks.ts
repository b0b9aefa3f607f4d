import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from './open.server.ts';
import { projectRoot, sqlFile } from './project.ts';
import { shareOut } from './side-by-side.ts';

export interface CheckResult {
  name: string;
  /** What the check claims, in Vietnamese and in English: the second and the third line of its file. */
  claim: string;
  claimEn: string;
  offendingRows: number;
}

/** Names of all checks: the files of warehouse/checks. */
export function checkNames(): string[] {
  return readdirSync(join(projectRoot(), 'warehouse', 'checks'))
    .filter((name) => name.endsWith('.sql'))
    .map((name) => name.slice(0, -'.sql'.length))
    .sort();
}

/** Runs checks against the marts of a database, on `others` (connections to it) too; a check holds when it returns no row. */
export async function runChecks(
  database: Database,
  names: readonly string[] = checkNames(),
  others: readonly Database[] = [],
): Promise<CheckResult[]> {
  const works = names.map((name) => (connection: Database) => runCheck(connection, name));
  return shareOut([database, ...others], works);
}

async function runCheck(database: Database, name: string): Promise<CheckResult> {
  const sql = sqlFile(`checks/${name}.sql`);
  const [row] = await database.all(`select count(*) as offending_rows from (${sql})`);
  const [claim = '', claimEn = ''] = sql
    .split('\n')
    .slice(1, 3)
    .map((line) => line.replace(/^-- /, ''));
  return { name, claim, claimEn, offendingRows: Number(row?.offending_rows) };
}
