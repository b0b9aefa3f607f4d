import { models } from '../build.ts';
import { quoted, type ClickHouse } from './open.server.ts';

/** A column of a published table, with its type in DuckDB's words. */
export interface Column {
  name: string;
  type: string;
}

export interface Table {
  /** With its schema: `marts.dim_month`. */
  name: string;
  columns: readonly Column[];
}

/** Where the tables of a version stand: one server, or all of a cluster that is configured under this name. */
export interface Layout {
  database: string;
  cluster: string | null;
}

const types: Readonly<Record<string, string>> = {
  BIGINT: 'Int64',
  BOOLEAN: 'Bool',
  DATE: 'Date32',
  DOUBLE: 'Float64',
  INTEGER: 'Int32',
  TIMESTAMP: `DateTime64(6, 'UTC')`,
  VARCHAR: 'String',
};

/** The rows of an organisation stand on one shard; everything else is whole on every server, as questions join it. */
const shardedBy = 'organization_code';
/** Distributed takes whole numbers only: the hash of what may be null is no such number. */
const shardOf = `cityHash64(assumeNotNull(${shardedBy}))`;
const isSharded = ({ name, columns }: Table) =>
  /^marts\.(agg|fct)_/.test(name) && columns.some((column) => column.name === shardedBy);

/** Ends the name of the table that holds a shard's rows. */
const partSuffix = '_part';

/** The name of a published table in the database of its version. */
export function tableName(name: string): string {
  return name.replace('.', '_');
}

/**
 * The statements that make an empty table: one on a single server; in a cluster one that is replicated, and for rows of
 * organisations a second one that spreads them. Throws for a type that no published table has.
 */
export function createStatements(table: Table, layout: Layout): string[] {
  const name = (suffix: string) => `${quoted(layout.database)}.${quoted(tableName(table.name) + suffix)}`;
  const columns = table.columns.map((column) => `${quoted(column.name)} Nullable(${typeOf(column)})`);
  const create = (suffix: string, engine: string) =>
    `create table ${name(suffix)}${onCluster(layout)} (${columns.join(', ')})\nengine = ${engine}`;
  const rest = `\norder by (${orderOf(table).map(quoted).join(', ')})\nsettings allow_nullable_key = 1`;
  if (layout.cluster === null) return [create('', 'MergeTree') + rest];
  const path = (shard: string) => `'/clickhouse/tables/{uuid}/${shard}', '{shard}-{replica}'`;
  if (!isSharded(table)) return [create('', `ReplicatedMergeTree(${path('all')})`) + rest];
  const target = [layout.cluster, layout.database, tableName(table.name) + partSuffix]
    .map(literal)
    .join(', ');
  return [
    create(partSuffix, `ReplicatedMergeTree(${path('{shard}')})`) + rest,
    create('', `Distributed(${target}, ${shardOf})`),
  ];
}

/** The statements after which every server of a cluster has the rows that were sent to one; none for a single server. */
export function settleStatements(table: Table, layout: Layout): string[] {
  if (layout.cluster === null) return [];
  const name = tableName(table.name) + (isSharded(table) ? partSuffix : '');
  return [`system sync replica${onCluster(layout)} ${quoted(layout.database)}.${quoted(name)}`];
}

/** ` on cluster NAME`, or nothing for a single server. */
export function onCluster({ cluster }: Pick<Layout, 'cluster'>): string {
  return cluster === null ? '' : ` on cluster ${quoted(cluster)}`;
}

/**
 * A question to DuckDB for the count and the checksum of a table: the sum of the lower halves of the MD5 of its rows, each
 * the texts of its columns with a sign between. Fractions are written as both engines write them.
 */
export function fileSumStatement({ name, columns }: Table): string {
  const texts = columns.map((column) => {
    const value = quoted(column.name);
    return `coalesce(${column.type === 'DOUBLE' ? fraction(value) : `cast(${value} as varchar)`}, '∅')`;
  });
  return `select count(*) as row_count, cast(sum(md5_number_lower(row_text)) as varchar) as row_sum
from (select concat(${texts.join(`, '␟', `)}) as row_text from ${name})`;
}

/** The same question to ClickHouse: equal rows give equal answers. `byMonth`: of the rows of $month alone. */
export function sumStatement({ name, columns }: Table, database: string, { byMonth = false } = {}): string {
  const texts = columns.map((column) => `coalesce(${textOf(column)}, '∅')`);
  const row = texts.length === 1 ? texts[0] : `concat(${texts.join(`, '␟', `)})`;
  return `select count(*) as row_count, toString(sumOrNull(toUInt128(lower_half))) as row_sum
from (select reinterpretAsUInt64(substring(MD5(${row}), 9, 8)) as lower_half
from ${quoted(database)}.${quoted(tableName(name))}${byMonth ? ' where month = {month:Date32}' : ''})`;
}

/** All digits of a fraction: left to themselves, the engines write 7.0 and 7, or 1e-05 and 0.00001. */
function fraction(value: string): string {
  return `printf('%.16e', ${value})`;
}

function textOf({ name, type }: Column): string {
  if (type === 'DOUBLE') return fraction(quoted(name));
  const [, , scale] = /^DECIMAL\((\d+),(\d+)\)$/.exec(type) ?? [];
  return scale === undefined ? `toString(${quoted(name)})` : `toDecimalString(${quoted(name)}, ${scale})`;
}

/** The published tables in the database of a version, their columns with DuckDB's types. */
export async function columnsIn(clickHouse: ClickHouse, database: string): Promise<Table[]> {
  const sql = `select table, name, type from system.columns
where database = {database:String} order by table, position`;
  const tables = new Map<string, Column[]>();
  for (const { table, name, type } of await clickHouse.all({ sql, params: { database } })) {
    const columns = tables.get(String(table)) ?? [];
    tables.set(String(table), [...columns, { name: String(name), type: publishedType(String(type)) }]);
  }
  return [...tables]
    .filter(([name]) => !(name.endsWith(partSuffix) && tables.has(name.slice(0, -partSuffix.length))))
    .map(([name, columns]) => ({ name: name.replace('_', '.'), columns }));
}

function publishedType(type: string): string {
  const own = type.replace(/^Nullable\((.*)\)$/, '$1');
  if (own.startsWith('Decimal')) return own.toUpperCase();
  return Object.keys(types).find((name) => types[name] === own) ?? 'VARCHAR';
}

function typeOf({ name, type }: Column): string {
  if (/^DECIMAL\(\d+,\d+\)$/.test(type)) return type.replace('DECIMAL', 'Decimal');
  const known = types[type];
  if (known === undefined)
    throw new Error(`Column ${name} is of type ${type}, which has no match in ClickHouse.`);
  return known;
}

const monthFirst = ['month', shardedBy];

/**
 * Rows of organisations by month first: every question to them is of one month or a few, and an index without the month
 * would be read from end to end. Else as the file is sorted; the list of what it is sorted by stands with the models.
 */
function orderOf({ name, columns }: Table): string[] {
  if (monthFirst.every((each) => columns.some((column) => column.name === each))) return monthFirst;
  const known = models.find(({ table }) => table === name)?.orderedBy?.split(', ');
  return known ?? columns.slice(0, 2).map((column) => column.name);
}

function literal(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
