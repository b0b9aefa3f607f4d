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
  ['documents', 'shared_rows'],
  ['time_limits', 'shared_rows'],
  ['rules', 'shared_rows'],
];

/** Tables of `meta` whose rows name organisations, or tell of one province only: those stay empty. */
const metaRows = ['successions', 'not_delivered'];
const metaEmpty = ['warnings', 'reconciliation', 'changes'];

/** Tables of `meta` that every installation has from its own program and settings. */
const metaOwn = ['codes', 'calendar', 'targets', 'letterhead'];

/**
 * Makes the marts of all provinces together in the attached database `file`, and the tables of `meta` that come from
 * theirs in memory (but checks and metrics). Codes carry their province's prefix; what no rows add up to is counted anew
 * by the models, from rows of organisations. `source` is what is told of the snapshots. `reference` must be loaded. The provinces' files are attached meanwhile.
 */
export async function combineProvinces(
  database: Database,
  provinces: readonly ProvinceFile[],
  { file, source }: { file: string; source: string },
): Promise<void> {
  const sources = await attachAll(database, provinces);
  await database.run('create table told (source varchar)');
  await database.run('insert into told values ($source)', { source });
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
  moved: Readonly<Record<string, number>>;
}

async function attachAll(database: Database, provinces: readonly ProvinceFile[]): Promise<Source[]> {
  await database.run('create table provinces (prefix varchar, name varchar)');
  const sources: Source[] = [];
  const next = { organization_key: 0, duty_key: 0 };
  for (const [index, { prefix, name, path }] of provinces.entries()) {
    const alias = `province_${index}`;
    await database.run(`attach ${literal(path)} as ${alias} (read_only)`);
    await database.run('insert into provinces values ($prefix, $name)', { prefix, name });
    sources.push({ prefix, alias, moved: { ...next } });
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
    await viewRows(database, sources, table);
    const own = ownSql(table.replace('marts.', ''));
    await keep(database, { file, table, orderedBy, sql: own ?? 'from rows_of_provinces' });
  }
  await database.run(`create view int_basis_attributes as ${model('intermediate/int_basis_attributes')}`);
  for (const { table, orderedBy } of marts.filter(({ table }) => isRolledUp(table)))
    await keep(database, { file, table, orderedBy, sql: model(table.replace('.', '/')) });
}

const ownTables = ['dim_month', 'agg_organizations_by_month', 'agg_members_by_month'];

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

/** Shows the rows of one table of all provinces, codes and keys made to differ, as `rows_of_provinces`. */
async function viewRows(
  database: Database,
  sources: readonly Source[],
  table: string,
  { withPrefix = false } = {},
): Promise<void> {
  const columns = await columnsOf(database, `${sources[0]?.alias}.${table}`);
  const parts = sources.map(({ prefix, alias, moved }) => {
    const selected = columns.map((name) => {
      if (codeColumns.includes(name)) return `${literal(`${prefix}.`)} || ${name} as ${name}`;
      return name in moved ? `cast(${name} + ${moved[name]} as integer) as ${name}` : name;
    });
    const added = withPrefix ? [`${literal(prefix)} as prefix`] : [];
    return `select ${[...selected, ...added].join(', ')} from ${alias}.${table}`;
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
