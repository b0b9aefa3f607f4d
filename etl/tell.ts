import { CommanderError } from 'commander';
import { SettingError } from '#warehouse/reference.ts';
import { BusyError, exitCode, RefusedError, UsageError } from './errors.ts';

/** Who hears of an error: stdout as JSON where that was asked and nothing was answered yet, and people. */
export interface Listener {
  json: boolean;
  note(text: string): void;
}

/** Tells an error to people on stderr, and as JSON on stdout where that was asked; gives the exit code. */
export function tell(error: unknown, to: Listener): number {
  const say = (value: unknown, text: string, code: number) => {
    if (to.json) process.stdout.write(`${JSON.stringify(value)}\n`);
    if (text) to.note(text);
    return code;
  };
  const refused = refusedError(error);
  if (refused) return say({ refused: refused.refusal }, refused.message, exitCode.refused);
  if (error instanceof BusyError) return say({ busy: error.message }, error.message, exitCode.busy);
  if (error instanceof UsageError) return say({ usage: error.message }, error.message, exitCode.usage);
  if (error instanceof CommanderError) {
    return error.exitCode === 0 ? exitCode.done : say({ usage: error.message }, '', exitCode.usage);
  }
  const fault = faultText(error);
  return say({ fault }, `Lỗi của chương trình hoặc của máy: ${fault}`, exitCode.fault);
}

/** A wrong setting and a place that cannot be written are refusals too; null for any other error. */
function refusedError(error: unknown): RefusedError | null {
  if (error instanceof RefusedError) return error;
  if (error instanceof SettingError) {
    const { file, found, expected } = error;
    return new RefusedError({
      reason: 'bad_setting',
      file,
      found,
      expected,
      hint: 'Sửa tệp trong thư mục settings.',
    });
  }
  const unwritable = unwritableText(error);
  if (!unwritable) return null;
  return new RefusedError({
    reason: 'not_writable',
    ...unwritable,
    expected: 'thư mục ghi được, còn chỗ',
    hint: 'Kiểm tra DATA_DIR, quyền và dung lượng đĩa.',
  });
}

const systemWords: Record<string, string> = {
  ENOSPC: 'đĩa đầy',
  EACCES: 'không có quyền ghi',
  EPERM: 'không có quyền ghi',
  EROFS: 'thư mục chỉ đọc',
  ENOTDIR: 'đường dẫn không phải thư mục',
  EEXIST: 'đường dẫn đã là một tệp',
};

/** What the machine refused to write, and where; null for any other error. */
function unwritableText(error: unknown): { found: string; file: string | null } | null {
  if (!(error instanceof Error && 'code' in error && typeof error.code === 'string')) return null;
  const found = systemWords[error.code];
  return found
    ? { found, file: 'path' in error && typeof error.path === 'string' ? error.path : null }
    : null;
}

/** What may be told of a fault: its first line, never a value that was read. */
function faultText(error: unknown): string {
  if (!(error instanceof Error)) return 'không rõ';
  if (process.env.LANG_KINH_DEBUG) return error.stack ?? error.message;
  return (error.message.split('\n')[0] ?? '').slice(0, 200);
}
