import { RefusedError } from '../errors.ts';

/** The refusal of a file that is no longer what it was when it was first looked at. */
export function changedFile(file: string): RefusedError {
  return new RefusedError({
    reason: 'unreadable_file',
    file,
    found: { vi: 'tệp thay đổi trong khi đọc', en: 'the file changed while it was read' },
    expected: { vi: 'tệp đã ghi xong', en: 'a file that is written to its end' },
    hint: {
      vi: 'Chờ nơi gửi ghi xong rồi nạp lại.',
      en: 'Wait until the sender has written it, then load again.',
    },
  });
}
