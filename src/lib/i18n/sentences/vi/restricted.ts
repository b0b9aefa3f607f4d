import type { Counted } from '../counted';

/** Sentences of pages under the restricted profile, in Vietnamese. */
export const restricted = {
  /** Stands in the source line of every panel and file. */
  source: 'mức công bố hạn chế',
  duties: 'trừ nhiệm vụ về cá nhân',
  /** A hidden cell, in tables and files. */
  hidden: 'ẩn',
  hiddenFull: 'ẩn vì số nhỏ',
  notHere: 'Ngoài mức công bố hạn chế.',
  lede: 'Mức công bố hạn chế: số nhỏ được ẩn, cùng những số mà từ đó tính ra được số ẩn. Ô gạch chéo là ô ẩn, không phải 0.',
  other: 'Trang này không có ở mức công bố hạn chế',
  otherLede:
    'Ở mức này có Tổng quan, Xu hướng, Tuân thủ và Tồn đọng của mọi tổ chức cùng nhau; không có số của từng tổ chức, từng hồ sơ hay so sánh tự chọn.',
  hiddenNow: (name: string, month: string) => `${name} ${month}: không nêu vì số nhỏ`,
  hiddenBefore: (name: string, now: string, month: string) => `${name}: ${now}; ${month} không nêu`,
  against: (month: string) => `so với ${month}: không nêu`,
  hiddenMonths: (months: string) => `Không nêu vì số nhỏ: ${months}.`,
  measure: 'Chỉ tiêu',
  measures: {
    pending: 'Đang xử lý',
    overdue: 'Quá hạn',
    opened: 'Tiếp nhận',
    closed: 'Kết thúc',
  },
  by: {
    organization_type: (measure: string) => `${measure} theo loại hình và tháng`,
    case_type: (measure: string) => `${measure} theo loại hồ sơ và tháng`,
  },
  heat: {
    description: (measure: string, months: number) =>
      `${measure}, ${months} tháng; ô gạch chéo: ẩn vì số nhỏ hoặc để không tính ra được số nhỏ`,
    all: (name: string, count: string, month: string) => `${month}: nhiều nhất là ${name} (${count})`,
    shown: (name: string, count: string, month: string) =>
      `${month}: trong các số được nêu, nhiều nhất là ${name} (${count})`,
    zero: (measure: string, month: string) => `${month}: ${measure} không có hồ sơ nào`,
    none: (month: string) => `${month}: không nêu số nào vì đều nhỏ`,
    note: (hidden: Counted, cells: string) =>
      hidden.n === 0
        ? 'Không ô nào phải ẩn. Dòng cộng là số công bố.'
        : `${hidden.text} trên ${cells} ô được ẩn. Dòng cộng là số công bố, không phải tổng của các ô được nêu.`,
  },
  lines: {
    stock: 'Hồ sơ đang xử lý và quá hạn theo tháng',
    flows: 'Hồ sơ tiếp nhận và kết thúc theo tháng',
    onTime: 'Tỷ lệ kết thúc đúng hạn theo tháng',
    days: 'Số ngày đến kết luận theo tháng',
    description: 'Mọi tổ chức; tháng không nêu là chỗ trống trên đường',
  },
};
