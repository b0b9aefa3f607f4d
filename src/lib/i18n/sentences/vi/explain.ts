import type { Counted } from '../counted';

/** Sentences of the page `explain`, in Vietnamese. */
export const explain = {
  title: (metric: string) => `Cách tính: ${metric}`,
  finding: (metric: string, value: string) => `${metric}: ${value}`,
  period: (from: string, to: string) => `${from} đến ${to}`,
  none: {
    zero_denominator: 'không tính được vì mẫu số bằng 0',
    not_applicable: 'không áp dụng cho kỳ này',
    not_reported: 'chưa báo cáo',
    suppressed: 'được ẩn',
  },
  noDimension: (metric: string, name: string) => `Chỉ tiêu "${metric}" không chia được theo "${name}".`,
  pooled: (cases: Counted) => `tính trên ${cases.text} hồ sơ có kết luận trong kỳ`,
  calculation: 'Phép tính',
  definition: 'Định nghĩa',
  data: 'Số liệu',
  sql: 'Câu lệnh SQL',
  sqlNote: 'Chạy được nguyên văn trên tệp số liệu đã công bố.',
  version: 'Bản số liệu',
  snapshot: 'Bản chốt mới nhất',
  snapshots: 'Số bản chốt đã nạp',
  checks: (passed: string, all: Counted) =>
    all.n === 0
      ? 'Không có kiểm tra nào cho các bảng này'
      : `${passed}/${all.text} kiểm tra của các bảng này đạt`,
  partChecks: 'Kiểm tra chạy trên toàn bản số liệu, không nêu riêng từng phần',
  passed: 'đạt',
  failed: 'không đạt',
  more: 'Xem thêm',
  api: 'Số này qua API',
  definitions: 'Mọi định nghĩa',
  full: 'Mở thành trang riêng, có biểu đồ từng tháng',
  close: 'Đóng',
  series: (metric: string, months: Counted) => `${metric}, ${months.text} tháng`,
  seriesDescription: 'Từng tháng, cùng bộ lọc và cùng cách tính với số ở trên',
  rules: {
    time_limit: {
      title: (date: string) => `Thời hạn có hiệu lực ngày ${date}`,
      note: 'Mỗi hồ sơ theo thời hạn có hiệu lực ngày tiếp nhận hồ sơ đó.',
      none: 'Chưa đặt thời hạn: chỉ hồ sơ ghi hạn riêng mới có hạn xử lý.',
      code: 'Loại hồ sơ',
      value: 'Ngày làm việc',
    },
    document: {
      title: 'Văn bản mà các nhiệm vụ này căn cứ',
      note: (whose: string) =>
        `Theo sổ nhiệm vụ, các nhiệm vụ đến hạn trong kỳ của ${whose}. Hạn ghi trong sổ; văn bản là căn cứ.`,
      none: 'Trong kỳ không có nhiệm vụ nào ghi văn bản căn cứ.',
      code: 'Số hiệu',
      value: 'Tên văn bản',
    },
  },
};
