import { metrics } from '#warehouse/metrics.ts';
import type { Database } from '#warehouse/open.server.ts';
import { sqlFile } from '#warehouse/project.ts';
import { inWorld } from './worlds.ts';

/** What is counted together, from rows of one kind. */
export type Family = 'cases' | 'duties' | 'members' | 'organizations';

/** Sources of the catalogue that each family fills. */
const sourcesOf: Record<Family, readonly string[]> = {
  cases: ['case_flow', 'decisions'],
  duties: ['duties'],
  members: ['members'],
  organizations: ['organizations'],
};

/** Stages of changes.counted. */
export const stages = { before: 0, rules: 1, reorganisation: 2, late: 3, after: 4 } as const;

export interface Target {
  version: string;
  stage: (typeof stages)[keyof typeof stages];
  /** Counted in, or taken out again. */
  sign: 1 | -1;
}

/**
 * Fills changes.parts from the catalogue: of which measures each metric is made. Left out are metrics that do not add
 * up over rows: quantiles, shares of working days, and means of twelve months.
 */
export async function installParts(database: Database): Promise<void> {
  const additive = new Set(Object.values(sourcesOf).flat());
  const rows = metrics.flatMap(({ id, numerator, denominator, scale }) => {
    const parts = [numerator, ...(denominator ? [denominator] : [])];
    const measures = parts.flatMap((part) => part.measures);
    if (measures.some(({ source, over }) => over === 'trailing_year' || !additive.has(source))) return [];
    return parts.flatMap((part, index) =>
      part.measures.map(({ source, column }) => ({
        metric_id: id,
        is_denominator: index > 0,
        measure: `${source}.${column}`,
        scale,
      })),
    );
  });
  await database.run(
    `insert into changes.parts select unnest(from_json($1, '[{"metric_id": "VARCHAR", "is_denominator": "BOOLEAN", "measure": "VARCHAR", "scale": "DOUBLE"}]'), recursive := true)`,
    [JSON.stringify(rows)],
  );
}

/** Counts what a version shows, from its tables in `schema` (`marts`, or another one of the same build). */
export async function countPublished(database: Database, schema: string, target: Target): Promise<void> {
  await insertCounted(database, sqlFile('changes/published.sql').replaceAll('marts.', `${schema}.`), target);
}

/** Counts families from the rows of a world: a schema with hist_*, snapshots and organizations. */
export async function countWorld(
  database: Database,
  schema: string,
  families: readonly Family[],
  target: Target,
): Promise<void> {
  for (const family of families) {
    if (family === 'cases') {
      const model = inWorld(sqlFile('models/intermediate/int_cases.sql'), schema);
      await database.run(`create or replace table ${schema}.cases as ${model}`);
    }
    await insertCounted(database, inWorld(sqlFile(`changes/${family}.sql`), schema), target);
  }
}

async function insertCounted(
  database: Database,
  sql: string,
  { version, stage, sign }: Target,
): Promise<void> {
  await database.run(
    `insert into changes.counted
     select $1, $2::integer, counted.month, counted.measure, counted.value * $3::integer
     from (${sql}) as counted semi join changes.months as months on months.month = counted.month`,
    [version, stage, sign],
  );
}

/**
 * Takes the measures of the older version (stage before) out of those of families that are counted in another stage,
 * so that the stage holds the difference only.
 */
export async function takeBeforeOut(
  database: Database,
  families: readonly Family[],
  { version, stage }: Omit<Target, 'sign'>,
): Promise<void> {
  const prefixes = families.flatMap((family) => sourcesOf[family]);
  await database.run(
    `insert into changes.counted
     select compared_version, $2::integer, month, measure, -value from changes.counted
     where compared_version = $1 and stage = $3::integer and split_part(measure, '.', 1) in (select unnest($4))`,
    [version, stage, stages.before, prefixes],
  );
}
