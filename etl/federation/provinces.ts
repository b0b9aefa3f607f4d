import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { RefusedError } from '../errors.ts';

/** A province as the centre lists it. */
export interface Province {
  /** Stands before each of its codes. */
  prefix: string;
  name: string;
  /** The folder of its published versions. */
  folder: string;
}

const head = 'prefix,name,folder';

/**
 * The provinces of a list: a CSV file with a line each of prefix (letters and digits), name and folder, which may be
 * relative to the file. Throws RefusedError bad_setting, with the line.
 */
export function readProvinces(path: string): Province[] {
  const [first, ...lines] = textOf(path)
    .replace(/^\ufeff/, '')
    .trimEnd()
    .split(/\r?\n/);
  if (first?.trim() !== head) refuse(path, 1, first ?? '', `dòng đầu là "${head}"`);
  const provinces = lines.map((line, index) => {
    const [prefix = '', name = '', folder = '', ...more] = line.split(',').map((cell) => cell.trim());
    if (more.length > 0 || name === '' || folder === '')
      refuse(path, index + 2, line, 'ba ô: tiền tố, tên, thư mục (không có dấu phẩy ở trong)');
    if (!/^[A-Za-z0-9]{1,8}$/.test(prefix)) refuse(path, index + 2, prefix, 'tiền tố gồm 1–8 chữ hoặc số');
    return { prefix, name, folder: resolve(dirname(path), folder) };
  });
  provinces.forEach((province, index) => {
    const isTwice = (key: 'prefix' | 'folder') =>
      provinces.findIndex((other) => other[key] === province[key]) < index;
    if (isTwice('prefix')) refuse(path, index + 2, province.prefix, 'mỗi tỉnh một tiền tố');
    if (isTwice('folder')) refuse(path, index + 2, province.folder, 'mỗi tỉnh một thư mục');
  });
  if (provinces.length === 0) refuse(path, 2, '', 'ít nhất một tỉnh');
  return provinces;
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause)) throw cause;
    return refuse(path, null, String(cause.code), 'một tệp CSV đọc được');
  }
}

function refuse(file: string, line: number | null, found: string, expected: string): never {
  throw new RefusedError({ reason: 'bad_setting', file, line, found, expected, hint: 'Sửa danh sách tỉnh.' });
}
