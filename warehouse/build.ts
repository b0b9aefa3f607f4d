import type { Database } from './open.server.ts';
import { sqlFile } from './project.ts';
import { settled } from './side-by-side.ts';

/** A table that the build makes from a SQL file, in this order. `file`: which published files hold it. */
export interface Model {
  table: string;
  path: string;
  published: 'both' | 'analyst' | 'none';
}

const intermediate = (name: string): Model => ({
  table: name,
  path: `models/intermediate/${name}.sql`,
  published: 'none',
});
const mart = (name: string, published: Model['published'] = 'both'): Model => ({
  table: `marts.${name}`,
  path: `models/marts/${name}.sql`,
  published,
});

/** Every model in the order in which they build on each other. */
export const models: readonly Model[] = [
  intermediate('int_snapshots'),
  intermediate('int_workdays'),
  intermediate('int_cases'),
  intermediate('int_case_versions'),
  intermediate('int_successions'),
  intermediate('int_case_moves'),
  intermediate('int_case_holders'),
  intermediate('int_current_codes'),
  intermediate('int_organizations'),
  intermediate('int_months'),
  mart('dim_month'),
  mart('dim_organization'),
  intermediate('int_organization_at'),
  intermediate('int_pending_months'),
  mart('agg_backlog_by_month'),
  intermediate('int_case_events'),
  mart('agg_case_flow_by_month'),
  mart('agg_conclusion_days_by_month'),
  mart('agg_external_days_by_month'),
  mart('agg_decisions_by_month'),
  mart('fct_duties', 'both'),
  mart('agg_duties_by_month'),
  intermediate('int_member_counts'),
  mart('agg_members_by_month'),
  mart('agg_organizations_by_month'),
  mart('fct_cases', 'analyst'),
  intermediate('int_subtree_at'),
  mart('dim_organization_subtree'),
  intermediate('int_shown_codes'),
  intermediate('int_basis_attributes'),
  mart('agg_case_flow_by_type'),
  mart('agg_backlog_by_type'),
  mart('agg_conclusion_days_by_type'),
  mart('agg_external_days_by_type'),
  mart('agg_decisions_by_type'),
  mart('agg_duties_by_type'),
  mart('agg_members_by_type'),
];

/**
 * Builds every model in the memory of `database`, from the attached `store` and the `reference` tables: each one as
 * soon as those that it reads are there, on this connection and on `others`, connections to the same database.
 * `onModel` hears of each table when it is made.
 */
export async function buildModels(
  database: Database,
  onModel?: (table: string) => void,
  others: readonly Database[] = [],
): Promise<void> {
  await database.run('create schema if not exists marts');
  const waiting = modelsWithInputs();
  const made = new Set<string>();
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
      await connection.run(`create or replace table ${next.table} as ${next.sql}`);
      made.add(next.table);
      onModel?.(next.table);
      wakeAll();
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

/** The models with their SQL and the models that it reads. */
function modelsWithInputs(): { table: string; sql: string; inputs: string[] }[] {
  return models.map(({ table, path }) => {
    const sql = sqlFile(path);
    const code = sql.replace(/--.*$/gm, '');
    const reads = (name: string) => new RegExp(`(?<![\\w.])${name.replace('.', '\\.')}(?!\\w)`).test(code);
    return {
      table,
      sql,
      inputs: models.map((each) => each.table).filter((name) => name !== table && reads(name)),
    };
  });
}
