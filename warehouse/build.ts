import type { Database } from './open.server.ts';
import { sqlFile } from './project.ts';
import { settled } from './side-by-side.ts';

/** A table that the build makes from a SQL file, in this order. `file`: which published files hold it. */
export interface Model {
  table: string;
  path: string;
  published: 'both' | 'analyst' | 'none';
  /** As large as the register of cases, and of no use once the tables that read it are made. */
  isPassing?: true;
  /** The order of its rows in a published file: those of one organisation lie together, and equal values compress. */
  orderedBy?: string;
}

const intermediate = (name: string): Model => ({
  table: name,
  path: `models/intermediate/${name}.sql`,
  published: 'none',
});
const passing = (name: string): Model => ({ ...intermediate(name), isPassing: true });
const mart = (name: string, orderedBy: string, published: Model['published'] = 'both'): Model => ({
  table: `marts.${name}`,
  path: `models/marts/${name}.sql`,
  published,
  orderedBy,
});

/** Organisation by organisation, as keys of their periods follow their codes; further columns would double the cost of sorting. */
const byOrganization = 'organization_key, month';
const byType = 'basis, month';

/** Every model in the order in which they build on each other; first those that somebody waits for (`restrictedReads`). */
export const models: readonly Model[] = [
  intermediate('int_snapshots'),
  intermediate('int_workdays'),
  passing('int_cases'),
  passing('int_case_versions'),
  intermediate('int_successions'),
  passing('int_case_moves'),
  passing('int_case_holders'),
  intermediate('int_current_codes'),
  intermediate('int_organizations'),
  intermediate('int_months'),
  mart('dim_month', 'month'),
  mart('dim_organization', 'organization_key'),
  intermediate('int_organization_spans'),
  intermediate('int_organization_at'),
  passing('int_pending_months'),
  mart('agg_backlog_by_month', byOrganization),
  passing('int_case_events'),
  mart('agg_case_flow_by_month', byOrganization),
  mart('agg_conclusion_days_by_month', byOrganization),
  mart('agg_external_days_by_month', byOrganization),
  mart('agg_decisions_by_month', byOrganization),
  mart('fct_duties', 'duty_key'),
  mart('agg_duties_by_month', byOrganization),
  intermediate('int_member_counts'),
  mart('agg_members_by_month', byOrganization),
  mart('agg_organizations_by_month', 'month, organization_level, organization_type'),
  intermediate('int_basis_attributes'),
  mart('agg_case_flow_by_type', byType),
  mart('agg_conclusion_days_by_type', byType),
  mart('agg_external_days_by_type', byType),
  mart('agg_decisions_by_type', byType),
  mart('agg_duties_by_type', byType),
  mart('agg_members_by_type', byType),
  mart('agg_backlog_by_type', byType),
  mart('agg_open_duties_by_due_date', 'due_date, organization_code, duty_type'),
  mart('fct_cases', 'case_key', 'analyst'),
  intermediate('int_subtree_spans'),
  mart('dim_organization_subtree', 'basis, ancestor_code, organization_code'),
  intermediate('int_shown_codes'),
];

interface Made extends Model {
  sql: string;
  /** Models that it reads. */
  inputs: string[];
}

export interface Building {
  /** Hears of each table when it is made. */
  onModel?: (table: string) => void;
  /** Connections to the same database, which build too. */
  others?: readonly Database[];
  /** An attached database with the schema `marts`, which gets the tables that both published files hold. */
  file?: string;
  /** Only these tables, and those that they read. */
  only?: readonly string[];
  /** Other SQL for some of the tables. */
  instead?: ReadonlyMap<string, string>;
}

/**
 * Builds every model from the attached `store` and the `reference` tables, in memory or in `file`: each one as soon as
 * those that it reads are there. Passing tables that nothing reads are left out.
 */
export async function buildModels(
  database: Database,
  { onModel, others = [], file, only, instead }: Building = {},
): Promise<void> {
  await database.run('create schema if not exists marts');
  const all = needed(modelsWithInputs(instead), only);
  const waiting = [...all];
  const made = new Set<string>();
  const dropped = new Set<string>();
  const sleepers: (() => void)[] = [];
  const wakeAll = () => sleepers.splice(0).forEach((wake) => wake());
  let failed = false;
  const work = async (connection: Database) => {
    while (waiting.length > 0 && !failed) {
      const index = waiting.findIndex(({ inputs }) => inputs.every((input) => made.has(input)));
      const [next] = index < 0 ? [] : waiting.splice(index, 1);
      if (!next) {
        await new Promise<void>((wake) => sleepers.push(wake));
        continue;
      }
      await make(connection, next, file);
      made.add(next.table);
      onModel?.(next.table);
      wakeAll();
      const done = read(all, made).filter((table) => !dropped.has(table));
      for (const table of done) dropped.add(table);
      for (const table of done) await connection.run(`drop table ${table}`);
    }
  };
  const works = [database, ...others].map((connection) =>
    work(connection).catch((error: unknown) => {
      failed = true;
      wakeAll();
      throw error;
    }),
  );
  await settled(works);
}

/** The passing tables that are made and have been read by all that read them. */
function read(all: readonly Made[], made: ReadonlySet<string>): string[] {
  const awaited = new Set(all.filter(({ table }) => !made.has(table)).flatMap(({ inputs }) => inputs));
  const done = all.filter(({ table, isPassing }) => isPassing && made.has(table) && !awaited.has(table));
  return done.map(({ table }) => table);
}

/** Makes the table of a model; one that goes into the file is shown in memory under the same name. */
async function make(database: Database, model: Made, file?: string): Promise<void> {
  const { table, sql, published, orderedBy } = model;
  if (!file || published !== 'both') {
    await database.run(`create or replace table ${table} as ${sql}`);
    return;
  }
  await database.run(`create table ${file}.${table} as from (${sql}) order by ${orderedBy ?? 'all'}`);
  await database.run(`create or replace view ${table} as from ${file}.${table}`);
}

/** Those of `only` (else all but passing ones) and what they read, directly or not. */
function needed(all: readonly Made[], only?: readonly string[]): Made[] {
  const wanted = new Set(only ?? all.filter(({ isPassing }) => !isPassing).map(({ table }) => table));
  // Each one is built on earlier ones only.
  for (const { table, inputs } of all.toReversed())
    if (wanted.has(table)) for (const input of inputs) wanted.add(input);
  return all.filter(({ table }) => wanted.has(table));
}

/** The models with their SQL and the models that it reads. */
function modelsWithInputs(instead?: ReadonlyMap<string, string>): Made[] {
  return models.map((model) => {
    const { table } = model;
    const sql = instead?.get(table) ?? sqlFile(model.path);
    const code = sql.replace(/--.*$/gm, '');
    const reads = (name: string) => new RegExp(`(?<![\\w.])${name.replace('.', '\\.')}(?!\\w)`).test(code);
    return {
      ...model,
      sql,
      inputs: models.map((each) => each.table).filter((name) => name !== table && reads(name)),
    };
  });
}
