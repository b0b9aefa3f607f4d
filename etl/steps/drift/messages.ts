import type { Words } from '#warehouse/metrics.ts';

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
  /** A column and its code (`stage=closed`), a column, two columns, or up to three codes of organisations. */
  subject: string | null;
  /** What a category is called, or the first lines of rows. */
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

/** Of a number of rows or organisations, and the lines on which the rows stand where a question tells them. */
type Sayings = Record<keyof Words, (count: string, lines: string) => string>;

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
    vi: (count) =>
      `${count} mã tổ chức chỉ khác mã khác ở chữ hoa, dấu hoặc Đ/D: có thể một tổ chức ghi bằng hai mã`,
    en: (count) =>
      `codes of organisations that differ from others only in case, marks or Đ for D: ${count}; possibly one organisation under two codes`,
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
      return { vi: told.vi(vi(value), drift.labels.vi), en: told.en(en(value), drift.labels.en) };
    }
  }
}

function categoryIn({ subject, labels }: Drift, language: keyof Words): string {
  const label = labels[language] ? ` (${labels[language]})` : '';
  return `${subject ?? ''}${label}`;
}

/** What a warning says of its snapshot and file, with the first organisations or the columns. */
export function driftSentence({ asOf, file, kind, subject }: NamedDrift, message: Words): Words {
  const isNamed = kind === 'category_vanished' || kind === 'share_moved';
  const told = (text: string) => `${asOf}/${file}: ${text}${subject && !isNamed ? ` (${subject})` : ''}`;
  return { vi: told(message.vi), en: told(message.en) };
}

/** A number with up to two decimals by rules of our own: those of the machine's language data differ between versions. */
function written(value: number, { point, group }: { point: string; group: string }): string {
  const [whole = '', decimals = ''] = value.toFixed(2).split('.');
  const fraction = decimals.replace(/0+$/, '');
  return whole.replace(/\B(?=(\d{3})+$)/g, group) + (fraction ? point + fraction : '');
}
