import { sources, type Metric } from '#warehouse/metrics.ts';
import { sqlFile } from '#warehouse/project.ts';
import { formatCount } from '$lib/format/numbers';
import { counted } from '$lib/i18n/sentences';
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

/** The checks of the tables behind a metric, and a heading with how many passed. */
export async function checksOf(
  page: PageContext,
  metric: Metric,
): Promise<{ title: string; items: { claim: string; passed: boolean }[] }> {
  const measures = [
    ...metric.numerator.measures,
    ...(metric.denominator?.measures ?? []),
    ...(metric.detail ? [metric.detail] : []),
  ];
  const tables = new Set(measures.flatMap(({ source }) => [sources[source].byMonth, sources[source].byType]));
  const rows = await checksOfTables(page, [...tables]);
  const passed = rows.filter((row) => row.passed).length;
  return {
    title:
      page.version.part !== null
        ? page.say.explain.partChecks
        : page.say.explain.checks(formatCount(passed, page.lang), counted(rows.length, page.lang)),
    items: rows.map(({ claim, passed }) => ({ claim, passed })),
  };
}
