import { renameSync, rmSync, statSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { sha256Of } from '#warehouse/whole.server.ts';
import { isCode } from '../error-code.ts';
import { RefusedError } from '../errors.ts';
import { damagedVersion } from '../steps/version-folders.ts';

/** A file to copy, with the SHA-256 that it must have. */
export interface Copy {
  from: string;
  to: string;
  sha256: string;
}

const unreadable = {
  vi: 'không đọc được từ đĩa hoặc ổ mạng',
  en: 'it cannot be read from the disk or the network place',
};
const pieceBytes = 4 * 1024 * 1024;

/**
 * Copies a file under another name first, to the disk, and renames it once what lies there has the hash. What an
 * earlier attempt left is continued; should the whole not fit then, the copy begins anew.
 * Throws RefusedError unreadable_file when the source is not what was published, not_writable when the copy is not what
 * was written.
 */
export async function copyChecked(copy: Copy, onBytes: (count: number) => void): Promise<void> {
  const part = `${copy.to}.part`;
  for (const isRetry of [false, true]) {
    if (isRetry) rmSync(part, { force: true });
    const held = statSync(part, { throwIfNoEntry: false })?.size ?? 0;
    await appendFrom(copy.from, { part, start: held, onBytes });
    if ((await sha256Of(part)) === copy.sha256) return renameSync(part, copy.to);
    if (held === 0) break;
  }
  rmSync(part, { force: true });
  if ((await sha256Of(copy.from)) !== copy.sha256) throw damagedVersion(copy.from);
  throw new RefusedError({
    reason: 'not_writable',
    file: copy.to,
    found: {
      vi: 'nội dung đọc lại không giống nội dung đã ghi',
      en: 'what was read back is not what was written',
    },
    expected: { vi: 'một nơi lưu giữ đúng những gì được ghi', en: 'a place that keeps what is written' },
    hint: {
      vi: 'Bản đang dùng ở đó không đổi. Kiểm tra đĩa hoặc ổ mạng rồi chạy lại.',
      en: 'The live version there is unchanged. Look at the disk or the network place, then run this again.',
    },
  });
}

interface Appending {
  part: string;
  start: number;
  onBytes(count: number): void;
}

async function appendFrom(from: string, { part, start, onBytes }: Appending): Promise<void> {
  const source = await open(from, 'r').catch((cause: unknown) => {
    throw damagedVersion(from, { vi: 'không mở được', en: 'it cannot be opened' }, cause);
  });
  try {
    const target = await open(part, 'a', 0o640);
    try {
      onBytes(start);
      await pump(source, target, { from, start, onBytes });
      await synced(target);
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
}

async function pump(
  source: FileHandle,
  target: FileHandle,
  { from, start, onBytes }: Omit<Appending, 'part'> & { from: string },
): Promise<void> {
  const buffer = Buffer.allocUnsafe(pieceBytes);
  for (let at = start; ;) {
    const { bytesRead } = await source.read(buffer, 0, pieceBytes, at).catch((cause: unknown) => {
      throw damagedVersion(from, unreadable, cause);
    });
    if (bytesRead === 0) return;
    await target.appendFile(buffer.subarray(0, bytesRead));
    at += bytesRead;
    onBytes(bytesRead);
  }
}

/** Not every mounted place can bring a file or folder to rest; the hash is read back all the same. */
async function synced(file: FileHandle): Promise<void> {
  try {
    await file.sync();
  } catch (error) {
    if (!isUnsupported(error)) throw error;
  }
}

/** Brings a file or folder of a mounted place to its disk, read-only where it can be that. */
export async function settle(path: string, mode?: number): Promise<void> {
  const file = await open(path, 'r');
  try {
    if (mode !== undefined) await file.chmod(mode);
    await file.sync();
  } catch (error) {
    if (!isUnsupported(error)) throw error;
  } finally {
    await file.close();
  }
}

function isUnsupported(error: unknown): boolean {
  return isCode(error, 'EINVAL', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP', 'EPERM');
}
