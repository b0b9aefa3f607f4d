import { basename, join } from 'node:path';
import type { Database } from '#warehouse/open.server.ts';
import { register, type Register } from '../contract.ts';
import { RefusedError } from '../errors.ts';
import { type CsvFile, examineCsv } from '../read/csv.ts';
import type { RegisterFile, SnapshotFolder } from '../read/folder.ts';
import type { HeaderMap } from '../read/header.ts';
import { examineParquet } from '../read/parquet.ts';
import type { TextTable } from '../read/text-table.ts';
import { examineXlsx } from '../read/xlsx.ts';
import type { Source } from './landing-sql.ts';

/** A file that was looked at and is ready to be read. */
export interface ExaminedFile extends Source {
  snapshotNo: number;
  folder: SnapshotFolder;
  file: RegisterFile;
  of: Register;
  /** Folder and name, for messages. */
  shown: string;
}

/**
 * Looks at one file of a snapshot: encoding, header, records.
 * Throws RefusedError: unreadable_file, unknown_encoding, missing_column, ambiguous_file.
 */
export async function examineFile(
  database: Database,
  { snapshotNo, folder }: Pick<ExaminedFile, 'snapshotNo' | 'folder'>,
  file: RegisterFile,
): Promise<ExaminedFile> {
  const of = register(file.register);
  const shown = join(basename(folder.folder), file.name);
  const source = await examineSource(database, { path: file.path, shown }, { of, format: file.format });
  refuseHeader(shown, of, source.header);
  return { snapshotNo, folder, file, of, shown, ...source };
}

async function examineSource(
  database: Database,
  { path, shown }: { path: string; shown: string },
  { of, format }: { of: Register; format: RegisterFile['format'] },
): Promise<Source> {
  if (format === 'parquet') {
    return { ...(await examineParquet(database, { path, shown }, of)), csv: null, table: null };
  }
  if (format === 'xlsx') return tableSource(await examineXlsx(path, shown, of));
  const examined: CsvFile | TextTable = examineCsv(path, shown, of);
  return 'scan' in examined
    ? { header: examined.header, csv: examined, table: null, types: noTypes, notes: examined.notes }
    : tableSource(examined);
}

const noTypes: ReadonlyMap<string, string> = new Map();

function tableSource(table: TextTable): Source {
  return { header: table.header, csv: null, table, types: noTypes, notes: table.notes };
}

/** What a program leaves that has no letter for what it writes: `M? h? s?`. */
const lostLetter = /\p{L}\?|\?\p{L}|\p{L}\ufffd|\ufffd\p{L}/u;
const lostWords = '; tiêu đề đã mất chữ có dấu khi xuất tệp (còn dấu ?)';

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
    const isLost = header.headings.filter((heading) => lostLetter.test(heading)).length > 1;
    const isHeadless = header.positions.size === 0 && !isLost;
    const why = isLost ? lostWords : isHeadless ? '; không nhận ra dòng tiêu đề nào' : '';
    throw new RefusedError({
      reason: 'missing_column',
      file,
      found: `thiếu ${missing.map((column) => column.name).join(', ')}${why}`,
      expected: of.columns
        .filter((column) => column.required)
        .map((column) => column.name)
        .join(', '),
      hint: isLost ? 'Đề nghị nơi gửi xuất lại tệp ở dạng "CSV UTF-8".' : 'Thêm cột hoặc sửa tiêu đề cột.',
    });
  }
}
