import type { Database } from '#warehouse/open.server.ts';
import { type Column, type Register, registers } from '../contract.ts';
import type { CsvFile } from '../read/csv.ts';
import type { HeaderMap } from '../read/header.ts';
import { quoted } from '../sql.ts';
import { judgementSql } from './judgement.ts';

/**
 * The statement that reads the files of $1, all of one shape, into their landing table. It has no join, which could
 * change the order of rows: codes and snapshots are looked up in the maps that `installMaps` and `landFiles` set.
 */
export function landingSql(of: Register, header: HeaderMap, csv: CsvFile | null): string {
  const present = of.columns.filter((column) => header.positions.has(column.name));
  const has = new Set(present.map((column) => column.name));
  const raw = of.columns.map((column) => {
    if (!has.has(column.name)) return `null::varchar as ${quoted(column.name)}`;
    const field = csv ? `f${header.positions.get(column.name)}` : quoted(`f_${column.name}`);
    return `${csv?.scan.hasOddText === false ? field : `trim_text(${field})`} as ${quoted(column.name)}`;
  });
  const last = csv ? csv.fields - 1 : 0;
  const malformed = csv ? `(f${last} is null or f${csv.fields} is not null)` : 'false';
  const kept = of.columns.filter((column) => !column.unused).map(keptExpression);
  return `
    insert into landing.${quoted(of.name)}
    with trimmed as (
        select ${raw.join(', ')}, ${malformed} as is_malformed, ${firstField(present, csv)} as first_field, getvariable('snapshot_of_file')[filename] as file_snapshot_no,
          getvariable('day_of_file')[filename] as file_as_of
        from ${csv ? csvSource(csv) : parquetSource(present, header)}
    ), raw as (
        select ${of.columns.map(({ name }) => `case when ${quoted(name)} in ('', '-') then null else ${quoted(name)} end as ${quoted(name)}`).join(', ')}, is_malformed, first_field,
          file_snapshot_no, file_as_of
        from trimmed
    ), typed as (
        select raw.*, ${of.columns.map(typedExpression).join(', ')}
        from raw
    ), judged as (
        select *, ${judgementSql(of)} as verdict from typed
    )
    select file_snapshot_no, ${kept.join(', ')}, verdict.reason, verdict.reason_column, verdict.found, null
    from judged`;
}

/** The first value of a row, whatever its column: where totals rows say what they are. */
function firstField(present: readonly Column[], csv: CsvFile | null): string {
  const fields = csv
    ? Array.from({ length: csv.fields }, (_, position) => `f${position}`)
    : present.map((column) => quoted(`f_${column.name}`));
  return `coalesce(${fields.map((field) => `nullif(${field}, '')`).join(', ')})`;
}

function csvSource(csv: CsvFile): string {
  const columns = Array.from({ length: csv.fields + 1 }, (_, position) => `'f${position}': 'VARCHAR'`);
  const rejects = csv.scan.malformed > 0 ? 'store_rejects = true, rejects_limit = 0,' : '';
  return `read_csv($1, filename = true, auto_detect = false, header = false, skip = ${csv.headerLine}, delim = '${csv.delimiter}', quote = '"',
    escape = '"', strict_mode = true, null_padding = true, nullstr = e'\\x01', ${rejects} parallel = ${!csv.scan.hasQuotedNewline},
    max_line_size = 16777216, columns = {${columns.join(', ')}})`;
}

function parquetSource(present: readonly Column[], header: HeaderMap): string {
  const columns = present.map((column) => {
    const heading = header.headings[header.positions.get(column.name) ?? 0] ?? column.name;
    return `parquet_text(columns_of.${quoted(heading)}) as ${quoted(`f_${column.name}`)}`;
  });
  return `(select filename, ${columns.join(', ')} from read_parquet($1, filename = true) as columns_of)`;
}

function typedExpression(column: Column): string {
  const value = `raw.${quoted(column.name)}`;
  const name = quoted(`t_${column.name}`);
  if (column.kind === 'code') return `getvariable('codes_${column.codes}')[${value}] as ${name}`;
  if (column.kind === 'date') return `clean_date(${value}) as ${name}`;
  if (column.kind === 'count') return `clean_count(${value}) as ${name}`;
  return `${value} as ${name}`;
}

function keptExpression(column: Column): string {
  const name = quoted(`t_${column.name}`);
  if (!column.identifier) return name;
  return `case when not is_malformed and ${name} is not null then cast(left(keyed_hash(getvariable('inner_pad'), getvariable('outer_pad'), 'member|v1|' || ${name}), 32) as uuid) end`;
}

/** Sets the maps from labels to codes, one a code list: a code stands for itself, a Vietnamese label for its code. */
export async function installMaps(database: Database): Promise<void> {
  const lists = new Set(registers.flatMap(({ columns }) => columns.flatMap(({ codes }) => codes ?? [])));
  for (const list of lists) {
    await database.run(
      `set variable codes_${list} = (
         select map_from_entries(list((label, code) order by position, label)) from (
           select label, min(code) as code, min(position) as position from (
             select unnest([code, label_vi, lower(label_vi)]) as label, unnest([1, 2, 2]) as position, code
             from reference.codes where code_list = $1 and (code <> 'unknown' or code_list = 'duty_state')
           ) group by label))`,
      [list],
    );
  }
}
