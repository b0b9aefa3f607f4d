import type { Database } from '#warehouse/open.server.ts';
import { type Column, keptName, type Register } from '../contract.ts';
import type { CsvFile } from '../read/csv.ts';
import type { HeaderMap } from '../read/header.ts';
import type { TextTable } from '../read/text-table.ts';
import type { Told } from '../errors.ts';
import { quoted } from '../sql.ts';
import { codeSql, headingSql, judgementSql, repeatedHeading, suspicionSql } from './judgement.ts';
import { parquetReading } from './parquet-sql.ts';
import { pseudonymSql } from './pseudonyms.ts';
import { runFile } from './store.ts';
import { textRowsOf } from './text-rows.ts';

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
  /** Expression for a column's text as it stands, or for a value of the column's own type. */
  raw(column: Column): string;
  /** The same without blanks at its ends, null where nothing or only '-' is left. */
  value(column: Column): string;
  /** Whether texts may have blanks at their ends, or letters that are not in NFC. */
  trims: boolean;
  /** Whether that value has a type of its own already, as dates of Parquet files have. */
  isTyped(column: Column): boolean;
  /** Expressions for the text of all fields, in the file's order: where totals rows say what they are. */
  fields: readonly { expression: string; column: string | null }[];
  malformed: string;
  line: string;
  /** Struct {column, found} of a cell that holds no value, or null. */
  fault: string;
  /** Expression over `from` for the place of a row in the landing table, where its line is not known; $2 is that of the first. */
  place: string | null;
}

/** Columns of text of a landing table while files are read into it: identifiers as they were read. */
export function passingColumns(of: Register): string[] {
  return of.columns.filter(({ identifier }) => identifier).map(({ name }) => name);
}

/**
 * The statement that reads the files of $1, all of one shape, into their landing table. It has no join, which could
 * change the order of rows. Values in the forms that registers are full of are typed here; a row with any other, or
 * with a fault, is only marked: `judgedSql` has the word on it. `isAlone`: $1 is one file, and no row need tell of which it is.
 */
export function landingSql(of: Register, source: Source, isAlone: boolean): string {
  const reading = readingOf(of, source, isAlone);
  const passing = passingColumns(of);
  const kept = of.columns.filter((column) => !column.unused);
  const glanced = of.columns.filter((column) => isGlanced(column, source, reading));
  const valueOf = (column: Column) => valued(column, { reading, isGlanced: glanced.includes(column) });
  const typeOf = (column: Column) => typedSwiftly(column, { reading, isGlanced: glanced.includes(column) });
  const mayBeFaulty = (column: Column) =>
    glanced.includes(column) ? `${glance(column)} is null` : `may_be_faulty(${quoted(column.name)})`;
  return `
    insert into landing.${quoted(of.name)} (snapshot_no, ${[...kept.map(keptName), 'reason', 'line', ...passing].map(quoted).join(', ')})
    with cells as (
        select source.*, ${reading.malformed} as is_malformed, ${reading.line} as line, ${reading.fault} as fault,
          ${[
            ...of.columns.map((column) => `${columnOf(source, column, reading.raw)} as ${cell(column)}`),
            ...glanced.map((column) => `${swiftly(column, reading.raw(column))} as ${glance(column)}`),
          ].join(', ')}
        from ${reading.from} as source
    ), valued as (
        select *, getvariable('day_of_file')[filename] as file_as_of,
          ${of.columns.map((column) => `${valueOf(column)} as ${quoted(column.name)}`).join(', ')}
        from cells
    ), typed as (
        select *, ${of.columns.map((column) => `${typeOf(column)} as ${quoted(`t_${column.name}`)}`).join(', ')}
        from valued
    ), looked_over as (
        select *, case when ${suspicionSql(of, mayBeFaulty)} then '${suspect}' end as mark from typed
    )
    select getvariable('snapshot_of_file')[filename], ${kept.map((column) => keptExpression(of, column, '')).join(', ')},
      mark, line ${passing.map((name) => `, case when not is_malformed then ${quoted(name)} end`).join('')}
    from looked_over`;
}

/** A CSV file without them has been found so; others have not been looked through. */
function hasControlSigns({ csv }: Source): boolean {
  return !csv || csv.scan.hasControlSigns || csv.scan.hasQuotedNewline;
}

/** Whether the text of a column is held against the forms that registers are full of before any trimming. */
function isGlanced(column: Column, source: Source, reading: Reading): boolean {
  if (!source.header.positions.has(column.name) || reading.isTyped(column)) return false;
  return reading.trims || (column.kind === 'text' && hasControlSigns(source));
}

/** The cell of a column as it stands. */
const cell = (column: Column) => quoted(`c_${column.name}`);
/** Its value if it has such a form, and needs no trimming then. */
const glance = (column: Column) => quoted(`g_${column.name}`);

/** Reason against a row that `landingSql` has only marked. */
const suspect = 'suspect';

/**
 * The statement that judges the marked rows of a landing table: any form that the contract allows is read, and a bad row
 * gets its first reason. The files of $1 are read again; $2, in files without lines, is the place of their first row.
 */
export function judgedSql(of: Register, source: Source, isAlone: boolean): string {
  const reading = readingOf(of, source, isAlone);
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
      found = case when judged.is_heading then '${repeatedHeading}' else judged.verdict.found end, fits = judged.verdict.fits
    from (
      with raw as (
          select source.*, ${values.join(', ')}, ${reading.malformed} as is_malformed, ${reading.fault} as fault,
            getvariable('day_of_file')[filename] as file_as_of
          from ${suspectsOf(of, reading)} as source
      ), typed as (
          select *, ${typed.join(', ')}, ${headingSql(of, source.header, reading.fields)} as is_heading from raw
      )
      select ${keyAsSeen(of)} from (select *, ${verdict} as verdict from typed)
    ) as judged
    where landed.rowid = judged.row_no`;
}

/** A faulty code of a row is kept as people see it: by it the row is known again when a later file has the right code. */
function keyAsSeen({ key }: Register): string {
  if (!key) return '*';
  const value = quoted(`t_${key}`);
  return `* replace (case when verdict.reason = 'wrong_type' and verdict.reason_column = '${key}'
    then seen_code(${value}) else ${value} end as ${value})`;
}

/** The marked rows as the reader of their file gives them, with `row_no`, their place in the landing table. */
function suspectsOf(of: Register, reading: Reading): string {
  const { from, line, place } = reading;
  return `(select marked.row_no, source.*
    from (select *, ${place ?? line} as place from ${from}) as source
    inner join (select rowid as row_no, ${place ? 'rowid' : 'line'} as place from landing.${quoted(of.name)} where reason = '${suspect}') as marked
      on marked.place = source.place)`;
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

function readingOf(of: Register, source: Source, isAlone: boolean): Reading {
  const { header, csv, table } = source;
  if (!csv && !table) return parquetReading(of, source);
  const count = csv?.fields ?? table?.fields ?? 0;
  const columns = new Map([...header.positions].map(([column, position]) => [position, column]));
  const trims = csv ? csv.scan.hasOddText || csv.scan.hasQuotedNewline : true;
  const shared = {
    raw: (column: Column) => `f${header.positions.get(column.name)}`,
    trims,
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
      from: `(select *, $1[1] as filename from ${textRowsOf(of)})`,
      malformed: 'row_malformed is not null',
      line: 'cast(row_line as bigint)',
      fault: `case when fault_column is not null then {'column': fault_column, 'found': fault_found} end`,
      place: null,
    };
  }
  return {
    ...shared,
    from: csvSource(csv, isAlone),
    malformed: `(f${count - 1} is null or f${count} is not null)`,
    line: 'null',
    fault: noFault,
    place: '$2::bigint + row_number() over () - 1',
  };
}

/** Text without blanks at its ends, null where nothing or only '-' is left. */
export function cleaned(text: string, trims: boolean): string {
  return `nullif(nullif(${trims ? `clean_text(${text})` : text}, ''), '-')`;
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

const mebibyte = 1024 * 1024;

/** DuckDB's threads share a file in pieces of a quarter of the buffer, or of the longest line that it may have. */
function csvSource(csv: CsvFile, isAlone: boolean): string {
  const columns = Array.from({ length: csv.fields + 1 }, (_, position) => `'f${position}': 'VARCHAR'`);
  const rejects = csv.scan.malformed > 0 ? 'store_rejects = true, rejects_limit = 0,' : '';
  const [buffer, longest] = csv.scan.hasWideRecord ? [32, 16] : [16, 2];
  const sizes = `buffer_size = ${buffer * mebibyte}, max_line_size = ${longest * mebibyte}`;
  const source = `read_csv($1, filename = ${!isAlone}, auto_detect = false, header = false, skip = ${csv.headerLine}, delim = '${csv.delimiter}', quote = '"',
    escape = '"', strict_mode = true, null_padding = true, nullstr = e'\\x01', ${rejects} parallel = ${!csv.scan.hasQuotedNewline},
    ${sizes}, columns = {${columns.join(', ')}})`;
  return isAlone ? `(select *, $1[1] as filename from ${source})` : source;
}

interface Swift {
  reading: Reading;
  isGlanced: boolean;
}

function valued(column: Column, { reading, isGlanced: glances }: Swift): string {
  if (reading.isTyped(column)) return cell(column);
  const seen = glances
    ? `when ${glance(column)} is not null then ${cell(column)} else ${cleaned(cell(column), reading.trims)}`
    : `else ${cell(column)}`;
  return `case when ${cell(column)} in ('', '-') then null ${seen} end`;
}

function typedSwiftly(column: Column, { reading, isGlanced: glances }: Swift): string {
  if (reading.isTyped(column)) return typedExpression(column, true);
  const value = quoted(column.name);
  if (column.kind === 'text') return value;
  return glances ? `coalesce(${glance(column)}, ${swiftly(column, value)})` : swiftly(column, value);
}

/** Value of a text in the forms that are quick to tell; null for any other form, and for no value. */
function swiftly(column: Column, value: string): string {
  if (column.kind === 'code') return `getvariable('words_${column.codes}')[${value}]`;
  if (column.kind === 'date') return `swift_date(${value})`;
  return column.kind === 'count' ? `swift_count(${value})` : `plain_text(${value})`;
}

/** Value of a column's type in all the forms that the contract allows; null for none of them. */
function typedExpression(column: Column, isTyped: boolean): string {
  const value = quoted(column.name);
  if (column.kind === 'code') return codeSql(column, value);
  if (column.kind === 'date') return isTyped ? value : `clean_date(${value})`;
  if (column.kind === 'count') {
    const whole = `case when ${value} between 0 and 999999999 then cast(${value} as integer) end`;
    return isTyped ? whole : `clean_count(${value})`;
  }
  return value;
}

/** Makes what statements find codes by: maps from words and from folded labels to codes, by code list. */
export async function installMaps(database: Database): Promise<void> {
  await runFile(database, 'steps/code-maps.sql');
}

/** Gives a connection those maps of a register's columns: each a variable, because a statement copies all it names. */
export async function takeMaps(database: Database, of: Register, kind: 'words' | 'labels'): Promise<void> {
  for (const { codes } of of.columns) {
    if (!codes) continue;
    await database.run(
      `set variable ${kind}_${codes} = (select ${kind} from landing.code_maps where code_list = '${codes}')`,
    );
  }
}
