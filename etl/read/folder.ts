import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { contractVersion, registers, type RegisterName } from '../contract.ts';
import { RefusedError } from '../errors.ts';
import { contentHash } from './bytes.ts';

export type FileFormat = 'csv' | 'xlsx' | 'parquet';

export interface RegisterFile {
  register: RegisterName;
  /** Name inside the folder, such as `cases.csv`. */
  name: string;
  path: string;
  format: FileFormat;
}

/** A snapshot folder as it lies on the disk: its statement and its files, not yet read. */
export interface SnapshotFolder {
  folder: string;
  asOf: string;
  source: string;
  controlTotals: Partial<Record<RegisterName, number>>;
  notDelivered: string[];
  files: RegisterFile[];
  sha256: string;
}

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
      expected: 'một thư mục số liệu có snapshot.json',
      hint: 'Kiểm tra đường dẫn.',
    });
  }
  const names = readdirSync(folder).sort();
  const statement = readStatement(folder, names);
  const files = registers.flatMap((register) => findRegister(folder, names, register));
  const hashed = [{ name: 'snapshot.json', path: join(folder, 'snapshot.json') }, ...files];
  hashed.sort((a, b) => (a.name < b.name ? -1 : 1));
  return {
    folder,
    asOf: asOfOf(statement, today),
    source: typeof statement.source === 'string' ? statement.source : '',
    controlTotals: controlTotalsOf(statement),
    notDelivered: notDeliveredOf(statement),
    files,
    sha256: contentHash(hashed),
  };
}

function readStatement(folder: string, names: readonly string[]): Record<string, unknown> {
  const file = join(basename(folder), 'snapshot.json');
  if (!names.includes('snapshot.json')) {
    throw new RefusedError({
      reason: 'missing_file',
      file,
      expected: 'snapshot.json với contract và as_of',
      hint: 'Thêm tệp snapshot.json vào thư mục.',
    });
  }
  const value = parsedObject(join(folder, 'snapshot.json'), file);
  if (value.contract !== contractVersion) {
    throw new RefusedError({
      reason: 'unknown_contract',
      file,
      found: shown(value.contract),
      expected: `"contract": ${contractVersion}`,
      hint: 'Tệp theo một phiên bản hợp đồng số liệu khác.',
    });
  }
  return value;
}

function parsedObject(path: string, file: string): Record<string, unknown> {
  const unreadable = (cause?: unknown) =>
    new RefusedError(
      {
        reason: 'unreadable_file',
        file,
        expected: 'một đối tượng JSON',
        hint: 'Sửa cú pháp của snapshot.json.',
      },
      { cause },
    );
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, 'utf8').replace(/^\ufeff/, ''));
  } catch (cause) {
    throw unreadable(cause);
  }
  if (!isRecord(value)) throw unreadable();
  return value;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function shown(value: unknown): string | null {
  if (value === undefined) return 'không có';
  return (JSON.stringify(value) ?? '').slice(0, 40);
}

function asOfOf(statement: Record<string, unknown>, today: string): string {
  const { as_of: asOf } = statement;
  const refuse = (expected: string) =>
    new RefusedError({
      reason: 'bad_as_of',
      file: 'snapshot.json',
      found: shown(asOf),
      expected,
      hint: 'Sửa as_of trong snapshot.json.',
    });
  if (typeof asOf !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(asOf)) throw refuse('ngày dạng YYYY-MM-DD');
  const day = new Date(`${asOf}T00:00:00Z`);
  if (Number.isNaN(day.getTime()) || day.toISOString().slice(0, 10) !== asOf)
    throw refuse('một ngày có thật');
  if (asOf > today) throw refuse(`không sau hôm nay (${today})`);
  if (asOf < '1930-01-01') throw refuse('không trước năm 1930');
  return asOf;
}

function controlTotalsOf(statement: Record<string, unknown>): SnapshotFolder['controlTotals'] {
  const { control_totals: totals } = statement;
  if (totals === undefined || totals === null) return {};
  const bad = (found: unknown) =>
    new RefusedError({
      reason: 'control_total',
      file: 'snapshot.json',
      found: shown(found),
      expected: 'số nguyên không âm cho từng tệp',
      hint: 'Sửa control_totals trong snapshot.json.',
    });
  if (!isRecord(totals)) throw bad(totals);
  const result: SnapshotFolder['controlTotals'] = {};
  for (const { name } of registers) {
    const total = totals[name];
    if (total === undefined || total === null) continue;
    if (typeof total !== 'number' || !Number.isSafeInteger(total) || total < 0) throw bad(total);
    result[name] = total;
  }
  return result;
}

function notDeliveredOf(statement: Record<string, unknown>): string[] {
  const { not_delivered: codes } = statement;
  if (codes === undefined || codes === null) return [];
  if (!Array.isArray(codes) || !codes.every((code): code is string => typeof code === 'string')) {
    throw new RefusedError({
      reason: 'unreadable_file',
      file: 'snapshot.json',
      found: shown(codes),
      expected: 'not_delivered là danh sách mã tổ chức',
      hint: 'Sửa not_delivered trong snapshot.json.',
    });
  }
  return codes.map((code) => code.trim());
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
  if (name && format && candidates.length === 1)
    return [{ register, name, path: join(folder, name), format }];
  throw refusedFile(folder, register, candidates);
}

function refusedFile(folder: string, register: RegisterName, candidates: readonly string[]): RefusedError {
  if (candidates.length > 1) {
    return new RefusedError({
      reason: 'ambiguous_file',
      file: candidates.join(', '),
      found: `${candidates.length} tệp`,
      expected: `một tệp ${register}`,
      hint: 'Chỉ giữ lại một tệp.',
    });
  }
  return new RefusedError({
    reason: 'missing_file',
    file: `${register}.csv`,
    expected: `${register}.csv, ${register}.xlsx hoặc ${register}.parquet`,
    hint: `Thêm tệp vào thư mục ${basename(folder)}.`,
  });
}
