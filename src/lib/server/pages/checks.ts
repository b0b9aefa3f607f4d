import { sqlFile } from '#warehouse/project.ts';
import type { PageContext } from './context';

/** A check that was run before the version was published. */
export interface CheckRow {
  claim: string;
  table: string;
  offending: number;
  passed: boolean;
}

const checksSql = sqlFile('queries/page-checks.sql');

/**
 * The checks of some tables of the schema marts (none named: of all), failed ones first, their claims in the page's
 * language where the version has it.
 */
export async function checksOfTables(page: PageContext, tables: readonly string[] = []): Promise<CheckRow[]> {
  const rows = await page.version.all(checksSql, { tables });
  return rows.map((row) => ({
    claim: String((page.lang === 'en' && row.claim_en) || row.claim),
    table: String(row.table_name),
    offending: Number(row.offending_rows ?? 0),
    passed: row.passed === true,
  }));
}
