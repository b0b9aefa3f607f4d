import { basename, join } from 'node:path';
import type { Database } from '#warehouse/open.server.ts';
import {
  type Column,
  keptColumns,
  keptName,
  register,
  type Register,
  type RegisterName,
} from '../contract.ts';
import { RefusedError } from '../errors.ts';
import { type CsvFile, examineCsv } from '../read/csv.ts';
import type { RegisterFile, SnapshotFolder } from '../read/folder.ts';
import { examineParquet } from '../read/parquet.ts';
import type { HeaderMap } from '../read/header.ts';
import { quoted } from '../sql.ts';
import { locateRejects } from './locate.ts';

/** What a load read of one file: the row of meta.loads, but for what later steps add. */
export interface FileReading {
  snapshotNo: number;
  asOf: string;
  register: RegisterName;
  file: string;
  format: string;
  encoding: string;
  rowsRead: number;
  ignoredColumns: string[];
  missingColumns: string[];
}

export interface LandingPlace {
  snapshotNo: number;
  folder: SnapshotFolder;
}

/** Makes the empty landing tables: one a register, typed, with the first reason against each row. */
export async function createLanding(database: Database): Promise<void> {
  await database.run('create schema if not exists landing');
  for (const name of ['organizations', 'members', 'cases', 'duties', 'successions'] as const) {
    const columns = register(name)
      .columns.filter((column) => !column.unused)
      .map((column) => `${quoted(keptName(column))} ${sqlType(column)}`);
    await database.run(
      `create table landing.${quoted(name)} (snapshot_no integer, ${columns.join(', ')}, reason varchar, reason_column varchar, found varchar, line bigint)`,
    );
  }
}

function sqlType(column: Column): string {
  if (column.identifier) return 'uuid';
  return { text: 'varchar', code: 'varchar', date: 'date', count: 'integer' }[column.kind];
}

/**
 * Reads one file of a snapshot into its landing table: values cleaned and typed, member codes replaced by pseudonyms,
 * each bad row with its first reason and line. Blank rows are left out.
 * Throws RefusedError: unreadable_file, unknown_encoding, missing_column, ambiguous_file, control_total.
 */
export async function landFile(
  database: Database,
  place: LandingPlace,
  file: RegisterFile,
): Promise<FileReading> {
  const of = register(file.register);
  const shown = join(basename(place.folder.folder), file.name);
  const csv = file.format === 'csv' ? examineCsv(file.path, shown, of) : null;
  const header = csv ? csv.header : await examineParquet(database, file.path, shown, of);
  refuseHeader(shown, of, header);
  const target = `landing.${quoted(file.register)}`;
  const first = await nextRow(database, target);
  try {
    await database.run(landingSql(of, header, csv), [file.path, place.snapshotNo, place.folder.asOf]);
  } catch (cause) {
    throw unreadable(shown, cause);
  }
  await locateRejects(database, { file, of, shown, csv, first, target, snapshotNo: place.snapshotNo });
  const [counted] = await database.all(
    `select count(*) as row_count, count(*) filter (reason is distinct from 'blank') as read_count from ${target} where rowid >= $1`,
    [first],
  );
  const landed = Number(counted?.row_count);
  if (csv && landed !== csv.scan.records) {
    throw unreadable(shown, new Error(`${csv.scan.records} records, ${landed} read`));
  }
  const reading: FileReading = {
    snapshotNo: place.snapshotNo,
    asOf: place.folder.asOf,
    register: file.register,
    file: file.name,
    format: file.format,
    encoding: 'utf-8',
    rowsRead: Number(counted?.read_count),
    ignoredColumns: header.ignored,
    missingColumns: header.missing.map((column) => column.name),
  };
  refuseControlTotal(reading, place.folder, shown);
  return reading;
}

async function nextRow(database: Database, target: string): Promise<number> {
  const [row] = await database.all(`select coalesce(max(rowid) + 1, 0) as next_row from ${target}`);
  return Number(row?.next_row);
}

function unreadable(file: string, cause: unknown): RefusedError {
  const line = /Line: (\d+)/.exec(cause instanceof Error ? cause.message : '')?.[1];
  return new RefusedError(
    {
      reason: 'unreadable_file',
      file,
      line: line ? Number(line) : null,
      expected: 'tệp CSV hoặc Parquet trọn vẹn',
      hint: 'Tệp hỏng hoặc đang được ghi: đề nghị gửi lại.',
    },
    { cause },
  );
}

function refuseHeader(file: string, of: Register, header: HeaderMap): void {
  const missing = header.missing.filter((column) => column.required);
  if (header.doubled.length > 0) {
    throw new RefusedError({
      reason: 'ambiguous_file',
      file,
      found: `hai cột ${header.doubled.join(', ')}`,
      expected: 'mỗi cột một lần',
      hint: 'Bỏ cột thừa.',
    });
  }
  if (missing.length > 0) {
    throw new RefusedError({
      reason: 'missing_column',
      file,
      found: `thiếu ${missing.map((column) => column.name).join(', ')}`,
      expected: of.columns
        .filter((column) => column.required)
        .map((column) => column.name)
        .join(', '),
      hint: 'Thêm cột hoặc sửa tiêu đề cột.',
    });
  }
}

function refuseControlTotal(reading: FileReading, folder: SnapshotFolder, shown: string): void {
  const total = folder.controlTotals[reading.register];
  if (total === undefined || total === reading.rowsRead) return;
  throw new RefusedError({
    reason: 'control_total',
    file: shown,
    found: `${reading.rowsRead} dòng`,
    expected: `${total} dòng theo control_totals`,
    hint: 'Tệp thiếu hoặc thừa dòng so với số nơi gửi đã khai: đề nghị đối chiếu và gửi lại.',
  });
}

/** The statement that reads a file ($1) into its landing table for snapshot $2 as of $3. */
function landingSql(of: Register, header: HeaderMap, csv: CsvFile | null): string {
  const present = of.columns.filter((column) => header.positions.has(column.name));
  const has = new Set(present.map((column) => column.name));
  const raw = of.columns.map((column) => {
    if (!has.has(column.name)) return `null::varchar as ${quoted(column.name)}`;
    const field = csv ? `f${header.positions.get(column.name)}` : quoted(`f_${column.name}`);
    return `clean_text(${field}) as ${quoted(column.name)}`;
  });
  const last = csv ? csv.fields - 1 : 0;
  const malformed = csv ? `(f${last} is null or f${csv.fields} is not null)` : 'false';
  const joins = of.columns.filter((column) => column.kind === 'code').map(codeJoin);
  const kept = of.columns.filter((column) => !column.unused).map(keptExpression);
  return `
    insert into landing.${quoted(of.name)}
    with raw as (
        select ${raw.join(', ')}, ${malformed} as is_malformed
        from ${csv ? csvSource(csv) : parquetSource(present)}
    ), typed as (
        select raw.*, ${of.columns.map(typedExpression).join(', ')}
        from raw ${joins.join(' ')}
    ), judged as (
        select *, ${judgement(of)} as verdict from typed
    )
    select $2::integer, ${kept.join(', ')}, verdict.reason, verdict.reason_column, verdict.found, null
    from judged`;
}

function csvSource(csv: CsvFile): string {
  const columns = Array.from({ length: csv.fields + 1 }, (_, position) => `'f${position}': 'VARCHAR'`);
  const rejects = csv.scan.malformed > 0 ? 'store_rejects = true, rejects_limit = 0,' : '';
  return `read_csv($1, auto_detect = false, header = false, skip = ${csv.headerLine}, delim = '${csv.delimiter}', quote = '"',
    escape = '"', strict_mode = true, null_padding = true, nullstr = e'\\x01', ${rejects} parallel = ${!csv.scan.hasQuotedNewline},
    max_line_size = 16777216, columns = {${columns.join(', ')}})`;
}

function parquetSource(present: readonly Column[]): string {
  const columns = present.map(
    (column) => `parquet_text(columns_of.${quoted(column.name)}) as ${quoted(`f_${column.name}`)}`,
  );
  return `(select ${columns.join(', ')} from read_parquet($1) as columns_of)`;
}

function codeJoin(column: Column): string {
  const alias = quoted(`codes_${column.name}`);
  return `left join code_labels as ${alias} on ${alias}.code_list = '${column.codes}' and ${alias}.label = raw.${quoted(column.name)}`;
}

function typedExpression(column: Column): string {
  const value = `raw.${quoted(column.name)}`;
  const name = quoted(`t_${column.name}`);
  if (column.kind === 'code') return `${quoted(`codes_${column.name}`)}.code as ${name}`;
  if (column.kind === 'date') return `clean_date(${value}) as ${name}`;
  if (column.kind === 'count') return `clean_count(${value}) as ${name}`;
  return `${value} as ${name}`;
}

function keptExpression(column: Column): string {
  const name = quoted(`t_${column.name}`);
  if (!column.identifier) return name;
  return `case when not is_malformed and ${name} is not null then cast(left(keyed_hash(getvariable('inner_pad'), getvariable('outer_pad'), 'member|v1|' || ${name}), 32) as uuid) end`;
}

/** The first reason against a row, in the contract's order, as a struct; later steps add duplicates and references. */
function judgement(of: Register): string {
  const verdict = (when: string, reason: string, column: Column) => {
    const found = column.identifier
      ? `'text of ' || length(${quoted(column.name)})`
      : `found_literal(${quoted(column.name)}, '${column.kind}')`;
    return `when ${when} then {'reason': '${reason}', 'reason_column': '${column.name}', 'found': ${found}}`;
  };
  const typed = (name: string) => quoted(`t_${name}`);
  const whole = (when: string, reason: string) =>
    `when ${when} then {'reason': '${reason}', 'reason_column': null, 'found': null}`;
  const ofKind = (...kinds: string[]) => of.columns.filter((column) => kinds.includes(column.kind));
  const named = (name: string) => of.columns.filter((column) => column.name === name);
  const cases = of.name === 'cases';
  return `case
    ${whole(of.columns.map((column) => `${quoted(column.name)} is null`).join(' and '), 'blank')}
    ${whole('is_malformed', 'malformed_row')}
    ${of.columns
      .filter((column) => column.required)
      .map((column) => verdict(`${quoted(column.name)} is null`, 'missing_value', column))
      .join('\n')}
    ${
      of.name === 'successions'
        ? named('to_code')
            .map((column) =>
              verdict(`to_code is null and t_event is distinct from 'ended'`, 'missing_value', column),
            )
            .join('\n')
        : ''
    }
    ${ofKind('date', 'count')
      .map((column) =>
        verdict(`${quoted(column.name)} is not null and ${typed(column.name)} is null`, 'wrong_type', column),
      )
      .join('\n')}
    ${ofKind('code')
      .map((column) =>
        verdict(
          `${quoted(column.name)} is not null and ${typed(column.name)} is null`,
          'unknown_code',
          column,
        ),
      )
      .join('\n')}
    ${ofKind('date')
      .map((column) =>
        verdict(
          `${typed(column.name)} < date '1930-01-01'${column.mayBeLater ? '' : ` or ${typed(column.name)} > $3::date`}`,
          'date_out_of_range',
          column,
        ),
      )
      .join('\n')}
    ${
      cases
        ? named('closed_on')
            .map((column) => verdict('t_closed_on < t_received_on', 'dates_contradict', column))
            .join('\n')
        : ''
    }
    ${
      cases
        ? named('concluded_on')
            .map((column) =>
              verdict(
                't_concluded_on < t_received_on or t_concluded_on > t_closed_on',
                'dates_contradict',
                column,
              ),
            )
            .join('\n')
        : ''
    }
    ${
      cases
        ? named('stage')
            .map((column) =>
              verdict(
                `(t_stage = 'closed') <> (t_closed_on is not null) or (t_stage = 'closed') <> (t_closing is not null)`,
                'closing_mismatch',
                column,
              ),
            )
            .join('\n')
        : ''
    }
  end`;
}

/** Columns of a landing table that the store keeps. */
export function landedColumns(name: RegisterName): string[] {
  return keptColumns(register(name));
}
