import { readFileSync, statSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl';
import { RefusedError } from '../errors.ts';

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
  if (statSync(path).size > limits.file) throw tooLarge(file, 'tệp lớn hơn 200 MB');
  const bytes = readFileSync(path);
  refuseOtherFormats(bytes, file);
  const archive = await opened(bytes, file);
  const entries = await entriesOf(archive, file);
  refuseOversized(entries, file);
  const byName = new Map(entries.map((entry) => [entry.fileName.toLowerCase(), entry]));
  refuseOtherContents(byName, file);
  if (byName.size < entries.length) throw damaged(file, 'một phần có hai lần');
  return {
    has: (name) => byName.has(name.toLowerCase()),
    read: async (name) => {
      const entry = byName.get(name.toLowerCase());
      if (!entry) throw damaged(file, 'thiếu một phần mà sổ tính nhắc tới');
      return unpacked(archive, entry, file);
    },
  };
}

async function opened(bytes: Buffer, file: string): Promise<ZipFile> {
  try {
    return await fromBufferPromise(bytes, { lazyEntries: true, validateEntrySizes: true });
  } catch (cause) {
    throw damaged(file, 'tệp ZIP không có phần kết thúc', { cause });
  }
}

async function entriesOf(archive: ZipFile, file: string): Promise<Entry[]> {
  if (archive.entryCount > limits.parts) throw tooLarge(file, `${archive.entryCount} phần bên trong`);
  const entries: Entry[] = [];
  try {
    for await (const entry of archive.eachEntry()) entries.push(entry);
  } catch (cause) {
    throw damaged(file, 'mục lục ZIP hỏng', { cause });
  }
  return entries;
}

function refuseOversized(entries: readonly Entry[], file: string): void {
  const total = entries.reduce((sum, { uncompressedSize }) => sum + uncompressedSize, 0);
  if (total > limits.unpacked) throw tooLarge(file, `${Math.round(total / mebibyte)} MB sau khi giải nén`);
  const bomb = entries.some(
    ({ compressedSize, uncompressedSize }) =>
      uncompressedSize > limits.small && uncompressedSize > compressedSize * limits.ratio,
  );
  if (bomb) throw tooLarge(file, `một phần nén hơn ${limits.ratio} lần`);
}

async function unpacked(archive: ZipFile, entry: Entry, file: string): Promise<Buffer> {
  if (entry.isEncrypted()) throw locked(file);
  const bytes = Buffer.allocUnsafe(entry.uncompressedSize);
  let filled = 0;
  try {
    const stream: AsyncIterable<Buffer> = await archive.openReadStreamPromise(entry);
    for await (const piece of stream) filled += piece.copy(bytes, filled);
  } catch (cause) {
    throw damaged(file, 'một phần không giải nén được', { cause });
  }
  if (filled < bytes.length) throw damaged(file, 'một phần ngắn hơn đã ghi');
  if (crc32(bytes) !== entry.crc32) throw damaged(file, 'một phần sai mã kiểm tra CRC');
  return bytes;
}

const zipMagic = Buffer.from('PK');
const oleMagic = Buffer.from('d0cf11e0a1b11ae1', 'hex');

function refuseOtherFormats(bytes: Buffer, file: string): void {
  if (bytes.length === 0) throw unreadable(file, 'tệp rỗng', 'Đề nghị nơi gửi xuất lại tệp.');
  if (bytes.subarray(0, 8).equals(oleMagic)) {
    if (bytes.includes(Buffer.from('EncryptedPackage', 'utf16le'))) throw locked(file);
    throw unreadable(
      file,
      'Excel 97–2003 (.xls)',
      'Mở bằng Excel và lưu lại ở dạng "Excel Workbook (*.xlsx)".',
    );
  }
  if (bytes.subarray(0, 2).equals(zipMagic)) return;
  const start = bytes
    .subarray(0, 1024)
    .toString('utf8')
    .replace(/^\ufeff/, '')
    .trimStart();
  if (start.startsWith('<')) {
    throw unreadable(
      file,
      'HTML hoặc XML mang tên .xlsx',
      'Mở bằng Excel và lưu lại ở dạng "Excel Workbook (*.xlsx)".',
    );
  }
  if (!bytes.subarray(0, 64 * 1024).includes(0)) {
    throw unreadable(file, 'tệp văn bản mang tên .xlsx', 'Nếu là CSV, đổi đuôi tệp thành .csv.');
  }
  throw unreadable(file, 'tệp không phải XLSX', 'Kiểm tra lại tệp và đề nghị gửi lại.');
}

function refuseOtherContents(names: ReadonlyMap<string, Entry>, file: string): void {
  const saveAgain = 'Mở bằng Excel và lưu lại ở dạng "Excel Workbook (*.xlsx)".';
  if (names.has('mimetype')) throw unreadable(file, 'OpenDocument (.ods) mang tên .xlsx', saveAgain);
  if (names.has('xl/workbook.bin'))
    throw unreadable(file, 'sổ tính nhị phân (.xlsb) mang tên .xlsx', saveAgain);
  if (!names.has('[content_types].xml') || !names.has('_rels/.rels')) {
    throw unreadable(file, 'tệp ZIP không phải sổ tính', 'Kiểm tra lại tệp và đề nghị gửi lại.');
  }
}

interface Origin {
  /** Row of the sheet. */
  line?: number | null;
  cause?: unknown;
}

/** Refusal of a file that is no workbook, or none that can be opened. */
export function unreadable(file: string, found: string, hint: string, origin: Origin = {}): RefusedError {
  const { line = null, cause } = origin;
  const expected = 'một sổ tính XLSX trọn vẹn, không đặt mật khẩu';
  return new RefusedError({ reason: 'unreadable_file', file, line, found, expected, hint }, { cause });
}

/** Refusal of a workbook that is cut off or damaged. */
export function damaged(file: string, found: string, origin: Origin = {}): RefusedError {
  const words = `tệp bị cắt hoặc hỏng (${found})`;
  return unreadable(file, words, 'Đề nghị nơi gửi lưu và gửi lại tệp.', origin);
}

function locked(file: string): RefusedError {
  return unreadable(
    file,
    'tệp đặt mật khẩu',
    'Bỏ mật khẩu (Tệp, Thông tin, Bảo vệ sổ làm việc) rồi gửi lại.',
  );
}

function tooLarge(file: string, found: string): RefusedError {
  return new RefusedError({
    reason: 'unreadable_file',
    file,
    found,
    expected: `tối đa ${limits.parts} phần, ${limits.unpacked / mebibyte} MB sau khi giải nén, nén không quá ${limits.ratio} lần`,
    hint: 'Nếu tệp là thật, xóa hình, định dạng và trang tính thừa, hoặc gửi ở dạng CSV hay Parquet.',
  });
}
