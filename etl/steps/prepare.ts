import type { Database } from '#warehouse/open.server.ts';
import { buildModels } from '#warehouse/build.ts';
import { type CheckResult, runChecks } from '#warehouse/checks.ts';
import { publishedMetrics } from '#warehouse/metrics.ts';
import { sqlFile } from '#warehouse/project.ts';
import { RefusedError } from '../errors.ts';

/** Tables of the schema meta that come from a SQL file each. */
const metaTables = [
  'snapshots',
  'loads',
  'rejects_summary',
  'not_delivered',
  'codes',
  'successions',
  'time_limits',
  'documents',
  'rules',
  'reconciliation',
] as const;

/**
 * Builds marts and meta tables in memory from the `store` views and runs every check.
 * Throws RefusedError failed_check when a check finds offending rows: nothing is published then.
 */
export async function prepareVersion(
  database: Database,
  onStep: (text: string) => void,
): Promise<CheckResult[]> {
  await buildModels(database, (table) => onStep(`dựng ${table}`));
  await database.run('create schema if not exists meta');
  for (const name of metaTables) {
    if (name === 'reconciliation') {
      await database.run(
        `create or replace table int_computed_figures as ${sqlFile('figures/computed.sql')}`,
      );
    }
    await database.run(`create or replace table meta.${name} as ${sqlFile(`models/meta/${name}.sql`)}`);
  }
  await writeMetrics(database);
  onStep('kiểm tra');
  const results = await runChecks(database);
  const [broken] = results.filter((result) => result.offendingRows > 0);
  if (broken) {
    throw new RefusedError({
      reason: 'failed_check',
      file: `warehouse/checks/${broken.name}.sql`,
      found: `${broken.offendingRows} dòng vi phạm`,
      expected: broken.claim.replace(/\.$/, ''),
      hint: 'Không có gì được công bố. Đây là lỗi của số liệu hoặc của chương trình: gửi tên kiểm tra cho người phát triển.',
    });
  }
  await writeChecks(database, results);
  return results;
}

async function writeMetrics(database: Database): Promise<void> {
  await database.run(
    `create or replace table meta.metrics (metric_id varchar, label_vi varchar, label_en varchar, unit varchar, kind varchar,
      formula_vi varchar, formula_en varchar, numerator varchar, denominator varchar, dimensions varchar, tables varchar, rule_vi varchar)`,
  );
  for (const metric of publishedMetrics()) {
    await database.run(
      'insert into meta.metrics values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)',
      [
        metric.id,
        metric.labels.vi,
        metric.labels.en,
        metric.unit,
        metric.kind,
        metric.formula.vi,
        metric.formula.en,
        metric.numerator.expression,
        metric.denominator?.expression ?? null,
        metric.dimensions.join(', '),
        metric.tables.join(', '),
        metric.rule.vi,
      ],
    );
  }
}

async function writeChecks(database: Database, results: readonly CheckResult[]): Promise<void> {
  await database.run(
    `create or replace table meta.checks as
     select check_name, claim, split_part(check_name, '__', 1) as table_name, offending_rows, offending_rows = 0 as passed
     from (select unnest(from_json($1, '[{"check_name": "VARCHAR", "claim": "VARCHAR", "offending_rows": "BIGINT"}]'), recursive := true))`,
    [
      JSON.stringify(
        results.map(({ name, claim, offendingRows }) => ({
          check_name: name,
          claim,
          offending_rows: offendingRows,
        })),
      ),
    ],
  );
}
