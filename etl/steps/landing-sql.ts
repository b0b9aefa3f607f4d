import type { Database } from '#warehouse/open.server.ts';
import { type Column, type Register, registers } from '../contract.ts';
import type { CsvFile } from '../read/csv.ts';
import type { HeaderMap } from '../read/header.ts';
import type { TextTable } from '../read/text-table.ts';
import { quoted } from '../sql.ts';
import { judgementSql } from './judgement.ts';
import { parquetReading } from './parquet-sql.ts';

/** Table of text rows that a TextTable was appended to. */
export const textRows = { schema: 'landing', name: 'text_rows' } as const;

/** What a landing statement reads: a file that DuckDB reads itself, or text rows that our own reader has appended. */
export interface Source {
  header: HeaderMap;
  csv: CsvFile | null;
  table: TextTable | null;
  /** Types of a Parquet file's columns, by heading. */
  types: ReadonlyMap<string, string>;
  /** What the steward has to know of the file, in Vietnamese. */
  notes: readonly string[];
}

/** No fault, of the type that faults have. */
export const noFault = `cast(null as struct("column" varchar, found varchar))`;

/** How the statement gets at the parts of a source. */
export interface Reading {
  from: string;
  /** Expression for the value of a column: text cleaned at its ends, or a value of the column's own type. */
  value(column: Column): string;
  /** Whether that value has a type of its own already, as dates of Parquet files have. */
  isTyped(column: Column): boolean;
  /** Expressions for the text of all fields, in the file's order: where totals rows say what they are. */
  fields: readonly { expression: string; column: string | null }[];
  malformed: string;
  line: string;
  /** Struct {column, found} of a cell that holds no value, or null. */
  fault: string;
}

/**
 * The statement that reads the files of $1, all of one shape, into their landing table. It has no join, which could
 * change the order of rows: codes and snapshots are looked up in the maps that `installMaps` and `landFiles` set.
 */
export function landingSql(of: Register, source: Source): string {
  const reading = readingOf(of, source);
  const values = of.columns.map((column) =>
    source.header.positions.has(column.name)
      ? `${reading.value(column)} as ${quoted(column.name)}`
      : `null::varchar as ${quoted(column.name)}`,
  );
  const kept = of.columns.filter((column) => !column.unused).map(keptExpression);
  return `
    insert into landing.${quoted(of.name)}
    with raw as (
        select source.*, ${values.join(', ')}, ${reading.malformed} as is_malformed,
          ${reading.line} as line, ${reading.fault} as fault, getvariable('snapshot_of_file')[filename] as file_snapshot_no,
          getvariable('day_of_file')[filename] as file_as_of
        from ${reading.from} as source
    ), typed as (
        select raw.*, ${of.columns.map((column) => typedExpression(column, reading.isTyped(column))).join(', ')}
        from raw
    ), judged as (
        select *, ${judgementSql(of, { first: firstField(reading), totals: totalsExpression(reading) })} as verdict from typed
    )
    select file_snapshot_no, ${kept.join(', ')}, verdict.reason, verdict.reason_column, verdict.found, line
    from judged`;
}

function readingOf(of: Register, source: Source): Reading {
  const { header, csv, table } = source;
  if (!csv && !table) return parquetReading(of, source);
  const count = csv?.fields ?? table?.fields ?? 0;
  const columns = new Map([...header.positions].map(([column, position]) => [position, column]));
  const trims = csv ? csv.scan.hasOddText || csv.scan.hasQuotedNewline : true;
  const shared = {
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
    };
  }
  return {
    ...shared,
    from: csvSource(csv),
    malformed: `(f${count - 1} is null or f${count} is not null)`,
    line: 'null',
    fault: noFault,
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

function csvSource(csv: CsvFile): string {
  const columns = Array.from({ length: csv.fields + 1 }, (_, position) => `'f${position}': 'VARCHAR'`);
  const rejects = csv.scan.malformed > 0 ? 'store_rejects = true, rejects_limit = 0,' : '';
  return `read_csv($1, filename = true, auto_detect = false, header = false, skip = ${csv.headerLine}, delim = '${csv.delimiter}', quote = '"',
    escape = '"', strict_mode = true, null_padding = true, nullstr = e'\\x01', ${rejects} parallel = ${!csv.scan.hasQuotedNewline},
    max_line_size = 16777216, columns = {${columns.join(', ')}})`;
}

function typedExpression(column: Column, isTyped: boolean): string {
  const value = `raw.${quoted(column.name)}`;
  const name = quoted(`t_${column.name}`);
  if (column.kind === 'code')
    return `coalesce(getvariable('codes_${column.codes}')[${value}], getvariable('labels_${column.codes}')[fold_label(${value})]) as ${name}`;
  if (column.kind === 'date') return `${isTyped ? value : `clean_date(${value})`} as ${name}`;
  if (column.kind === 'count') {
    const whole = `case when ${value} between 0 and 999999999 then cast(${value} as integer) end`;
    return `${isTyped ? whole : `clean_count(${value})`} as ${name}`;
  }
  return `${value} as ${name}`;
}

function keptExpression(column: Column): string {
  const name = quoted(`t_${column.name}`);
  if (!column.identifier) return name;
  return `case when not is_malformed and ${name} is not null then cast(left(keyed_hash(getvariable('inner_pad'), getvariable('outer_pad'), 'member|v1|' || ${name}), 32) as uuid) end`;
}

/**
 * Sets two maps a code list: `codes_...` from a code to itself, `labels_...` from a folded Vietnamese label to its code,
 * the label of the list itself before the other words of reference.code_labels.
 */
export async function installMaps(database: Database): Promise<void> {
  const lists = new Set(registers.flatMap(({ columns }) => columns.flatMap(({ codes }) => codes ?? [])));
  for (const list of lists) {
    const codes = `select code, label_vi from reference.codes where code_list = $1 and (code <> 'unknown' or code_list = 'duty_state')`;
    await database.run(
      `set variable codes_${list} = (select map_from_entries(list((code, code))) from (${codes}))`,
      [list],
    );
    await database.run(
      `set variable labels_${list} = (
         select map_from_entries(list((label, code))) from (
           select fold_label(label) as label, arg_min(code, position) as code from (
             select label_vi as label, code, 1 as position from (${codes})
             union all select label, code, 2 from reference.code_labels where code_list = $1
           ) group by 1))`,
      [list],
    );
  }
}
