/** What the machine refused to write, and where it said so. */
export interface Unwritable {
  found: string;
  file: string | null;
}

const systemWords: Record<string, string> = {
  ENOSPC: 'đĩa đầy',
  EDQUOT: 'hết hạn mức đĩa',
  EFBIG: 'vượt giới hạn kích thước tệp',
  EACCES: 'không có quyền ghi',
  EPERM: 'không có quyền ghi',
  EROFS: 'thư mục chỉ đọc',
  EIO: 'lỗi vào ra của đĩa',
  ENOTCONN: 'ổ mạng đã mất kết nối',
  ESTALE: 'ổ mạng đã mất kết nối',
  EHOSTDOWN: 'ổ mạng đã mất kết nối',
  ETIMEDOUT: 'ổ mạng không trả lời',
  ENOTDIR: 'đường dẫn không phải thư mục',
  EEXIST: 'đường dẫn đã là một tệp',
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
  if (code) return { found: systemWords[code] ?? code, file };
  return /has been invalidated/.test(message) ? { found: 'tệp bị khóa lại sau một lỗi ghi', file } : null;
}
