import type { KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Words } from '#warehouse/metrics.ts';
import { BadKey, publisherKey } from '#warehouse/signature.server.ts';
import { RefusedError } from '../errors.ts';

/** A province as the centre lists it. */
export interface Province {
  /** Stands before each of its codes. */
  prefix: string;
  name: string;
  /** The folder of its published versions. */
  folder: string;
  /** The key by which its versions must be signed; null: nothing is asked. */
  publisher: KeyObject | null;
}

const head = 'prefix,name,folder';
const signedHead = `${head},key`;

/**
 * The provinces of a list: a CSV file with a line each of prefix (letters and digits), name, folder and perhaps the file
 * of its publisher's key; paths may be relative to the file. Throws RefusedError bad_setting, with the line.
 */
export function readProvinces(path: string): Province[] {
  const [first, ...lines] = textOf(path)
    .replace(/^\ufeff/, '')
    .trimEnd()
    .split(/\r?\n/);
  if (first?.trim() !== head && first?.trim() !== signedHead)
    refuse(path, 1, first ?? '', {
      vi: `dòng đầu là "${head}" hoặc "${signedHead}"`,
      en: `a first line "${head}" or "${signedHead}"`,
    });
  const provinces = lines.map((line, index) => {
    const [prefix = '', name = '', folder = '', key = '', ...more] = line
      .split(',')
      .map((cell) => cell.trim());
    if (more.length > 0 || name === '' || folder === '')
      refuse(path, index + 2, line, {
        vi: 'các ô: tiền tố, tên, thư mục, tệp khóa nếu có (không có dấu phẩy ở trong)',
        en: 'cells: prefix, name, folder, perhaps a key file (without commas in them)',
      });
    if (!/^[A-Za-z0-9]{1,8}$/.test(prefix))
      refuse(path, index + 2, prefix, {
        vi: 'tiền tố gồm 1–8 chữ hoặc số',
        en: 'a prefix of 1–8 letters or digits',
      });
    const publisher = key === '' ? null : keyIn(path, index + 2, resolve(dirname(path), key));
    return { prefix, name, folder: resolve(dirname(path), folder), publisher };
  });
  provinces.forEach((province, index) => {
    const isTwice = (key: 'prefix' | 'folder') =>
      provinces.findIndex((other) => other[key] === province[key]) < index;
    if (isTwice('prefix'))
      refuse(path, index + 2, province.prefix, {
        vi: 'mỗi tỉnh một tiền tố',
        en: 'a prefix for each province',
      });
    if (isTwice('folder'))
      refuse(path, index + 2, province.folder, {
        vi: 'mỗi tỉnh một thư mục',
        en: 'a folder for each province',
      });
  });
  if (provinces.length === 0) refuse(path, 2, '', { vi: 'ít nhất một tỉnh', en: 'at least one province' });
  return provinces;
}

function keyIn(path: string, line: number, file: string): KeyObject {
  try {
    return publisherKey(file);
  } catch (cause) {
    if (!(cause instanceof BadKey)) throw cause;
    return refuse(path, line, file, {
      vi: 'một tệp có khóa công khai Ed25519 dạng PEM',
      en: 'a file with a public Ed25519 key as PEM',
    });
  }
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause)) throw cause;
    return refuse(path, null, String(cause.code), {
      vi: 'một tệp CSV đọc được',
      en: 'a CSV file that can be read',
    });
  }
}

function refuse(file: string, line: number | null, found: string, expected: Words): never {
  const hint = { vi: 'Sửa danh sách tỉnh.', en: 'Mend the list of provinces.' };
  throw new RefusedError({ reason: 'bad_setting', file, line, found, expected, hint });
}
