import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Parameter, Parameters } from '../open.server.ts';
import { projectRoot, sqlFile } from '../project.ts';

/** A statement as ClickHouse takes it, its values bound by the server. */
export interface ClickHouseStatement {
  sql: string;
  params: Record<string, Parameter>;
}

/** What has another name here and takes the same arguments. */
const functions: Readonly<Record<string, string>> = {
  bool_and: 'min',
  bool_or: 'max',
  len: 'length',
  list_contains: 'has',
  lower: 'lowerUTF8',
  nfc_normalize: 'normalizeUTF8NFC',
  regexp_extract_all: 'extractAll',
  starts_with: 'startsWith',
  isodow: 'toDayOfWeek',
  strftime: 'formatDateTime',
  strpos: 'position',
  strip_accents: 'removeDiacriticsUTF8',
  unnest: 'arrayJoin',
};

/** The ends of time of a Date32, for those that DuckDB has. */
const ends: Readonly<Record<string, string>> = { '-infinity': '1900-01-01', infinity: '2299-12-31' };

const token = new RegExp(
  [
    String.raw`'(?<end>-?infinity)'`,
    String.raw`--[^\n]*|'(?:[^']|'')*'`,
    String.raw`\b(?<schema>marts|meta|restricted)\."?(?<table>[a-z_]+)"?`,
    String.raw`"[^"]*"`,
    String.raw`\$(?<parameter>[a-z_]+)`,
    String.raw`^ +[a-z_]+\.(?<column>[a-z_]+)(?=,?$)`,
    String.raw`(?<hint> materialized)(?= \()`,
    String.raw`(?<list>::varchar\[\])`,
    String.raw`::(?<date>date)\b`,
    String.raw`date_trunc\('month', (?<month>)`,
    String.raw`\bcollate (?<collation>[a-z]+)`,
    String.raw`\b(?<function>${Object.keys(functions).join('|')})(?=\()`,
  ].join('|'),
  'gm',
);

/**
 * A statement of the catalogue or of warehouse/queries in the words of ClickHouse: schemas are part of the tables' names
 * in the database of the version (`marts.dim_month` is `DATABASE.marts_dim_month`), parameters carry their types, dates have the long type. What differs in
 * more than words has a file of its own in warehouse/clickhouse/queries. Throws for a parameter without a value.
 */
export function toClickHouse(sql: string, params: Parameters, database: string): ClickHouseStatement {
  const values: Record<string, Parameter> = { ...named(params), database };
  const used: Record<string, Parameter> = {};
  const parameter = (name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`The statement has no value for $${name}.`);
    used[name] = value;
    return `{${name}:${typeOf(value)}}`;
  };
  const text = withoutCorrelation(ownForm(sql) ?? sql).replace(token, (found: string, ...rest: unknown[]) =>
    inWords(found, rest.at(-1) as Parts, { database, parameter }),
  );
  return { sql: text, params: used };
}

const at = String.raw`scope\.organization_code = (?<code>[^;]+?)\s+and (?<at>[^\n]+?) >= scope\.from_month\s+and [^\n]+? < scope\.to_month`;

/** Whether an organisation stood in the scope that is looked at when something was so: asked of a row, and of a join. */
const inScope = new RegExp(String.raw`\bexists \(\s*select 1\s+from scope\s+where ${at}\s*\)`, 'g');
const joinedScope = new RegExp(String.raw`\bsemi join scope\s+on ${at}(?<between>[^;]*?)\bwhere `, 'g');

/**
 * A cluster refuses subqueries that look at the row around them, and a join reads all rows before it drops most: this reads
 * the scope as sets, which an index knows how to use, and as a list of the few that stood in it for a time only.
 */
function withoutCorrelation(sql: string): string {
  return sql
    .replace(inScope, (_, code: string, time: string) => isInScope(code, time))
    .replace(
      joinedScope,
      (_, code: string, time: string, between: string) => `${between}where ${isInScope(code, time)} and `,
    );
}

function isInScope(found: string, time: string): string {
  const code = found.replaceAll(/\s+/g, ' ');
  const always = `from_month = '-infinity'::date and to_month = 'infinity'::date`;
  const list = `(select groupArray((organization_code, from_month, to_month)) from scope where not (${always}))`;
  const isThen = `coalesce(seen.1 = ${code} and ${time} >= seen.2 and ${time} < seen.3, false)`;
  return `(${code} in (select organization_code from scope where ${always})
or (${code} in (select organization_code from scope where not (${always})) and arrayExists(seen -> ${isThen}, ${list})))`;
}

/** The named parts of a token that were found. */
type Parts = Partial<Record<string, string>>;

interface Context {
  database: string;
  parameter: (name: string) => string;
}

function inWords(found: string, part: Parts, { database, parameter }: Context): string {
  if (part.end !== undefined) return `'${ends[part.end] ?? ''}'`;
  if (part.schema !== undefined) return `${database}.${part.schema}_${part.table ?? ''}`;
  if (part.parameter !== undefined) return parameter(part.parameter);
  if (part.column !== undefined) return `${found} as ${part.column}`;
  if (part.list !== undefined || part.hint !== undefined) return '';
  if (part.date !== undefined) return '::Date32';
  if (part.month !== undefined) return 'toStartOfMonth(';
  if (part.collation !== undefined) return `collate '${part.collation}'`;
  return functions[part.function ?? ''] ?? found;
}

let forms: Map<string, string> | undefined;

/** The form of a file of warehouse/queries that stands in warehouse/clickhouse/queries under the same name. */
function ownForm(sql: string): string | undefined {
  forms ??= new Map(
    ownFormNames().map((name) => [sqlFile(`queries/${name}`), sqlFile(`clickhouse/queries/${name}`)]),
  );
  return forms.get(sql);
}

/** Files of warehouse/queries that have a form of their own for ClickHouse. */
export function ownFormNames(): string[] {
  const folder = join(projectRoot(), 'warehouse', 'clickhouse', 'queries');
  return existsSync(folder) ? readdirSync(folder).sort() : [];
}

function named(params: Parameters): Readonly<Record<string, Parameter>> {
  if (Array.isArray(params)) throw new Error('ClickHouse takes named parameters only.');
  return params as Readonly<Record<string, Parameter>>;
}

function typeOf(value: Parameter): string {
  if (Array.isArray(value)) return 'Array(String)';
  if (typeof value === 'number') return Number.isInteger(value) ? 'Int64' : 'Float64';
  if (typeof value === 'boolean') return 'Bool';
  return value === null ? 'Nullable(String)' : 'String';
}
