import { readFileSync, statSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl';
import { RefusedError, type Told, toldIn } from '../errors.ts';
import { refuseOtherKind } from './file-kind-words.ts';

const mebibyte = 1024 * 1024;
const limits = {
  /** Of the file as it lies on the disk. */
  file: 200 * mebibyte,
  parts: 500,
  /** Of all parts together, unpacked. */
  unpacked: 300 * mebibyte,
  ratio: 150,
  /** A part smaller than this cannot hurt, however well it packs. */
  small: 16 * mebibyte,
};

/** A ZIP file that was looked at and found within bounds. */
export interface Archive {
  has(name: string): boolean;
  /** A part unpacked, held against its stated size and checksum. Throws RefusedError unreadable_file. */
  read(name: string): Promise<Buffer>;
}

/**
 * Opens an XLSX file and looks at its table of contents; nothing is unpacked but what is asked for by name.
 * Throws RefusedError unreadable_file: no XLSX at all, with a password, cut off, damaged, or larger inside than it may be.
 */
export async function openArchive(path: string, file: string): Promise<Archive> {
  refuseOtherKind(path, file, 'xlsx');
  if (statSync(path).size > limits.file)
    throw tooLarge(file, { vi: 'tệp lớn hơn 200 MB', en: 'a file larger than 200 MB' });
  const bytes = readFileSync(path);
  const archive = await opened(bytes, file);
  const entries = await entriesOf(archive, file);
  refuseOversized(entries, file);
  const byName = new Map(entries.map((entry) => [entry.fileName.toLowerCase(), entry]));
  if (byName.size < entries.length) throw damaged(file, { vi: 'một phần có hai lần', en: 'a part twice' });
  return {
    has: (name) => byName.has(name.toLowerCase()),
    read: async (name) => {
      const entry = byName.get(name.toLowerCase());
      if (!entry)
        throw damaged(file, {
          vi: 'thiếu một phần mà sổ tính nhắc tới',
          en: 'without a part that the workbook names',
        });
      return unpacked(archive, entry, file);
    },
  };
}

async function opened(bytes: Buffer, file: string): Promise<ZipFile> {
  try {
    return await fromBufferPromise(bytes, { lazyEntries: true, validateEntrySizes: true });
  } catch (cause) {
    throw damaged(
      file,
      { vi: 'tệp ZIP không có phần kết thúc', en: 'a ZIP file without its end' },
      { cause },
    );
  }
}

async function entriesOf(archive: ZipFile, file: string): Promise<Entry[]> {
  if (archive.entryCount > limits.parts)
    throw tooLarge(file, {
      vi: `${archive.entryCount} phần bên trong`,
      en: `${archive.entryCount} parts inside`,
    });
  const entries: Entry[] = [];
  try {
    for await (const entry of archive.eachEntry()) entries.push(entry);
  } catch (cause) {
    throw damaged(file, { vi: 'mục lục ZIP hỏng', en: 'a broken ZIP directory' }, { cause });
  }
  return entries;
}

function refuseOversized(entries: readonly Entry[], file: string): void {
  const total = entries.reduce((sum, { uncompressedSize }) => sum + uncompressedSize, 0);
  if (total > limits.unpacked)
    throw tooLarge(file, {
      vi: `${Math.round(total / mebibyte)} MB sau khi giải nén`,
      en: `${Math.round(total / mebibyte)} MB unpacked`,
    });
  const bomb = entries.some(
    ({ compressedSize, uncompressedSize }) =>
      uncompressedSize > limits.small && uncompressedSize > compressedSize * limits.ratio,
  );
  if (bomb)
    throw tooLarge(file, {
      vi: `một phần nén hơn ${limits.ratio} lần`,
      en: `a part packed over ${limits.ratio} times`,
    });
}

async function unpacked(archive: ZipFile, entry: Entry, file: string): Promise<Buffer> {
  if (entry.isEncrypted()) throw locked(file);
  const bytes = Buffer.allocUnsafe(entry.uncompressedSize);
  let filled = 0;
  try {
    const stream: AsyncIterable<Buffer> = await archive.openReadStreamPromise(entry);
    for await (const piece of stream) filled += piece.copy(bytes, filled);
  } catch (cause) {
    throw damaged(
      file,
      { vi: 'một phần không giải nén được', en: 'a part that cannot be unpacked' },
      { cause },
    );
  }
  if (filled < bytes.length)
    throw damaged(file, { vi: 'một phần ngắn hơn đã ghi', en: 'a part shorter than stated' });
  if (crc32(bytes) !== entry.crc32)
    throw damaged(file, { vi: 'một phần sai mã kiểm tra CRC', en: 'a part with a wrong CRC' });
  return bytes;
}

interface Origin {
  /** Row of the sheet. */
  line?: number | null;
  cause?: unknown;
}

/** Refusal of a file that is no workbook, or none that can be opened. */
export function unreadable(file: string, found: Told, hint: Told, origin: Origin = {}): RefusedError {
  const { line = null, cause } = origin;
  const expected = {
    vi: 'một sổ tính XLSX trọn vẹn, không đặt mật khẩu',
    en: 'a whole XLSX workbook without a password',
  };
  return new RefusedError({ reason: 'unreadable_file', file, line, found, expected, hint }, { cause });
}

/** Refusal of a workbook that is cut off or damaged. */
export function damaged(file: string, found: Told, origin: Origin = {}): RefusedError {
  const words = {
    vi: `tệp bị cắt hoặc hỏng (${toldIn(found, 'vi')})`,
    en: `a file that is cut off or damaged (${toldIn(found, 'en')})`,
  };
  return unreadable(
    file,
    words,
    { vi: 'Đề nghị nơi gửi lưu và gửi lại tệp.', en: 'Ask the sender to save the file and send it again.' },
    origin,
  );
}

function locked(file: string): RefusedError {
  return unreadable(
    file,
    { vi: 'tệp đặt mật khẩu', en: 'a file with a password' },
    {
      vi: 'Bỏ mật khẩu (Tệp, Thông tin, Bảo vệ sổ làm việc) rồi gửi lại.',
      en: 'Take the password away (File, Info, Protect Workbook) and send it again.',
    },
  );
}

function tooLarge(file: string, found: Told): RefusedError {
  return new RefusedError({
    reason: 'unreadable_file',
    file,
    found,
    expected: {
      vi: `tối đa ${limits.parts} phần, ${limits.unpacked / mebibyte} MB sau khi giải nén, nén không quá ${limits.ratio} lần`,
      en: `at most ${limits.parts} parts, ${limits.unpacked / mebibyte} MB unpacked, packed not over ${limits.ratio} times`,
    },
    hint: {
      vi: 'Nếu tệp là thật, xóa hình, định dạng và trang tính thừa, hoặc gửi ở dạng CSV hay Parquet.',
      en: 'If the file is genuine, delete pictures, formats and sheets that are not needed, or send CSV or Parquet.',
    },
  });
}
