import type { Words } from '#warehouse/metrics.ts';

/** What the machine refused to write, and where it said so. */
export interface Unwritable {
  found: Words;
  file: string | null;
}

const systemWords: Record<string, Words> = {
  ENOSPC: { vi: 'đĩa đầy', en: 'the disk is full' },
  EDQUOT: { vi: 'hết hạn mức đĩa', en: 'the disk quota is used up' },
  EFBIG: { vi: 'vượt giới hạn kích thước tệp', en: 'over the limit for the size of a file' },
  EACCES: { vi: 'không có quyền ghi', en: 'no right to write' },
  EPERM: { vi: 'không có quyền ghi', en: 'no right to write' },
  EROFS: { vi: 'thư mục chỉ đọc', en: 'a folder to read only' },
  EIO: { vi: 'lỗi vào ra của đĩa', en: 'an input or output error of the disk' },
  ENOTCONN: { vi: 'ổ mạng đã mất kết nối', en: 'the network drive is disconnected' },
  ESTALE: { vi: 'ổ mạng đã mất kết nối', en: 'the network drive is disconnected' },
  EHOSTDOWN: { vi: 'ổ mạng đã mất kết nối', en: 'the network drive is disconnected' },
  ETIMEDOUT: { vi: 'ổ mạng không trả lời', en: 'the network drive does not answer' },
  ENOTDIR: { vi: 'đường dẫn không phải thư mục', en: 'a path that is no folder' },
  EEXIST: { vi: 'đường dẫn đã là một tệp', en: 'a path that is a file already' },
};

/** SQLite's own codes, which go on behind these beginnings. */
const sqliteWords: readonly [RegExp, string][] = [
  [/^SQLITE_FULL/, 'ENOSPC'],
  [/^SQLITE_IOERR/, 'EIO'],
  [/^SQLITE_(READONLY|CANTOPEN|PERM)/, 'EACCES'],
];

/** DuckDB tells the system's words, without a code (seen in 1.5.6). */
const duckdbWords: readonly [RegExp, string][] = [
  [/No space left on device/i, 'ENOSPC'],
  [/Disk quota exceeded/i, 'EDQUOT'],
  [/File too large/i, 'EFBIG'],
  [/Permission denied/i, 'EACCES'],
  [/Read-only file system/i, 'EROFS'],
  [/Input\/output error/i, 'EIO'],
];

/** What an error says of a place that cannot be written, its causes included; null for any other error. */
export function unwritable(error: unknown): Unwritable | null {
  if (!(error instanceof Error)) return null;
  return saidBySystem(error) ?? saidByDuckdb(error.message) ?? unwritable(error.cause);
}

function saidBySystem(error: Error): Unwritable | null {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const found = systemWords[sqliteWords.find(([form]) => form.test(code))?.[1] ?? code];
  if (!found) return null;
  return { found, file: 'path' in error && typeof error.path === 'string' ? error.path : null };
}

function saidByDuckdb(message: string): Unwritable | null {
  if (!/\b(Failed to commit|IO Error|has been invalidated|FATAL Error)\b/.test(message)) return null;
  const code = duckdbWords.find(([words]) => words.test(message))?.[1];
  const file = /file "([^"]+)"/.exec(message)?.[1] ?? null;
  if (code) return { found: systemWords[code] ?? { vi: code, en: code }, file };
  return /has been invalidated/.test(message)
    ? { found: { vi: 'tệp bị khóa lại sau một lỗi ghi', en: 'a file locked after a failed write' }, file }
    : null;
}
