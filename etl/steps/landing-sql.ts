import type { Database } from '#warehouse/open.server.ts';
import { type Column, keptName, type Register } from '../contract.ts';
import type { CsvFile } from '../read/csv.ts';
import type { HeaderMap } from '../read/header.ts';
import type { TextTable } from '../read/text-table.ts';
import type { Told } from '../errors.ts';
import { quoted } from '../sql.ts';
import { judgementSql, suspicionSql } from './judgement.ts';
import { parquetReading } from './parquet-sql.ts';
import { pseudonymSql } from './pseudonyms.ts';
import { runFile } from './store.ts';

/** Table of text rows that a TextTable was appended to. */
export const textRows = { schema: 'landing', name: 'text_rows' } as const;

/** What a landing statement reads: a file that DuckDB reads itself, or text rows that our own reader has appended. */
export interface Source {
  header: HeaderMap;
  csv: CsvFile | null;
  table: TextTable | null;
  /** Types of a Parquet file's columns, by heading. */
  types: ReadonlyMap<string, string>;
  /** What the steward has to know of the file. */
  notes: readonly Told[];
}

/** No fault, of the type that faults have. */
export const noFault = `cast(null as struct("column" varchar, found varchar))`;

/** How the statement gets at the parts of a source. */
export interface Reading {
  from: string;
  /** Expression for a column's text without blanks at its ends, or for a value of the column's own type. */
  trimmed(column: Column): string;
  /** The same, null where nothing or only '-' is left. */
  value(column: Column): string;
  /** Whether that value has a type of its own already, as dates of Parquet files have. */
  isTyped(column: Column): boolean;
  /** Expressions for the text of all fields, in the file's order: where totals rows say what they are. */
  fields: readonly { expression: string; column: string | null }[];
  malformed: string;
  line: string;
  /** Struct {column, found} of a cell that holds no value, or null. */
  fault: string;
  /** Columns of `from` by which a row can be read once more; null where its line finds it in the source. */
  again: readonly string[] | null;
}

/** Columns of a landing table while files are read into it, and their types: what stands in a row as it was read. */
export function passingColumns(of: Register): readonly (readonly [name: string, type: string])[] {
  const identifiers = of.columns.filter(({ identifier }) => identifier);
  return [['suspect_fields', 'varchar[]'], ...identifiers.map(({ name }) => [name, 'varchar'] as const)];
}

/**
 * The statement that reads the files of $1, all of one shape, into their landing table. It has no join, which could
 * change the order of rows. Values in the forms that registers are full of are typed here; a row with any other, or
 * with a fault, is only marked, with its fields where no other reading would find it again: `judgedSql` has the word on it.
 */
export function landingSql(of: Register, source: Source): string {
  const reading = readingOf(of, source);
  const passing = passingColumns(of).map(([name]) => name);
  const kept = of.columns.filter((column) => !column.unused);
  return `
    insert into landing.${quoted(of.name)} (snapshot_no, ${[...kept.map(keptName), 'reason', 'line', ...passing].map(quoted).join(', ')})
    with cells as (
        select source.*, ${reading.malformed} as is_malformed, ${reading.line} as line, ${reading.fault} as fault,
          ${of.columns.map((column) => `${columnOf(source, column, reading.trimmed)} as ${quoted(`c_${column.name}`)}`).join(', ')}
        from ${reading.from} as source
    ), valued as (
        select *, getvariable('day_of_file')[filename] as file_as_of,
          ${of.columns.map((column) => `${valued(column, reading)} as ${quoted(column.name)}`).join(', ')}
        from cells
    ), typed as (
        select *, ${of.columns.map((column) => `${swiftExpression(column, reading.isTyped(column))} as ${quoted(`t_${column.name}`)}`).join(', ')}
        from valued
    ), looked_over as (
        select *, ${suspicionSql(of, hasControlSigns(source))} as is_suspect from typed
    )
    select getvariable('snapshot_of_file')[filename], ${kept.map((column) => keptExpression(of, column, '')).join(', ')},
      case when is_suspect then '${suspect}' end, line,
      ${reading.again ? `case when is_suspect then [${reading.again.join(', ')}] end` : 'null'}
      ${of.columns.map((column) => (column.identifier ? `, case when not is_malformed then ${quoted(column.name)} end` : '')).join('')}
    from looked_over`;
}

/** A CSV file without them has been found so; others have not been looked through. */
function hasControlSigns({ csv }: Source): boolean {
  return !csv || csv.scan.hasControlSigns || csv.scan.hasQuotedNewline;
}

/** Reason against a row that `landingSql` has only marked. */
const suspect = 'suspect';

/**
 * The statement that judges the marked rows of a landing table: any form that the contract allows is read, and a bad row
 * gets its first reason. $1 is the file where rows are read again from it.
 */
export function judgedSql(of: Register, source: Source): string {
  const reading = readingOf(of, source);
  const values = of.columns.map(
    (column) => `${columnOf(source, column, reading.value)} as ${quoted(column.name)}`,
  );
  const typed = of.columns.map(
    (column) => `${typedExpression(column, reading.isTyped(column))} as ${quoted(`t_${column.name}`)}`,
  );
  const kept = of.columns.filter((column) => !column.unused);
  const verdict = judgementSql(of, { first: firstField(reading), totals: totalsExpression(reading) });
  const set = kept.flatMap((column) => [
    `${quoted(keptName(column))} = ${keptExpression(of, column, 'judged.')}`,
    ...(column.identifier
      ? [`${quoted(column.name)} = case when not judged.is_malformed then judged.${quoted(column.name)} end`]
      : []),
  ]);
  return `
    update landing.${quoted(of.name)} as landed
    set ${set.join(', ')}, reason = judged.verdict.reason, reason_column = judged.verdict.reason_column,
      found = judged.verdict.found
    from (
      with raw as (
          select source.*, ${values.join(', ')}, ${reading.malformed} as is_malformed, ${reading.fault} as fault,
            getvariable('day_of_file')[filename] as file_as_of
          from ${suspectsOf(of, reading)} as source
      ), typed as (
          select *, ${typed.join(', ')} from raw
      )
      select *, ${verdict} as verdict from typed
    ) as judged
    where landed.rowid = judged.row_no`;
}

/** The marked rows as the reader of their file gives them, with `row_no`, their place in the landing table. */
function suspectsOf(of: Register, reading: Reading): string {
  const marked = `landing.${quoted(of.name)} where reason = '${suspect}'`;
  if (!reading.again) {
    return `(select marked.row_no, source.* from ${reading.from} as source
      inner join (select rowid as row_no, line as marked_line from ${marked}) as marked on marked_line = ${reading.line})`;
  }
  const fields = reading.again.map((name, at) => `suspect_fields[${at + 1}] as ${name}`);
  return `(select rowid as row_no, ${fields.join(', ')} from ${marked})`;
}

/** What the landing table keeps of a column: members are hashed where their own register has them, elsewhere by `keyMembers`. */
function keptExpression(of: Register, column: Column, row: string): string {
  const value = `${row}${quoted(`t_${column.name}`)}`;
  if (!column.identifier) return value;
  return of.key === column.name ? `case when not ${row}is_malformed then ${pseudonymSql(value)} end` : 'null';
}

function columnOf({ header }: Source, column: Column, expression: Reading['value']): string {
  return header.positions.has(column.name) ? expression(column) : 'null::varchar';
}

function readingOf(of: Register, source: Source): Reading {
  const { header, csv, table } = source;
  if (!csv && !table) return parquetReading(of, source);
  const count = csv?.fields ?? table?.fields ?? 0;
  const columns = new Map([...header.positions].map(([column, position]) => [position, column]));
  const trims = csv ? csv.scan.hasOddText || csv.scan.hasQuotedNewline : true;
  const shared = {
    trimmed: (column: Column) => trimmed(`f${header.positions.get(column.name)}`, trims),
    value: (column: Column) => cleaned(`f${header.positions.get(column.name)}`, trims),
    isTyped: () => false,
    fields: Array.from({ length: count }, (_, position) => ({
      expression: `f${position}`,
      column: columns.get(position) ?? null,
    })),
  };
  if (!csv) {
    return {
      ...shared,
      from: `(select *, $1[1] as filename from ${textRows.schema}.${textRows.name})`,
      malformed: 'row_malformed is not null',
      line: 'cast(row_line as bigint)',
      fault: `case when fault_column is not null then {'column': fault_column, 'found': fault_found} end`,
      again: null,
    };
  }
  return {
    ...shared,
    from: csvSource(csv),
    malformed: `(f${count - 1} is null or f${count} is not null)`,
    line: 'null',
    fault: noFault,
    again: ['filename', ...Array.from({ length: csv.fields + 1 }, (_, position) => `f${position}`)],
  };
}

/** Text without blanks at its ends. */
export function trimmed(text: string, trims: boolean): string {
  return trims ? `clean_text(${text})` : text;
}

/** The same, null where nothing or only '-' is left. */
export function cleaned(text: string, trims: boolean): string {
  return `nullif(nullif(${trimmed(text, trims)}, ''), '-')`;
}

/** The first value of a row, whatever its column. */
function firstField({ fields }: Reading): string {
  return `coalesce(${fields.map(({ expression }) => `nullif(${expression}, '')`).join(', ')})`;
}

/** The whole numbers of a totals row with their columns, as JSON; null for parts of a total ("Trong đó"). */
function totalsExpression(reading: Reading): string {
  const numbers = reading.fields.map(
    ({ expression, column }) => `{'column': '${column ?? ''}', 'number': total_number(${expression})}`,
  );
  return `case when not starts_with(lower(trim_text(${firstField(reading)})), 'trong đó')
    then cast(to_json(list_filter([${numbers.join(', ')}], lambda each: each.number is not null)) as varchar) end`;
}

function csvSource(csv: CsvFile): string {
  const columns = Array.from({ length: csv.fields + 1 }, (_, position) => `'f${position}': 'VARCHAR'`);
  const rejects = csv.scan.malformed > 0 ? 'store_rejects = true, rejects_limit = 0,' : '';
  return `read_csv($1, filename = true, auto_detect = false, header = false, skip = ${csv.headerLine}, delim = '${csv.delimiter}', quote = '"',
    escape = '"', strict_mode = true, null_padding = true, nullstr = e'\\x01', ${rejects} parallel = ${!csv.scan.hasQuotedNewline},
    buffer_size = 33554432, max_line_size = 16777216, columns = {${columns.join(', ')}})`;
}

function valued(column: Column, reading: Reading): string {
  const cell = quoted(`c_${column.name}`);
  return reading.isTyped(column) ? cell : `case when ${cell} in ('', '-') then null else ${cell} end`;
}

/** Value of a column's type in the forms that are quick to tell; null for any other form, and for no value. */
function swiftExpression(column: Column, isTyped: boolean): string {
  const value = quoted(column.name);
  if (column.kind === 'code') return `getvariable('code_maps').words['${column.codes}'][${value}]`;
  if (isTyped) return typedExpression(column, isTyped);
  if (column.kind === 'date') return `swift_date(${value})`;
  return column.kind === 'count' ? `swift_count(${value})` : value;
}

/** Value of a column's type in all the forms that the contract allows; null for none of them. */
function typedExpression(column: Column, isTyped: boolean): string {
  const value = quoted(column.name);
  if (column.kind === 'code')
    return `coalesce(getvariable('code_maps').words['${column.codes}'][${value}], getvariable('code_maps').labels['${column.codes}'][fold_label(${value})])`;
  if (column.kind === 'date') return isTyped ? value : `clean_date(${value})`;
  if (column.kind === 'count') {
    const whole = `case when ${value} between 0 and 999999999 then cast(${value} as integer) end`;
    return isTyped ? whole : `clean_count(${value})`;
  }
  return value;
}

/** Sets what `landingSql` finds codes by: maps from words and from folded labels to codes, by code list. */
export async function installMaps(database: Database): Promise<void> {
  await runFile(database, 'steps/code-maps.sql');
}
