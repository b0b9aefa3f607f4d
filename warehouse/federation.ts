import { models } from './build.ts';
import type { Database } from './open.server.ts';
import { sqlFile } from './project.ts';

/** A province whose published file goes into the whole. */
export interface ProvinceFile {
  /** Stands before each of its codes: `01.0042`. */
  prefix: string;
  name: string;
  /** Its `warehouse.duckdb`, whose hash has been looked at. */
  path: string;
  /** Date of its newest snapshot, `YYYY-MM-DD`. */
  asOf: string;
}

/** What is told of the whole: the source of its newest snapshot, and how many provinces there should be. */
export interface Told {
  source: string;
  provinceCount: number;
}

/** Columns that hold the code of an organisation. */
const codeColumns = [
  'organization_code',
  'current_organization_code',
  'parent_code',
  'ancestor_code',
  'from_code',
  'to_code',
];

/** Tables of `meta` that are made from those of the provinces, each by its SQL file. */
const metaSources: readonly [table: string, sql: string][] = [
  ['snapshots', 'snapshots'],
  ['loads', 'loads'],
  ['rejects_summary', 'rejects_summary'],
  ['not_delivered', 'not_delivered'],
  ['documents', 'shared_rows'],
  ['time_limits', 'shared_rows'],
  ['rules', 'shared_rows'],
];

/** Tables of `meta` whose rows name organisations, or tell of one province only: those stay empty. */
const metaRows = ['successions'];
const metaEmpty = ['warnings', 'reconciliation', 'changes'];

/** Checks against the newest snapshot of all: where dates differ, each has held in the provinces alone. */
const oneDateChecks: readonly string[] = [
  'agg_members_by_month__newest_is_the_register',
  'agg_open_duties_by_due_date__every_open_duty',
  'agg_organizations_by_month__newest_is_every_organization',
];

/** Tables of `meta` that every installation has from its own program and settings. */
const metaOwn = ['codes', 'calendar', 'targets', 'letterhead'];

/** Those of all checks that hold for provinces together; of different dates, those that need no common one. */
export function checksOfProvinces(names: readonly string[], dates: readonly string[]): string[] {
  const isOfOneDate = new Set(dates).size === 1;
  return names.filter(
    (name) =>
      !/\bfct_cases\b/.test(sqlFile(`checks/${name}.sql`)) && (isOfOneDate || !oneDateChecks.includes(name)),
  );
}

/**
 * Makes the marts of all provinces together in the attached database `file`, each up to its own last month, and the
 * tables of `meta` that come from theirs in memory (but checks and metrics). Codes carry their province's prefix; what no
 * rows add up to is counted anew by the models, from rows of organisations. `reference` must be loaded. The provinces'
 * files are attached meanwhile.
 */
export async function combineProvinces(
  database: Database,
  provinces: readonly ProvinceFile[],
  { file, source, provinceCount }: { file: string } & Told,
): Promise<void> {
  const sources = await attachAll(database, provinces);
  await database.run('create table told (source varchar, province_count integer)');
  await database.run('insert into told values ($source, $provinceCount)', { source, provinceCount });
  await database.run('create schema marts');
  await database.run('create schema meta');
  await combineMarts(database, sources, file);
  await combineMeta(database, sources);
  await database.run('drop view rows_of_provinces');
  for (const { alias } of sources) await database.run(`detach ${alias}`);
}

/** An attached province, with what its keys are moved by so that they come after those of all before it. */
interface Source {
  prefix: string;
  alias: string;
  /** First day of the month that its figures reach. */
  lastMonth: string;
  moved: Readonly<Record<string, number>>;
}

async function attachAll(database: Database, provinces: readonly ProvinceFile[]): Promise<Source[]> {
  await database.run('create table provinces (prefix varchar, name varchar, last_month date)');
  const sources: Source[] = [];
  const next = { organization_key: 0, duty_key: 0 };
  for (const [index, { prefix, name, path, asOf }] of provinces.entries()) {
    const alias = `province_${index}`;
    await database.run(`attach ${literal(path)} as ${alias} (read_only)`);
    const lastMonth = `${asOf.slice(0, 7)}-01`;
    await database.run('insert into provinces values ($prefix, $name, $lastMonth)', {
      prefix,
      name,
      lastMonth,
    });
    sources.push({ prefix, alias, lastMonth, moved: { ...next } });
    const [most] = await database.all(
      `select coalesce((select max(organization_key) from ${alias}.marts.dim_organization), 0) as organizations,
              coalesce((select max(duty_key) from ${alias}.marts.fct_duties), 0) as duties`,
    );
    next.organization_key += Number(most?.organizations);
    next.duty_key += Number(most?.duties);
  }
  return sources;
}

async function combineMarts(database: Database, sources: readonly Source[], file: string): Promise<void> {
  const marts = models.filter(({ published }) => published === 'both');
  const isRolledUp = (table: string) => table.endsWith('_by_type');
  for (const { table, orderedBy } of marts.filter(({ table }) => !isRolledUp(table))) {
    const own = ownSql(table.replace('marts.', ''));
    await viewRows(database, sources, table, { withPrefix: table.startsWith('marts.dim_') && own !== null });
    await keep(database, { file, table, orderedBy, sql: own ?? 'from rows_of_provinces' });
  }
  await database.run(`create view int_basis_attributes as ${model('intermediate/int_basis_attributes')}`);
  for (const { table, orderedBy } of marts.filter(({ table }) => isRolledUp(table)))
    await keep(database, { file, table, orderedBy, sql: model(table.replace('.', '/')) });
}

const ownTables = ['dim_month', 'dim_organization', 'agg_organizations_by_month', 'agg_members_by_month'];

function ownSql(name: string): string | null {
  return ownTables.includes(name) ? sqlFile(`federation/${name}.sql`) : null;
}

interface Kept {
  file: string;
  table: string;
  orderedBy: string | undefined;
  sql: string;
}

/** Makes a table in the file, and shows it to those that are made from it. */
async function keep(database: Database, { file, table, orderedBy, sql }: Kept): Promise<void> {
  await database.run(`create table ${file}.${table} as from (${sql}) order by ${orderedBy ?? 'all'}`);
  await database.run(`create view ${table} as from ${file}.${table}`);
}

async function combineMeta(database: Database, sources: readonly Source[]): Promise<void> {
  await viewRows(database, sources, 'meta.snapshots', { withPrefix: true });
  await database.run(`create table snapshot_days as ${sqlFile('federation/snapshot_days.sql')}`);
  for (const [table, sql] of metaSources) {
    await viewRows(database, sources, `meta.${table}`, { withPrefix: true });
    await database.run(`create table meta.${table} as ${sqlFile(`federation/${sql}.sql`)}`);
  }
  for (const table of [...metaRows, ...metaEmpty]) {
    await viewRows(database, sources, `meta.${table}`);
    const none = metaEmpty.includes(table) ? ' limit 0' : '';
    await database.run(`create table meta.${table} as from rows_of_provinces${none}`);
  }
  for (const table of metaOwn) await database.run(`create table meta.${table} as ${model(`meta/${table}`)}`);
}

/**
 * Shows the rows of one table of all provinces, codes and keys made to differ, as `rows_of_provinces`. Left out are duties
 * due after a province's last month that the whole has reached: by now they are done or late, and nobody has told which.
 */
async function viewRows(
  database: Database,
  sources: readonly Source[],
  table: string,
  { withPrefix = false } = {},
): Promise<void> {
  const columns = await columnsOf(database, `${sources[0]?.alias}.${table}`);
  const newest = sources
    .map(({ lastMonth }) => lastMonth)
    .sort()
    .at(-1);
  const date = ['month', 'due_date'].find((name) => columns.includes(name));
  const parts = sources.map(({ prefix, alias, lastMonth, moved }) => {
    const selected = columns.map((name) => {
      if (codeColumns.includes(name)) return `${literal(`${prefix}.`)} || ${name} as ${name}`;
      return name in moved ? `cast(${name} + ${moved[name]} as integer) as ${name}` : name;
    });
    const added = withPrefix ? [`${literal(prefix)} as prefix`] : [];
    const untold = `date_trunc('month', ${date}) > date '${lastMonth}' and ${date} <= last_day(date '${newest}')`;
    const where = date === undefined ? '' : ` where (${untold}) is not true`;
    return `select ${[...selected, ...added].join(', ')} from ${alias}.${table}${where}`;
  });
  await database.run(`create or replace view rows_of_provinces as ${parts.join(' union all ')}`);
}

async function columnsOf(database: Database, table: string): Promise<string[]> {
  const rows = await database.all(`describe ${table}`);
  return rows.map((row) => String(row.column_name));
}

function model(path: string): string {
  return sqlFile(`models/${path}.sql`);
}

/** Text in SQL: neither ATTACH nor a view takes a parameter. */
function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
