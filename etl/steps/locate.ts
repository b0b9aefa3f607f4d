import type { Database } from '#warehouse/open.server.ts';
import type { Register } from '../contract.ts';
import type { CsvFile } from '../read/csv.ts';
import type { RegisterFile } from '../read/folder.ts';
import { scanCsv } from '../read/records.ts';
import { quoted } from '../sql.ts';

export interface LandedFile {
  file: RegisterFile;
  of: Register;
  shown: string;
  csv: CsvFile | null;
  /** First row of this file in the landing table. */
  first: number;
  target: string;
  snapshotNo: number;
}

/**
 * Gives every landed row with a reason its line, and adds the rows that DuckDB's reader left out as malformed.
 * A file without a bad row is not read again.
 */
export async function locateRejects(database: Database, landed: LandedFile): Promise<void> {
  const { csv, target, first } = landed;
  const bad = await database.all(
    `select rowid as row_no from ${target} where rowid >= $1 and reason is not null`,
    [first],
  );
  const leftOut = csv && csv.scan.malformed > 0 ? await takeLeftOut(database) : new Set<number>();
  if (bad.length === 0 && leftOut.size === 0) return;
  const wanted = new Set(bad.map((row) => Number(row.row_no) - first));
  const lines: { row: number; line: number }[] = [];
  const leftOutLines: number[] = [];
  if (csv) {
    let row = 0;
    scanCsv(landed.file.path, csv, (record) => {
      if (leftOut.has(record.offset)) leftOutLines.push(record.line);
      else {
        if (wanted.has(row)) lines.push({ row: row + first, line: record.line });
        row++;
      }
    });
  } else for (const row of wanted) lines.push({ row: row + first, line: row + 1 });
  await writeLines(database, target, lines);
  await addLeftOut(database, landed, leftOutLines);
}

/** Byte offsets of the records that the last read_csv left out; its notes are dropped. */
async function takeLeftOut(database: Database): Promise<Set<number>> {
  const rows = await database.all('select distinct line_byte_position as line_start from reject_errors');
  await database.run('drop table reject_errors');
  await database.run('drop table reject_scans');
  return new Set(rows.map((row) => Number(row.line_start)));
}

async function writeLines(
  database: Database,
  target: string,
  lines: readonly { row: number; line: number }[],
) {
  if (lines.length === 0) return;
  await database.run(
    `update ${target} set line = located.line
     from (select unnest(from_json($1, '["BIGINT"]')) as row_no, unnest(from_json($2, '["BIGINT"]')) as line) as located
     where ${target}.rowid = located.row_no`,
    [JSON.stringify(lines.map(({ row }) => row)), JSON.stringify(lines.map(({ line }) => line))],
  );
}

async function addLeftOut(database: Database, landed: LandedFile, lines: readonly number[]) {
  if (lines.length === 0) return;
  await database.run(
    `insert into landing.${quoted(landed.of.name)} (snapshot_no, reason, line)
     select $1::integer, 'malformed_row', unnest(from_json($2, '["BIGINT"]'))`,
    [landed.snapshotNo, JSON.stringify(lines)],
  );
}
