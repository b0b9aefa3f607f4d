import { basename, join } from 'node:path';
import type { Database } from '#warehouse/open.server.ts';
import { register, type Register } from '../contract.ts';
import { RefusedError } from '../errors.ts';
import { type CsvFile, examineCsv } from '../read/csv.ts';
import type { RegisterFile, SnapshotFolder } from '../read/folder.ts';
import { type HeaderMap, rowsLookedAt } from '../read/header.ts';
import { examineParquet } from '../read/parquet.ts';
import type { TextTable } from '../read/text-table.ts';
import { examineXlsx } from '../read/xlsx.ts';
import type { Source } from './landing-sql.ts';

/** A file of a snapshot that nobody has looked into. */
export interface WaitingFile {
  snapshotNo: number;
  folder: SnapshotFolder;
  file: RegisterFile;
}

/** A file that was looked at and is ready to be read. */
export interface ExaminedFile extends WaitingFile, Source {
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
  { snapshotNo, folder, file }: WaitingFile,
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
const lostLetters = {
  vi: '; tiêu đề đã mất chữ có dấu khi xuất tệp (còn dấu ?)',
  en: '; the headings lost letters when the file was exported (? is left)',
};
const noHeading = {
  vi: `; không nhận ra dòng tiêu đề nào trong ${rowsLookedAt} dòng đầu có chữ`,
  en: `; no heading among the first ${rowsLookedAt} rows that have text`,
};

function refuseHeader(file: string, of: Register, header: HeaderMap): void {
  const missing = header.missing.filter((column) => column.required);
  if (header.doubled.length > 0) {
    throw new RefusedError({
      reason: 'ambiguous_file',
      file,
      found: { vi: `hai cột ${header.doubled.join(', ')}`, en: `two columns ${header.doubled.join(', ')}` },
      expected: { vi: 'mỗi cột một lần', en: 'each column once' },
      hint: { vi: 'Bỏ cột thừa.', en: 'Take the spare column away.' },
    });
  }
  if (missing.length > 0) {
    const isLost = header.headings.filter((heading) => lostLetter.test(heading)).length > 1;
    const isHeadless = header.positions.size === 0 && !isLost;
    const names = missing.map(({ name }) => name).join(', ');
    const why = isLost ? lostLetters : isHeadless ? noHeading : { vi: '', en: '' };
    throw new RefusedError({
      reason: 'missing_column',
      file,
      found: { vi: `thiếu ${names}${why.vi}`, en: `without ${names}${why.en}` },
      expected: of.columns
        .filter((column) => column.required)
        .map((column) => column.name)
        .join(', '),
      hint: isLost
        ? {
            vi: 'Đề nghị nơi gửi xuất lại tệp ở dạng "CSV UTF-8".',
            en: 'Ask the sender to export the file again as “CSV UTF-8”.',
          }
        : { vi: 'Thêm cột hoặc sửa tiêu đề cột.', en: 'Add the column, or mend its heading.' },
    });
  }
}
