import type { Database } from '#warehouse/open.server.ts';
import { quoted } from '../../sql.ts';

/** Tables that are sums over cases: what a case that no longer changes has in them, it has for good. */
export const carriedTables = [
  'marts.agg_backlog_by_month',
  'marts.agg_case_flow_by_month',
  'marts.agg_conclusion_days_by_month',
  'marts.agg_external_days_by_month',
  'marts.agg_decisions_by_month',
] as const;

/** Columns that tell one row from another. */
const keyColumns = ['month', 'organization_code', 'case_type', 'stage', 'age_band', 'workdays'];

/** Columns that tell of the row's organisation, and where they are found; all others are added up. */
const organizationColumns: Record<string, string> = {
  organization_key: 'organizations',
  organization_type: 'organizations',
  current_organization_code: 'codes',
};

/** A carried table, with its columns in their order. */
export interface CarriedTable {
  name: (typeof carriedTables)[number];
  columns: { name: string; type: string }[];
}

/** The carried tables of an attached file. */
export async function carriedIn(database: Database, file: string): Promise<CarriedTable[]> {
  const rows = await database.all(
    `select schema_name || '.' || table_name as table_name, column_name, data_type
     from duckdb_columns() where database_name = $1 order by column_index`,
    [file],
  );
  return carriedTables.map((name) => ({
    name,
    columns: rows
      .filter((row) => row.table_name === name)
      .map((row) => ({ name: String(row.column_name), type: String(row.data_type) })),
  }));
}

/** Names of the columns that tell rows apart, and of those that are added up. */
function partsOf({ columns }: CarriedTable): { keys: string[]; measures: string[]; all: string } {
  const keys = columns.filter(({ name }) => keyColumns.includes(name)).map(({ name }) => quoted(name));
  const measures = columns
    .filter(({ name }) => !keyColumns.includes(name) && !(name in organizationColumns))
    .map(({ name }) => quoted(name));
  return { keys, measures, all: [...keys, ...measures].join(', ') };
}

/** What is in a table of the place `now`, less what is in that of the place `before`; rows without a difference are left out. */
export function differenceSql(table: CarriedTable, { now, before }: { now: string; before: string }): string {
  const { keys, measures, all } = partsOf(table);
  const less = [...keys, ...measures.map((name) => `-${name} as ${name}`)].join(', ');
  const sums = measures.map((name) => `cast(sum(${name}) as bigint) as ${name}`);
  return `select ${[...keys, ...sums].join(', ')} from (
      select ${all} from ${now}.${table.name}
      union all
      select ${less} from ${before}.${table.name}) as parts
    group by all having ${measures.map((name) => `sum(${name}) <> 0`).join(' or ')}`;
}

/** How many rows of the table in `file` would fall below zero with the difference added. */
export function shortSql(table: CarriedTable, file: string, difference: string): string {
  const { keys, measures } = partsOf(table);
  const below = measures.map((name) => `difference.${name} < -coalesce(older.${name}, 0)`);
  return `select count(*) as row_count from ${difference} as difference
    left join ${file}.${table.name} as older using (${keys.join(', ')})
    where ${below.join(' or ')}`;
}

/**
 * The table in `file` with the difference added, and with what is known now of its organisations. Joined and not added up
 * over all rows: most of the older ones meet no difference and pass by.
 */
export function carriedSql(table: CarriedTable, file: string, difference: string): string {
  const { keys, measures } = partsOf(table);
  const shown = table.columns.map(({ name }) => `${organizationColumns[name] ?? 'sums'}.${quoted(name)}`);
  const types = new Map(table.columns.map(({ name, type }) => [quoted(name), type]));
  const sums = measures.map(
    (name) =>
      `cast(coalesce(older.${name}, 0) + coalesce(difference.${name}, 0) as ${types.get(name)}) as ${name}`,
  );
  return `select ${shown.join(', ')}
    from (
      select ${[...keys, ...sums].join(', ')}
      from ${file}.${table.name} as older full join ${difference} as difference using (${keys.join(', ')})) as sums
    inner join int_months as months on months.month = sums.month
    inner join int_organization_at as organizations
      on organizations.as_of = months.structure_as_of and organizations.organization_code = sums.organization_code
    inner join int_current_codes as codes on codes.organization_code = sums.organization_code
    where ${measures.map((name) => `sums.${name} <> 0`).join(' or ')}`;
}
