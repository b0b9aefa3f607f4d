import type { Counted } from '../counted';

/** Sentences of the page `backlog`, in Vietnamese. */
export const backlog = {
  of: { pending: 'hồ sơ', overdue: 'hồ sơ quá hạn' },
  noneOld: (of: string) => `Không có ${of} nào trên 60 ngày làm việc`,
  /** `names`: where the most lie; two where they tie, none where more do. */
  old: (count: Counted, names: string[], part: Counted, of: string) => {
    const found = `${count.text} ${of} trên 60 ngày làm việc`;
    if (names.length === 0) return found;
    if (count.n === part.n) return `${found}, ${count.n === 1 ? '' : 'tất cả '}ở ${names.join(' và ')}`;
    const each = names.length > 1 ? 'mỗi nơi ' : '';
    return `${found}, nhiều nhất ở ${names.join(' và ')} (${each}${part.text})`;
  },
  empty: { pending: 'Không có hồ sơ đang xử lý', overdue: 'Không có hồ sơ quá hạn' },
  ageDescription: (measure: string, date: string) =>
    `Hồ sơ ${measure} theo loại hình và tuổi hồ sơ (ngày làm việc), ${date}`,
  ageTable: (measure: string) => `Hồ sơ ${measure} theo loại hình và tuổi`,
  overBand: 'trên 90',
  measure: { pending: 'đang xử lý', overdue: 'quá hạn' },
  measureLabel: 'Số liệu trong ô',
  steps: 'Thang màu cố định cho mọi tháng của bản số liệu này.',
  stageTop: (count: Counted, stage: string, share: string) =>
    `${share} số hồ sơ (${count.text}) đang ở giai đoạn ${stage.toLowerCase()}`,
  stageTied: (count: Counted, stages: readonly [string, string], share: string) =>
    `Nhiều nhất ở giai đoạn ${stages.join(' và ').toLowerCase()}: mỗi giai đoạn ${count.text} hồ sơ (${share})`,
  stageMany: (count: Counted, stages: Counted) =>
    `Nhiều nhất ${count.text} hồ sơ một giai đoạn, bằng nhau ở ${stages.text} giai đoạn`,
  stageUnknown: (month: string) => `Không có bản chốt trong ${month}: chưa biết giai đoạn của hồ sơ`,
  stageDescription: (measure: string, date: string) =>
    `Hồ sơ ${measure} theo loại hồ sơ và giai đoạn, ${date}. Giai đoạn lấy từ bản chốt trong tháng`,
  stageTable: (measure: string) => `Hồ sơ ${measure} theo loại hồ sơ và giai đoạn`,
  headline: (
    half: { part: Counted; total: Counted; organizations: Counted; isConcentrated: boolean },
    old: Counted,
    of: string,
  ) =>
    `${half.isConcentrated ? `${half.part.text} trên ${half.total.text} ${of} dồn` : `${half.total.text} ${of}`} ở ${half.organizations.text} tổ chức; ${old.n === 0 ? 'không hồ sơ nào' : `${old.text} hồ sơ đã`} trên 60 ngày làm việc`,
  lede: (pending: Counted, overdue: Counted, share: string) =>
    pending.n === 0
      ? 'Không có hồ sơ đang xử lý.'
      : pending.n === 1
        ? `1 hồ sơ đang xử lý, ${overdue.n === 1 ? 'đã' : 'chưa'} quá hạn.`
        : `${pending.text} hồ sơ đang xử lý, trong đó ${overdue.text} quá hạn (${share}).`,
  more: (page: string, pages: string) => `Trang ${page}/${pages}`,
  previous: 'Trang trước',
  next: 'Trang sau',
  pages: 'Trang tổ chức',
  close: 'Đóng',
  succession: {
    renamed: (date: string, other: string) => `${date}: đổi tên thành ${other}`,
    merged_into: (date: string, other: string) => `${date}: hợp nhất vào ${other}`,
    split_from: (date: string, other: string) => `${date}: tách ra ${other}`,
    handed_over: (date: string, other: string) => `${date}: chuyển giao cho ${other}`,
    ended: (date: string) => `${date}: kết thúc hoạt động`,
    received: (date: string, other: string) => `${date}: tiếp nhận từ ${other}`,
  },
  successionTitle: 'Thay đổi tổ chức',
};
