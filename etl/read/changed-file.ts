import { RefusedError } from '../errors.ts';

/** The refusal of a file that is no longer what it was when it was first looked at. */
export function changedFile(file: string): RefusedError {
  return new RefusedError({
    reason: 'unreadable_file',
    file,
    found: 'tệp thay đổi trong khi đọc',
    expected: 'tệp đã ghi xong',
    hint: 'Chờ nơi gửi ghi xong rồi nạp lại.',
  });
}
