import type { Words } from '#warehouse/metrics.ts';
import { RefusedError, type Told } from '../errors.ts';
import type { EncodingName } from './encoding.ts';

/** What is said of a file in which some program left its sign for what it could not read. */
export const replacementNote: Words = {
  vi: 'Có ký tự thay thế (\ufffd): chữ đã mất trước khi gửi, đề nghị nơi gửi xuất lại tệp.',
  en: 'There are replacement characters (\ufffd): letters were lost before the file was sent, ask the sender to export it again.',
};

/** What is said of some words that seem spoilt in a file that is right as a whole. */
export function suspectNote(suspects: number): Words {
  return {
    vi: `${suspects} từ có vẻ gõ bằng phông chữ cũ hoặc đổi sai bảng mã: giữ nguyên, đề nghị nơi gửi xem lại.`,
    en: `${suspects} words seem typed in an old font or turned into a wrong encoding: kept as they stand, ask the sender to look again.`,
  };
}

const fewestLost = 3;

/** With bounds, because a value of a million letters would else be gone through a million times. */
const lostLetters = /\p{L}{1,30}\?{1,9}\p{L}{1,30}/gu;

/** What is said of words such as `t?nh`, which a program leaves that has no letter for what it writes; nothing of a few. */
export function lostNotes(texts: readonly string[]): Words[] {
  const lost = new Set(
    texts.filter((text) => text.includes('?')).flatMap((text) => text.match(lostLetters) ?? []),
  );
  if (lost.size < fewestLost) return [];
  return [
    {
      vi: `${lost.size} từ có dấu ? giữa chữ: có thể đã mất chữ khi xuất tệp, đề nghị nơi gửi xem lại.`,
      en: `${lost.size} words have a ? among their letters, possibly lost when the file was exported: ask the sender to look again.`,
    },
  ];
}

/** The refusal of a file whose encoding cannot be told. */
export function unknownEncoding(file: string, found: Told, line: number | null): RefusedError {
  return new RefusedError({
    reason: 'unknown_encoding',
    file,
    line,
    found,
    expected: {
      vi: 'UTF-8, UTF-16, Windows-1258, TCVN3 (ABC) hoặc VNI, nhận ra được rõ ràng',
      en: 'UTF-8, UTF-16, Windows-1258, TCVN3 (ABC) or VNI, clearly told apart',
    },
    hint: {
      vi: 'Đề nghị nơi gửi lưu lại tệp ở dạng "CSV UTF-8", chữ gõ bằng phông Unicode.',
      en: 'Ask the sender to save the file as “CSV UTF-8”, typed in a Unicode font.',
    },
  });
}

/** The refusal of a file in which a byte, or half a letter, has no meaning in its encoding. */
export function undecodable(file: string, line: number, name: EncodingName): RefusedError {
  return unknownEncoding(
    file,
    { vi: `byte không có trong bảng mã ${name}`, en: `a byte that the encoding ${name} does not have` },
    line,
  );
}
