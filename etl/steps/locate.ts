import type { Database } from '#warehouse/open.server.ts';
import type { Register } from '../contract.ts';
import type { CsvFile } from '../read/csv.ts';
import { scanCsv } from '../read/records.ts';
import { quoted } from '../sql.ts';
import { headingFieldsSql, repeatedHeading } from './judgement.ts';
import type { LandedFile } from './land.ts';

/** Records that DuckDB's reader left out, by the byte at which each starts: whether it repeats the heading. */
export type LeftOut = ReadonlyMap<number, boolean>;

/** The records that the last read_csv left out of a register's file of that shape; its notes are dropped. */
export async function takeLeftOut(
  database: Database,
  of: Register,
  { header, delimiter }: CsvFile,
): Promise<LeftOut> {
  const fields = `list_transform(string_split(csv_line, '${delimiter}'), lambda field: trim(field, e' "\r\n'))`;
  const rows = await database.all(
    `select line_byte_position as line_start, bool_or(${headingFieldsSql(of, header, fields)}) as is_heading
     from reject_errors group by line_byte_position`,
  );
  await database.run('drop table reject_errors');
  await database.run('drop table reject_scans');
  return new Map(rows.map((row) => [Number(row.line_start), row.is_heading === true]));
}

/**
 * Gives every landed row with a reason its line, and adds the rows that DuckDB's reader left out as malformed.
 * Only files with a bad row are read again. Blank rows and totals rows are dropped, not sooner: where rows have gone
 * DuckDB may number the others anew, and a row's line is found by its number.
 */
export async function locateRejects(database: Database, files: readonly LandedFile[]): Promise<void> {
  for (const name of new Set(files.map(({ of }) => of.name))) {
    const bad = await database.all(
      `select snapshot_no, list(rowid) as row_nos from landing.${quoted(name)} where reason is not null and reason not in ('blank', 'total') group by snapshot_no`,
    );
    const rowsOf = new Map(bad.map((row) => [Number(row.snapshot_no), row.row_nos]));
    for (const file of files.filter(({ of, csv }) => of.name === name && csv)) {
      const rows = rowsOf.get(file.snapshotNo);
      const wanted = new Set(Array.isArray(rows) ? rows.map((row) => Number(row) - file.firstRow) : []);
      if (wanted.size > 0 || file.leftOut.size > 0) await locateIn(database, file, wanted);
    }
    await database.run(`delete from landing.${quoted(name)} where reason in ('blank', 'total')`);
  }
}

async function locateIn(database: Database, file: LandedFile, wanted: ReadonlySet<number>): Promise<void> {
  const leftOutLines: LeftOutLine[] = [];
  const lines = linesOf(file, wanted, (each) => leftOutLines.push(each));
  if (leftOutLines.length !== file.leftOut.size)
    throw new Error(`Rejects of ${file.shown} were not found again.`);
  await writeLines(
    database,
    file,
    [...lines].map(([row, line]) => ({ row: row + file.firstRow, line })),
  );
  await addLeftOut(database, file, leftOutLines);
}

/** The line of a record that DuckDB's reader left out. */
interface LeftOutLine {
  line: number;
  isHeading: boolean;
}

/**
 * Lines of a file's rows, by the row's number among those that were read; `onLeftOut` hears of the lines that DuckDB's
 * reader left out. The file is read again; rows of other files
 * carry their lines.
 */
export function linesOf(
  file: LandedFile,
  wanted: ReadonlySet<number>,
  onLeftOut?: (each: LeftOutLine) => void,
): Map<number, number> {
  const lines = new Map<number, number>();
  if (!file.csv) return lines;
  let row = 0;
  scanCsv(file.file.path, file.csv, (record) => {
    const isHeading = leftOutAt(file.leftOut, record.offset);
    if (isHeading !== undefined) onLeftOut?.({ line: record.line, isHeading });
    else {
      if (wanted.has(row)) lines.set(row, record.line);
      row++;
    }
  });
  return lines;
}

/** DuckDB counts the bytes of its rejects from 1 in files with LF, from 0 in files with CRLF (seen in 1.5.6). */
function leftOutAt(leftOut: LeftOut, offset: number): boolean | undefined {
  return leftOut.get(offset) ?? leftOut.get(offset + 1);
}

async function writeLines(
  database: Database,
  file: LandedFile,
  lines: readonly { row: number; line: number }[],
) {
  const target = `landing.${quoted(file.of.name)}`;
  await database.run(
    `update ${target} set line = located.line
     from (select unnest(from_json($1, '["BIGINT"]')) as row_no, unnest(from_json($2, '["BIGINT"]')) as line) as located
     where ${target}.rowid = located.row_no`,
    [JSON.stringify(lines.map(({ row }) => row)), JSON.stringify(lines.map(({ line }) => line))],
  );
}

async function addLeftOut(database: Database, file: LandedFile, lines: readonly LeftOutLine[]) {
  if (lines.length === 0) return;
  await database.run(
    `insert into landing.${quoted(file.of.name)} (snapshot_no, reason, line, found)
     select $1::integer, 'malformed_row', line, case when is_heading then '${repeatedHeading}' end
     from (select unnest(from_json($2, '[{"line": "BIGINT", "is_heading": "BOOLEAN"}]'), recursive := true))`,
    [file.snapshotNo, JSON.stringify(lines.map(({ line, isHeading }) => ({ line, is_heading: isHeading })))],
  );
}
