import type { Database } from './open.server.ts';
import { sqlFile } from './project.ts';

/** How a published table goes into the file of a part. */
type Share =
  /** As it is: it tells of no organisation and counts nothing. */
  | { as: 'whole' }
  /** Its columns without rows: it tells of all organisations together. */
  | { as: 'empty' }
  /** Rows that a SQL file of warehouse/parts gives. */
  | { as: 'own'; sql: string }
  /** The part's rows of a table with organisations; `month`: the month in whose tree each stands. */
  | { as: 'rows'; month: string }
  /** Counted anew from the part's rows of another table, by the model that counted the whole. */
  | { as: 'rolled_up'; from: string };

const whole: Share = { as: 'whole' };
const empty: Share = { as: 'empty' };
const byMonth: Share = { as: 'rows', month: 'month' };
const byDueDate: Share = { as: 'rows', month: "date_trunc('month', due_date)" };
const own = (sql: string): Share => ({ as: 'own', sql });
const rolledUp = (name: string): Share => ({ as: 'rolled_up', from: `agg_${name}_by_month` });

/**
 * What the file of a part of the organisation tree holds of each published table. A table that is not named here
 * stays empty in it.
 */
export const partTables: Readonly<Record<string, Share>> = {
  'marts.dim_month': whole,
  'marts.dim_organization': own('dim_organization'),
  'marts.dim_organization_subtree': own('dim_organization_subtree'),
  'marts.agg_case_flow_by_month': byMonth,
  'marts.agg_backlog_by_month': byMonth,
  'marts.agg_conclusion_days_by_month': byMonth,
  'marts.agg_external_days_by_month': byMonth,
  'marts.agg_decisions_by_month': byMonth,
  'marts.agg_duties_by_month': byMonth,
  'marts.agg_members_by_month': byMonth,
  'marts.agg_open_duties_by_due_date': byDueDate,
  'marts.fct_duties': byDueDate,
  'marts.agg_organizations_by_month': own('agg_organizations_by_month'),
  'marts.agg_case_flow_by_type': rolledUp('case_flow'),
  'marts.agg_backlog_by_type': rolledUp('backlog'),
  'marts.agg_conclusion_days_by_type': rolledUp('conclusion_days'),
  'marts.agg_external_days_by_type': rolledUp('external_days'),
  'marts.agg_decisions_by_type': rolledUp('decisions'),
  'marts.agg_duties_by_type': rolledUp('duties'),
  'marts.agg_members_by_type': rolledUp('members'),
  'meta.snapshots': whole,
  'meta.codes': whole,
  'meta.metrics': whole,
  'meta.rules': whole,
  'meta.documents': whole,
  'meta.time_limits': whole,
  'meta.targets': whole,
  'meta.successions': own('successions'),
  'meta.not_delivered': own('not_delivered'),
  'meta.loads': empty,
  'meta.rejects_summary': empty,
  'meta.warnings': empty,
  'meta.checks': empty,
  'meta.reconciliation': empty,
  'meta.changes': empty,
  'meta.letterhead': empty,
  'meta.calendar': whole,
  'restricted.cases': empty,
  'restricted.duties': empty,
  'restricted.fingerprints': empty,
  'restricted.members': empty,
  'restricted.seen': empty,
  'restricted.shares': empty,
  'restricted.thresholds': empty,
};

/** Where a part is taken from and where it goes: two files, the second of which does not exist yet. */
export interface PartFiles {
  published: string;
  part: string;
}

/**
 * Writes a new file with the tables of a published one that holds only what concerns an organisation and all below it:
 * as reported in the months in which they stood there, and in the structure of today. `database` is in memory and
 * ends up with nothing attached. False, and no file of use, when the published file does not know the organisation.
 */
export async function writePart(
  database: Database,
  organization: string,
  { published, part }: PartFiles,
): Promise<boolean> {
  await database.run(`attach ${literal(published)} as published (read_only)`);
  await database.run(`attach ${literal(part)} as part`);
  const [known] = await database.all(
    'select 1 as found from published.marts.dim_organization where organization_code = $organization limit 1',
    { organization },
  );
  if (known) await writeTables(database, organization);
  await database.run('detach part');
  await database.run('detach published');
  return known !== undefined;
}

async function writeTables(database: Database, organization: string): Promise<void> {
  await database.run('create temp table part_top (organization_code varchar)');
  await database.run('insert into part_top values ($organization)', { organization });
  for (const name of ['part_spans', 'part_current_codes', 'part_codes'])
    await database.run(`create temp table ${name} as ${partSql(name)}`);
  const tables = await publishedTables(database);
  for (const schema of new Set(tables.map((table) => table.split('.')[0] ?? '')))
    await database.run(`create schema if not exists part.${quoted(schema)}`);
  for (const table of tables) {
    const share = partTables[table] ?? empty;
    if (share.as !== 'rolled_up') await writeTable(database, table, share);
  }
  await prepareRollUps(database);
  for (const table of tables) {
    const share = partTables[table];
    if (share?.as === 'rolled_up') await rollUp(database, table, share.from);
  }
}

async function publishedTables(database: Database): Promise<string[]> {
  const rows = await database.all(
    `select schema_name || '.' || table_name as name
    from duckdb_tables() where database_name = 'published' order by name`,
  );
  return rows.map(({ name }) => String(name));
}

async function writeTable(database: Database, table: string, share: Share): Promise<void> {
  const source = `from published.${dotted(table)}`;
  const create = (sql: string) => database.run(`create table part.${dotted(table)} as ${sql}`);
  if (share.as === 'whole') return create(source);
  if (share.as === 'own') return create(partSql(share.sql));
  if (share.as === 'rows') {
    await database.run(
      `create or replace temp view part_rows as select *, ${share.month} as part_month ${source}`,
    );
    return create(partSql('rows'));
  }
  return create(`${source} limit 0`);
}

/** Shows the part's organisations to the models under the names by which these read them. */
async function prepareRollUps(database: Database): Promise<void> {
  await database.run('create schema marts');
  await database.run('create view marts.dim_organization as from part.marts.dim_organization');
  await database.run(
    `create view int_basis_attributes as ${sqlFile('models/intermediate/int_basis_attributes.sql')}`,
  );
}

/** A model counts both bases from the same rows; the part has other rows in each. */
async function rollUp(database: Database, table: string, from: string): Promise<void> {
  const model = sqlFile(`models/${table.replace('.', '/')}.sql`);
  await database.run(`create or replace temp view part_counts as from part.marts.${quoted(from)}`);
  await writeTable(database, table, empty);
  for (const [basis, rows] of [
    ['as_reported', 'rows-as-reported'],
    ['current', 'rows-current'],
  ] as const) {
    await database.run(`create or replace view marts.${quoted(from)} as ${partSql(rows)}`);
    await database.run(
      `insert into part.${dotted(table)} by name from (${model}) where basis = '${basis}' order by month`,
    );
  }
}

function partSql(name: string): string {
  return sqlFile(`parts/${name}.sql`);
}

/** A path as SQL text: ATTACH takes no parameter. */
function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

function dotted(table: string): string {
  return table.split('.').map(quoted).join('.');
}
