import type { Words } from '#warehouse/metrics.ts';
import { signWords } from '#warehouse/signs.ts';

const kinds = [
  'category_vanished',
  'share_moved',
  'organisation_silent',
  'organisation_emptied',
  'organisation_alike',
  'stage_back',
  'case_reopened',
  'columns_swapped',
  'heading_repeated',
  'quotes_curly',
  'parents_in_ring',
  'sign_foreign',
  'succession_to_itself',
  'end_with_successor',
  'succession_too_early',
  'successions_in_ring',
  'days_crossed',
  'month_first',
  'zeros_lost',
  'same_as_before',
] as const;

export type DriftKind = (typeof kinds)[number];

/** Something unlikely in a file of a snapshot. */
export interface Drift {
  asOf: string;
  file: string;
  kind: DriftKind;
  /** A column and its code (`stage=closed`), a column, two columns, a sign, or up to three codes of organisations or successions. */
  subject: string | null;
  /** What a category is called, the first lines of rows, or signs by their numbers. */
  labels: Words;
  snapshotsBefore: number;
  /** A number of rows or organisations, or a share (0-1). */
  value: number;
  /** What was to be expected, of the same unit; null: nothing to hold it against. */
  low: number | null;
  high: number | null;
}

/** What a sentence about it needs beside its message. */
export type NamedDrift = Pick<Drift, 'asOf' | 'file' | 'kind' | 'subject'>;

/** Whether a text names a kind of warning. */
export function isDriftKind(text: string): text is DriftKind {
  return kinds.some((kind) => kind === text);
}

/** Of a number of rows or organisations; the lines on which the rows stand, and signs in words, where a question tells them. */
type Sayings = Record<keyof Words, (count: string, lines: string, signs: string) => string>;

/** What is said of a number of rows or organisations. */
const countedMessages: Record<Exclude<DriftKind, 'category_vanished' | 'share_moved'>, Sayings> = {
  organisation_silent: {
    vi: (count) => `${count} tổ chức không gửi số liệu`,
    en: (count) => `organisations that sent nothing: ${count}`,
  },
  organisation_emptied: {
    vi: (count) => `${count} tổ chức kỳ trước có đảng viên, kỳ này không còn ai mà chưa kết thúc`,
    en: (count) => `organisations with members in the snapshot before, none now, and not ended: ${count}`,
  },
  organisation_alike: {
    vi: (count, _, signs) =>
      `${count} mã tổ chức chỉ khác mã khác ở chữ hoa, dấu, Đ/D, kiểu gạch hoặc kiểu chữ số${signs && ` (${signs})`}: có thể một tổ chức ghi bằng hai mã`,
    en: (count, _, signs) =>
      `codes of organisations that differ from others only in case, marks, Đ for D, the kind of dash or the form of figures${signs && ` (${signs})`}: ${count}; possibly one organisation under two codes`,
  },
  stage_back: {
    vi: (count) => `${count} hồ sơ lùi lại giai đoạn trước`,
    en: (count) => `cases that went back to an earlier stage: ${count}`,
  },
  case_reopened: {
    vi: (count) => `${count} hồ sơ đã kết thúc nay mở lại`,
    en: (count) => `closed cases that are open again: ${count}`,
  },
  columns_swapped: {
    vi: (count) => `${count} dòng bị loại có giá trị của cột này nằm ở cột kia: có vẻ hai cột đã đổi chỗ`,
    en: (count) =>
      `rejected rows with a value of the one column in the other, as if the two were swapped: ${count}`,
  },
  heading_repeated: {
    vi: (count, lines) =>
      `${count} dòng bị loại là tiêu đề lặp lại giữa dữ liệu (dòng ${lines}): đề nghị nơi gửi xuất một bảng liền, không có đầu trang`,
    en: (count, lines) =>
      `rejected rows that repeat the heading among the data: ${count} (lines ${lines}); ask the sender for one table without page headings`,
  },
  quotes_curly: {
    vi: (count, lines) =>
      `${count} dòng bị loại có giá trị nằm trong dấu ngoặc cong “…” (dòng ${lines}): đề nghị nơi gửi xuất lại với dấu " thẳng, hoặc không dùng dấu ngoặc`,
    en: (count, lines) =>
      `rejected rows with values in curly quotes “…”: ${count} (lines ${lines}); ask the sender to export with straight quotes, or none`,
  },
  sign_foreign: {
    vi: (count, lines, sign) =>
      `${count} dòng bị loại vì mã có ký tự lạ: ${sign} (dòng ${lines}): đề nghị nơi gửi gõ lại mã bằng bàn phím`,
    en: (count, lines, sign) =>
      `rejected rows with a foreign sign in a code, ${sign}: ${count} (lines ${lines}); ask the sender to type the codes anew`,
  },
  succession_to_itself: {
    vi: (count) => `${count} dòng kế thừa của một tổ chức sang chính nó: sửa mã cũ hoặc mã mới`,
    en: (count) =>
      `successions of an organisation onto itself: ${count}; mend the code of the old or of the new one`,
  },
  end_with_successor: {
    vi: (count) =>
      `${count} dòng ghi "ended" (kết thúc) mà vẫn có tổ chức mới: số liệu không theo sang đó; nếu có kế thừa, ghi đúng loại thay đổi, nếu không, bỏ mã mới`,
    en: (count) =>
      `successions that say “ended” and name a successor: ${count}; figures do not follow to it: say what the change was, or take the new code away`,
  },
  succession_too_early: {
    vi: (count) =>
      `${count} dòng kế thừa có ngày ở tháng mà tổ chức cũ hoặc mới chưa thành lập: sửa event_on hoặc established_on`,
    en: (count) =>
      `successions in a month in which the old or the new organisation was not established yet: ${count}; mend event_on or established_on`,
  },
  successions_in_ring: {
    vi: (count) =>
      `${count} dòng kế thừa nối thành vòng, tổ chức cuối cùng lại là tổ chức đầu: xem lại mã và ngày`,
    en: (count) =>
      `successions that close a ring, the last organisation being the first again: ${count}; look again at codes and days`,
  },
  parents_in_ring: {
    vi: (count, lines) =>
      `${count} tổ chức bị loại vì đứng trên nhau thành vòng (dòng ${lines}): sửa mã tổ chức cấp trên`,
    en: (count, lines) =>
      `rejected organisations that stand above each other in a ring: ${count} (lines ${lines}); mend the codes of the organisations above`,
  },
  days_crossed: {
    vi: (count) => `${count} dòng mới hoặc mới sửa có hai ngày ngược thứ tự: có thể hai cột đã đổi chỗ`,
    en: (count) =>
      `new or changed rows with two days in the wrong order, possibly two columns swapped: ${count}`,
  },
  month_first: {
    vi: (count) =>
      `${count} ngày bị loại đọc được nếu tháng đứng trước ngày: những ngày khác của cột có thể đã bị hiểu sai, hãy xem lại`,
    en: (count) =>
      `rejected dates that would be good with the month in front: ${count}; other dates of the column may have been misread, look again`,
  },
  zeros_lost: {
    vi: (count) => `ít nhất ${count} mã sẽ là mã đã biết nếu thêm số 0 ở đầu: có vẻ tệp đã mất số 0 ở đầu mã`,
    en: (count) =>
      `codes that would be known ones with zeros in front, at least: ${count}; the file seems to have lost zeros`,
  },
  same_as_before: {
    vi: () => 'không một dòng nào khác kỳ trước: có thể đã gửi lại tệp của kỳ trước',
    en: () => 'not one row differs from the snapshot before: possibly the file of the month before',
  },
};

/** What a warning says, without naming an organisation: those stand in its subject. */
export function driftMessage(drift: Drift): Words {
  const vi = (value: number | null) => written(value ?? 0, { point: ',', group: '.' });
  const en = (value: number | null) => written(value ?? 0, { point: '.', group: ',' });
  const share = (value: number | null) => (value ?? 0) * 100;
  const { value, low, high, snapshotsBefore: before } = drift;
  switch (drift.kind) {
    case 'category_vanished':
      return {
        vi: `${categoryIn(drift, 'vi')} không còn dòng nào, kỳ trước có ${vi(low)}`,
        en: `${categoryIn(drift, 'en')} has no row left, there were ${en(low)} in the snapshot before`,
      };
    case 'share_moved':
      return {
        vi: `${categoryIn(drift, 'vi')} chiếm ${vi(share(value))} % số dòng, ngoài khoảng thường gặp ${vi(share(low))} % đến ${vi(share(high))} % của ${before} kỳ trước`,
        en: `${categoryIn(drift, 'en')} has ${en(share(value))}% of the rows, outside the usual ${en(share(low))}% to ${en(share(high))}% of the ${before} snapshots before`,
      };
    default: {
      const told = countedMessages[drift.kind];
      const signs = signsIn(drift);
      return {
        vi: told.vi(vi(value), drift.labels.vi, signs.vi),
        en: told.en(en(value), drift.labels.en, signs.en),
      };
    }
  }
}

function categoryIn({ subject, labels }: Drift, language: keyof Words): string {
  const label = labels[language] ? ` (${labels[language]})` : '';
  return `${subject ?? ''}${label}`;
}

/** The signs that a warning is about, in words. */
function signsIn({ kind, subject, labels }: Drift): Words {
  const numbers = kind === 'sign_foreign' ? subject : kind === 'organisation_alike' ? labels.vi : null;
  const told = (numbers ?? '')
    .split(' ')
    .filter((number) => number !== '')
    .map(signWords);
  return { vi: told.map(({ vi }) => vi).join('; '), en: told.map(({ en }) => en).join('; ') };
}

/** Kinds whose message has the subject in it. */
const tellSubject: readonly DriftKind[] = ['category_vanished', 'share_moved', 'sign_foreign'];

/** What a warning says of its snapshot and file, with the first organisations or the columns. */
export function driftSentence({ asOf, file, kind, subject }: NamedDrift, message: Words): Words {
  const behind = subject && !tellSubject.includes(kind) ? ` (${subject})` : '';
  const placed = (text: string) => `${asOf}/${file}: ${text}${behind}`;
  return { vi: placed(message.vi), en: placed(message.en) };
}

/** A number with up to two decimals by rules of our own: those of the machine's language data differ between versions. */
function written(value: number, { point, group }: { point: string; group: string }): string {
  const [whole = '', decimals = ''] = value.toFixed(2).split('.');
  const fraction = decimals.replace(/0+$/, '');
  return whole.replace(/\B(?=(\d{3})+$)/g, group) + (fraction ? point + fraction : '');
}
