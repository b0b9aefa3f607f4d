import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { registers, type RegisterName } from '../contract.ts';
import { RefusedError, type Told } from '../errors.ts';
import { contentHash } from './bytes.ts';
import { changedFile } from './changed-file.ts';
import { refuseMissing, type Statement, statementOf } from './statement.ts';

export type FileFormat = 'csv' | 'xlsx' | 'parquet';

export interface RegisterFile {
  register: RegisterName;
  /** Name inside the folder, such as `cases.csv`. */
  name: string;
  path: string;
  format: FileFormat;
}

/** A snapshot folder as it lies on the disk: its statement and its files, not yet read. */
export interface SnapshotFolder extends Statement {
  folder: string;
  files: RegisterFile[];
  sha256: string;
  /** Throws RefusedError unreadable_file when a file is no longer what it was when its hash was taken. */
  refuseChanged(): void;
}

const ordinaryFile = { vi: 'một tệp thường đọc được', en: 'an ordinary file that can be read' };

const formats: Record<string, FileFormat> = { csv: 'csv', xlsx: 'xlsx', parquet: 'parquet' };

/**
 * Looks at a snapshot folder. `today` is YYYY-MM-DD.
 * Throws RefusedError: missing_file, unreadable_file, ambiguous_file, unknown_contract, bad_as_of, control_total.
 */
export function examineFolder(folder: string, today: string): SnapshotFolder {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) {
    throw new RefusedError({
      reason: 'missing_file',
      file: folder,
      expected: { vi: 'một thư mục số liệu có snapshot.json', en: 'a folder of data with a snapshot.json' },
      hint: { vi: 'Kiểm tra đường dẫn.', en: 'Check the path.' },
    });
  }
  const names = readdirSync(folder).sort();
  const statement = statementOf(folder, names, today);
  const files = registers.flatMap((register) => findRegister(folder, names, register));
  refuseMissing(
    folder,
    statement,
    files.map(({ register }) => register),
  );
  const states = files.map(({ path }) => stateOf(path));
  const hashed = [{ name: 'snapshot.json', path: join(folder, 'snapshot.json') }, ...files];
  hashed.sort((a, b) => (a.name < b.name ? -1 : 1));
  return {
    ...statement,
    folder,
    files,
    sha256: readable(folder, () => contentHash(hashed)),
    notes: [...statement.notes, ...unreadFiles(names, files)],
    refuseChanged: () => {
      const changed = files.find(({ path }, index) => stateOf(path) !== states[index]);
      if (changed) throw changedFile(join(basename(folder), changed.name));
    },
  };
}

/** Size, time of the last change and place on the disk; empty where there is no file any more. */
function stateOf(path: string): string {
  const stat = statSync(path, { bigint: true, throwIfNoEntry: false });
  return stat ? [stat.size, stat.mtimeNs, stat.ino].join(' ') : '';
}

/** Files that machines leave in folders by themselves. */
const littered = /^(\.|~\$|thumbs\.db$|desktop\.ini$)/i;

function unreadFiles(names: readonly string[], files: readonly RegisterFile[]): Told[] {
  const read = new Set(['snapshot.json', ...files.map(({ name }) => name)]);
  return names
    .filter((name) => !read.has(name) && !littered.test(name))
    .map((name) => name.slice(0, 80))
    .map((name) => ({ vi: `tệp không được đọc: ${name}`, en: `file that is not read: ${name}` }));
}

/** Runs the reading of a folder's files. Throws RefusedError unreadable_file where the machine refuses one. */
function readable<T>(folder: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause)) throw cause;
    const path = 'path' in cause && typeof cause.path === 'string' ? cause.path : folder;
    throw new RefusedError(
      {
        reason: 'unreadable_file',
        file: join(basename(folder), basename(path)),
        found: String(cause.code),
        expected: ordinaryFile,
        hint: {
          vi: 'Kiểm tra tệp và quyền đọc, rồi chạy lại.',
          en: 'Check the file and the right to read it, then run again.',
        },
      },
      { cause },
    );
  }
}

interface Wanted {
  name: RegisterName;
  required: boolean;
}

function findRegister(
  folder: string,
  names: readonly string[],
  { name: register, required }: Wanted,
): RegisterFile[] {
  const candidates = names.filter((name) => {
    const [stem, extension, ...more] = name.normalize('NFC').toLowerCase().split('.');
    return stem === register && more.length === 0 && extension !== undefined && extension in formats;
  });
  const [name] = candidates;
  if (!name && !required) return [];
  const format = formats[name?.toLowerCase().split('.').at(-1) ?? ''];
  if (!name || !format || candidates.length > 1) throw refusedFile(folder, register, { candidates, names });
  const path = join(folder, name);
  if (!readable(folder, () => statSync(path)).isFile()) {
    throw new RefusedError({
      reason: 'unreadable_file',
      file: join(basename(folder), name),
      found: { vi: 'không phải tệp thường', en: 'not an ordinary file' },
      expected: ordinaryFile,
      hint: { vi: 'Thay bằng một tệp.', en: 'Put a file in its place.' },
    });
  }
  return [{ register, name, path, format }];
}

function refusedFile(
  folder: string,
  register: RegisterName,
  { candidates, names }: { candidates: readonly string[]; names: readonly string[] },
): RefusedError {
  if (candidates.length > 1) {
    return new RefusedError({
      reason: 'ambiguous_file',
      file: candidates.join(', '),
      found: { vi: `${candidates.length} tệp`, en: `${candidates.length} files` },
      expected: { vi: `một tệp ${register}`, en: `one file ${register}` },
      hint: { vi: 'Chỉ giữ lại một tệp.', en: 'Keep only one of them.' },
    });
  }
  return new RefusedError({
    reason: 'missing_file',
    file: join(basename(folder), `${register}.csv`),
    found: names.find((name) => name.toLowerCase().startsWith(register)) ?? { vi: 'không có', en: 'none' },
    expected: {
      vi: `${register}.csv, ${register}.xlsx hoặc ${register}.parquet`,
      en: `${register}.csv, ${register}.xlsx or ${register}.parquet`,
    },
    hint: {
      vi: `Thêm tệp vào thư mục ${basename(folder)}.`,
      en: `Add the file to the folder ${basename(folder)}.`,
    },
  });
}
