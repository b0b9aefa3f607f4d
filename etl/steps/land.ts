import type { Database } from '#warehouse/open.server.ts';
import { shareOut, withConnections } from '#warehouse/side-by-side.ts';
import { type Column, keptName, type Register, type RegisterName, registers } from '../contract.ts';
import { RefusedError, type Told } from '../errors.ts';
import type { SnapshotFolder } from '../read/folder.ts';
import { plainPath, quoted } from '../sql.ts';
import { type ExaminedFile, examineFile, type WaitingFile } from './examine.ts';
import { passKey } from './key.ts';
import { judgedSql, landingSql, passingColumns, takeMaps } from './landing-sql.ts';
import { type LeftOut, takeLeftOut } from './locate.ts';
import { keyMembers, tryZeros } from './pseudonyms.ts';
import { appendRows, dropRows } from './text-rows.ts';

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
  /** What the steward has to know of the file. */
  notes: readonly Told[];
}

/** A file whose rows are in the landing table. */
export interface LandedFile extends ExaminedFile {
  reading: FileReading;
  /** First row of the file in the landing table. */
  firstRow: number;
  /** Malformed records that DuckDB's reader left out. */
  leftOut: LeftOut;
}

/** Makes the empty landing tables: one a register, typed, with the first reason against each row. */
export async function createLanding(database: Database): Promise<void> {
  await database.run('create schema if not exists landing');
  for (const { name, columns } of registers) {
    const kept = columns
      .filter((column) => !column.unused)
      .map((column) => `${quoted(keptName(column))} ${sqlType(column)}`);
    await database.run(
      `create or replace table landing.${quoted(name)} (snapshot_no integer, ${kept.join(', ')},
        reason varchar, reason_column varchar, found varchar, fits varchar, line bigint)`,
    );
  }
}

function sqlType(column: Column): string {
  if (column.identifier) return 'uuid';
  return { text: 'varchar', code: 'varchar', date: 'date', count: 'integer' }[column.kind];
}

/**
 * Looks at files and reads them into the landing tables, all files of one shape in one statement: values cleaned and
 * typed, member codes replaced by pseudonyms, each bad row with its first reason. Lines come later, by `locateRejects`.
 * Throws RefusedError: what `examineFile` throws, of the first file that it throws for; else unreadable_file, control_total.
 */
export async function landFiles(
  database: Database,
  files: readonly WaitingFile[],
  progress: (text: string) => void,
): Promise<LandedFile[]> {
  await changePassing(database, (name) => `add column ${quoted(name)} varchar`);
  const landed = await landSideBySide(database, files, progress);
  await keyMembers(database);
  await tryZeros(database);
  await changePassing(database, (name) => `drop column ${quoted(name)}`);
  return landed;
}

/**
 * Each register by one connection at a time: reading one file does not keep two cores busy, and while a file is looked
 * at, which this thread does, DuckDB reads another.
 */
async function landSideBySide(
  database: Database,
  files: readonly WaitingFile[],
  progress: (text: string) => void,
): Promise<LandedFile[]> {
  const landRegister = async (connection: Database, of: Register) => {
    const examined: ExaminedFile[] = [];
    const waiting = files.filter(({ file }) => file.register === of.name);
    progress(`đọc ${of.label} (${waiting.length} tệp)`);
    for (const each of waiting) examined.push(await examineFile(connection, each));
    const landed: LandedFile[] = [];
    for (const alike of byShape(examined)) landed.push(...(await landAlike(connection, alike)));
    return landed;
  };
  try {
    return await withConnections(database, 1, async ([beside = database]) => {
      await passKey(database, beside);
      const works = registers.map((of) => (connection: Database) => landRegister(connection, of));
      return (await shareOut([database, beside], works)).flat();
    });
  } catch (fault) {
    // Of several bad files the same one is told every time, whichever was reached first.
    for (const each of files) await examineFile(database, each);
    throw fault;
  }
}

/** Adds the columns that hold what stands in a row as it was read, or takes them away with all that they hold. */
async function changePassing(database: Database, change: (name: string) => string): Promise<void> {
  for (const of of registers) {
    for (const name of passingColumns(of)) {
      await database.run(`alter table landing.${quoted(of.name)} ${change(name)}`);
    }
  }
}

/** Files that one statement can read: same register and shape, nothing odd inside. Order of time is kept. */
function byShape(files: readonly ExaminedFile[]): ExaminedFile[][] {
  const groups = new Map<string, ExaminedFile[]>();
  for (const file of files) {
    const { csv, header } = file;
    const odd = csv ? csv.scan.malformed > 0 || csv.scan.hasQuotedNewline : true;
    const signs = csv ? [csv.scan.hasOddText, csv.scan.hasControlSigns, csv.scan.hasWideRecord] : [];
    const shape = csv ? [csv.delimiter, csv.headerLine, csv.fields, ...signs] : [];
    const key = JSON.stringify([file.file.register, ...shape, ...header.positions, odd ? file.shown : '']);
    groups.set(key, [...(groups.get(key) ?? []), file]);
  }
  return [...groups.values()];
}

async function landAlike(database: Database, files: readonly ExaminedFile[]): Promise<LandedFile[]> {
  const [first] = files;
  if (!first) return [];
  const target = `landing.${quoted(first.of.name)}`;
  const [next] = await database.all(`select coalesce(max(rowid) + 1, 0) as next_row from ${target}`);
  const nextRow = Number(next?.next_row);
  const records = first.table ? await appendRows(database, first.of, first.table) : null;
  const isAlone = files.length === 1;
  const paths = files.map(({ file }) => (first.table ? file.path : plainPath(file.path)));
  await nameFiles(database, files, isAlone ? paths : files.map(({ file }) => file.path));
  try {
    await takeMaps(database, first.of, 'words');
    await database.run(landingSql(first.of, first, isAlone), [paths]);
    if (await hasSuspects(database, target, nextRow)) {
      await takeMaps(database, first.of, 'labels');
      await database.run(judgedSql(first.of, first, isAlone), first.csv ? [paths, nextRow] : [paths]);
    }
  } catch (cause) {
    throw unreadable(first.shown, cause);
  }
  if (first.table) await dropRows(database, first.of);
  const { csv } = first;
  const leftOut: LeftOut =
    csv && csv.scan.malformed > 0 ? await takeLeftOut(database, first.of, csv) : new Map<number, boolean>();
  const landed = await countLanded(database, target, nextRow);
  return files.map((file) =>
    landedFile(file, landed.get(file.snapshotNo) ?? { firstRow: nextRow, rows: 0, read: 0, span: 0 }, {
      leftOut,
      records,
    }),
  );
}

async function hasSuspects(database: Database, target: string, nextRow: number): Promise<boolean> {
  const found = await database.all(
    `select 1 from ${target} where rowid >= $1 and reason is not null limit 1`,
    [nextRow],
  );
  return found.length > 0;
}

interface LandedCount {
  firstRow: number;
  rows: number;
  /** Rows but blank ones and totals rows. */
  read: number;
  span: number;
}

async function countLanded(
  database: Database,
  target: string,
  nextRow: number,
): Promise<Map<number, LandedCount>> {
  const counted = await database.all(
    `select snapshot_no, min(rowid) as first_row, max(rowid) - min(rowid) + 1 as span, count(*) as row_count,
       count(*) filter (coalesce(reason not in ('blank', 'total'), true)) as read_count
     from ${target} where rowid >= $1 group by snapshot_no`,
    [nextRow],
  );
  return new Map(
    counted.map((row) => [
      Number(row.snapshot_no),
      {
        firstRow: Number(row.first_row),
        rows: Number(row.row_count),
        read: Number(row.read_count),
        span: Number(row.span),
      },
    ]),
  );
}

/** Holds what was read against what our own reader counted. Throws RefusedError when a row is lost or out of order. */
function landedFile(
  file: ExaminedFile,
  count: LandedCount,
  { leftOut, records }: { leftOut: LeftOut; records: number | null },
): LandedFile {
  const readByUs = file.csv ? file.csv.scan.records : (records ?? count.rows);
  if (count.rows + leftOut.size !== readByUs || count.span !== count.rows) {
    throw unreadable(file.shown, new Error(`${readByUs} records, ${count.rows + leftOut.size} read`));
  }
  return { ...file, firstRow: count.firstRow, leftOut, reading: readingOf(file, count.read + leftOut.size) };
}

/** Tells the reading statement which snapshot each name belongs to that it has for a file. */
async function nameFiles(
  database: Database,
  files: readonly ExaminedFile[],
  names: readonly string[],
): Promise<void> {
  const numbers = files.map(({ snapshotNo }) => String(snapshotNo));
  const days = files.map(({ folder }) => folder.asOf);
  await database.run('set variable snapshot_of_file = map($1, cast($2 as integer[]))', [names, numbers]);
  await database.run('set variable day_of_file = map($1, cast($2 as date[]))', [names, days]);
}

function readingOf(file: ExaminedFile, rowsRead: number): FileReading {
  const reading: FileReading = {
    snapshotNo: file.snapshotNo,
    asOf: file.folder.asOf,
    register: file.file.register,
    file: file.file.name,
    format: file.file.format,
    encoding: file.table?.encoding ?? (file.file.format === 'parquet' ? 'parquet' : 'utf-8'),
    rowsRead,
    ignoredColumns: file.header.ignored,
    missingColumns: file.header.missing.map((column) => column.name),
    notes:
      rowsRead > 0
        ? file.notes
        : [...file.notes, { vi: 'không có dòng dữ liệu nào.', en: 'there is no row of data.' }],
  };
  refuseControlTotal(reading, file.folder, file.shown);
  return reading;
}

function unreadable(file: string, cause: unknown): RefusedError {
  const line = /Line: (\d+)/.exec(cause instanceof Error ? cause.message : '')?.[1];
  return new RefusedError(
    {
      reason: 'unreadable_file',
      file,
      line: line ? Number(line) : null,
      expected: { vi: 'tệp CSV, XLSX hoặc Parquet trọn vẹn', en: 'a whole CSV, XLSX or Parquet file' },
      hint: {
        vi: 'Tệp hỏng hoặc đang được ghi: đề nghị gửi lại.',
        en: 'The file is damaged or still being written: ask for it again.',
      },
    },
    { cause },
  );
}

function refuseControlTotal(reading: FileReading, folder: SnapshotFolder, shown: string): void {
  const total = folder.controlTotals[reading.register];
  if (total === undefined || total === reading.rowsRead) return;
  throw new RefusedError({
    reason: 'control_total',
    file: shown,
    found: { vi: `${reading.rowsRead} dòng`, en: `${reading.rowsRead} rows` },
    expected: { vi: `${total} dòng theo control_totals`, en: `${total} rows by control_totals` },
    hint: {
      vi: 'Tệp thiếu hoặc thừa dòng so với số nơi gửi đã khai: đề nghị đối chiếu và gửi lại.',
      en: 'The file has fewer or more rows than the sender stated: ask to compare and to send it again.',
    },
  });
}
