import type { Counted } from '../counted';

/** Quality of data over snapshots, warnings, and what changed against an older version, in Vietnamese. */
export const quality = {
  finding: (share: string, rejected: Counted, date: string) =>
    rejected.n === 0
      ? `Bản chốt ${date} không có dòng nào bị loại`
      : `Bản chốt ${date} loại ${share} số dòng (${rejected.text} dòng)`,
  against: {
    more: (finding: string, before: string) => `${finding}, kỳ trước ${before}: kém hơn`,
    less: (finding: string, before: string) => `${finding}, kỳ trước ${before}: tốt hơn`,
    same: (finding: string) => `${finding}, như kỳ trước`,
  },
  description:
    'Tỷ lệ dòng bị loại của từng tệp qua các bản chốt, chung một thang; số nhỏ: thay đổi so với bản trước',
  table: 'Dòng đọc, dòng bị loại và đã sửa theo bản chốt',
  columns: {
    asOf: 'Ngày chốt',
    read: 'Đọc',
    rejected: 'Loại',
    share: 'Tỷ lệ loại',
    mended: 'Đã sửa',
    open: 'Còn phải sửa',
    shareOf: (file: string) => `${file}: tỷ lệ loại`,
  },
  warnings: {
    none: 'Không có dấu hiệu lạ so với các kỳ trước',
    unknown: 'Bản số liệu này làm bằng chương trình cũ, chưa xem dấu hiệu lạ',
    newest: (count: Counted) => `${count.text} dấu hiệu lạ ở bản chốt mới nhất`,
    older: 'Bản chốt mới nhất không có dấu hiệu lạ',
    description: 'So với các bản chốt trước; chỉ để xem lại, không chặn việc nạp',
    message: 'Dấu hiệu',
    subject: 'Mã hoặc cột',
  },
  changes: {
    none: 'Không số nào của các tháng đã công bố thay đổi',
    unknown: 'Chưa có bản nào để so: bản đầu tiên, hoặc làm bằng chương trình cũ',
    finding: (figures: Counted, months: Counted, cause: string) =>
      `${figures.text} số của ${months.text} tháng đã công bố thay đổi, chủ yếu do ${cause}`,
    description: (version: string, date: string) =>
      `So với bản ${version} (chốt ${date}): trước + bốn nguyên nhân = nay. Chỉ các tháng trọn vẹn mà cả hai bản đều có; cơ cấu theo thời điểm`,
    descriptionNone: 'Chỉ so các tháng trọn vẹn mà cả hai bản đều có; cơ cấu theo thời điểm',
    note: 'Tỷ lệ: thay đổi tính bằng điểm phần trăm, lần lượt theo quy định, sắp xếp tổ chức, đến muộn, sửa. Không tách nguyên nhân cho các số không cộng được (số ngày, tháng công việc, tỷ trọng thời gian chờ).',
    more: (shown: string, all: string) => `Hiện ${shown} trên ${all} dòng; đủ trong tệp CSV.`,
    table: 'Điều gì đã thay đổi so với bản trước',
    label: 'So với',
    version_before: 'Bản trước',
    month_before: 'Bản cuối tháng trước',
    month: 'Tháng',
    metric: 'Số liệu',
    before: 'Trước',
    late_arrivals: 'Đến muộn',
    corrections: 'Sửa số liệu',
    reorganisation: 'Sắp xếp tổ chức',
    rules: 'Quy định',
    change: 'Thay đổi',
    after: 'Nay',
    causes: {
      late_arrivals: 'số liệu đến muộn',
      corrections: 'sửa số liệu',
      reorganisation: 'sắp xếp tổ chức',
      rules: 'thay đổi quy định',
    },
  },
};
