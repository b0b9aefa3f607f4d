import { CommanderError } from 'commander';
import { SettingError } from '#warehouse/reference.ts';
import { BusyError, exitCode, RefusedError, toldIn, UsageError } from './errors.ts';
import { unwritable } from './unwritable.ts';

/** Who hears of an error: stdout as JSON where that was asked and nothing was answered yet, and people. */
export interface Listener {
  json: boolean;
  /** Named where the machine does not say which place it cannot write. */
  dataDir: string;
  note(text: string): void;
}

/** Tells an error to people on stderr, and as JSON on stdout where that was asked; gives the exit code. */
export function tell(error: unknown, to: Listener): number {
  const say = (value: unknown, text: string, code: number) => {
    if (to.json) process.stdout.write(`${JSON.stringify(value)}\n`);
    if (text) to.note(text);
    return code;
  };
  const refused = refusedError(error, to.dataDir);
  if (refused) {
    const { refusal, english, warnings } = refused;
    const [vi, en] = (['vi', 'en'] as const).map((language) => warnings.map((each) => each[language]));
    const hasNotes = warnings.length > 0;
    const value = { refused: refusal, ...(hasNotes ? { warnings: vi } : {}) };
    const besides = { refused_en: english, ...(hasNotes ? { warnings_en: en } : {}) };
    const text = [refused.message, ...(vi ?? []).map((each) => `  lưu ý: ${each}`)].join('\n');
    return say(beside(value, besides), text, exitCode.refused);
  }
  if (error instanceof BusyError) {
    return say(
      beside({ busy: error.message }, { busy_en: toldIn(error.told, 'en') }),
      error.message,
      exitCode.busy,
    );
  }
  if (error instanceof UsageError) return say({ usage: error.message }, error.message, exitCode.usage);
  if (error instanceof CommanderError) {
    return error.exitCode === 0 ? exitCode.done : say({ usage: error.message }, '', exitCode.usage);
  }
  const fault = faultText(error);
  return say({ fault }, `Lỗi của chương trình hoặc của máy: ${fault}`, exitCode.fault);
}

/** An answer, with its English words beside where the pages ask for them: who reads the answer of a command knows no others. */
function beside(answer: object, english: object): object {
  return process.env.LANG_KINH_ENGLISH ? { ...answer, ...english } : answer;
}

/** A wrong setting and a place that cannot be written are refusals too; null for any other error. */
export function refusedError(error: unknown, dataDir: string): RefusedError | null {
  if (error instanceof RefusedError) return error;
  if (error instanceof SettingError) {
    const { file, found, expected } = error;
    return new RefusedError({
      reason: 'bad_setting',
      file,
      found,
      expected,
      hint: { vi: 'Sửa tệp trong thư mục settings.', en: 'Mend the file in the settings folder.' },
    });
  }
  const place = unwritable(error);
  if (!place) return null;
  return new RefusedError({
    reason: 'not_writable',
    file: place.file ?? dataDir,
    found: place.found,
    expected: { vi: 'thư mục ghi được, còn chỗ', en: 'a folder that can be written, with room left' },
    hint: {
      vi: 'Bản đang dùng vẫn trọn vẹn. Giải phóng chỗ hoặc sửa quyền của thư mục, rồi chạy lại cùng lệnh: nó làm nốt phần còn lại.',
      en: 'The live version is whole. Make room or mend the rights of the folder, then run the same command again: it does the rest.',
    },
  });
}

/** What may be told of a fault: its first line, never a value that was read. */
function faultText(error: unknown): string {
  if (!(error instanceof Error)) return 'không rõ';
  if (process.env.LANG_KINH_DEBUG) return error.stack ?? error.message;
  return (error.message.split('\n')[0] ?? '').slice(0, 200);
}
