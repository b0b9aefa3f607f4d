import type { Counted } from '../counted';

const last = (months: number) => (months === 1 ? 'Tháng này' : `${months} tháng qua`);

/** Sentences of the page `trends`, in Vietnamese. */
export const trends = {
  flowsNone: 'Không có hồ sơ tiếp nhận hay kết thúc',
  flows: (opened: Counted, closed: Counted, months: number) =>
    opened.n > closed.n
      ? `${last(months)} tiếp nhận ${opened.text}, kết thúc ${closed.text}: chưa theo kịp`
      : `${last(months)} tiếp nhận ${opened.text}, kết thúc ${closed.text}: theo kịp`,
  flowsDescription:
    'Hồ sơ tiếp nhận và kết thúc mỗi tháng; dải nhạt: giới hạn dao động thường của số tiếp nhận',
  flowsTable: 'Hồ sơ tiếp nhận và kết thúc theo tháng',
  stock: (share: string, overdue: Counted, pending: Counted) =>
    `${share} hồ sơ đang xử lý đã quá hạn (${overdue.text}/${pending.text})`,
  stockClear: (pending: Counted) => `Không hồ sơ nào quá hạn trong ${pending.text} hồ sơ đang xử lý`,
  stockNone: 'Không có hồ sơ đang xử lý',
  stockDescription:
    'Hồ sơ đang xử lý và quá hạn cuối tháng; dải nhạt: giới hạn dao động thường của số đang xử lý',
  stockTable: 'Hồ sơ đang xử lý và quá hạn cuối tháng',
  days: (median: string, p90: string) =>
    `Một nửa số hồ sơ kết luận trong ${median} ngày làm việc, chín phần mười trong ${p90} ngày`,
  daysNone: 'Tháng này có dưới 10 kết luận: không tính số ngày điển hình',
  daysDescription:
    'Số ngày làm việc từ tiếp nhận đến kết luận, đã trừ thời gian tạm dừng; tháng dưới 10 kết luận để trống',
  daysTable: 'Số ngày đến kết luận theo tháng',
  median: 'Trung vị',
  p80: 'P80',
  p90: 'P90',
  onTime: (rate: string, counts: string) => `Đúng hạn ${rate} (${counts}) trong tháng`,
  onTimeNone: 'Tháng này không có hồ sơ nào có hạn để tính tỷ lệ đúng hạn',
  onTimeDescription: 'Kết thúc đúng hạn, trên số kết thúc có hạn cộng số còn quá hạn cuối tháng',
  onTimeTable: 'Tỷ lệ đúng hạn theo tháng',
  onTimeName: 'Tỷ lệ đúng hạn',
  part: 'Tử số',
  whole: 'Mẫu số',
  multiples: {
    signals: (items: string[], count: number) =>
      items.length === 1
        ? `Tín hiệu ở một mục: ${items[0]}`
        : `Tín hiệu ở ${count} mục, trước hết: ${items[0]}`,
    signal: (name: string, value: string, rule: string) => `${name} ${value}, ${rule}`,
    ordinary: (month: string) => `Không mục nào có tín hiệu trong ${month}: thay đổi chỉ là dao động thường`,
    largest: (name: string, value: string) =>
      `Nhiều nhất: ${name}, ${value}; chưa đủ 12 tháng để xét tín hiệu`,
    small: (name: string, value: string) => `Nhiều nhất: ${name}, ${value}; số quá nhỏ để xét tín hiệu`,
    none: 'Không có số liệu trong khoảng này',
    description: (measure: string, by: string, months: number) =>
      `${measure} theo ${by}, ${months} tháng, chung một thang; dải nhạt: giới hạn dao động thường, ô vuông: tín hiệu`,
    help: 'Bấm tên để xem biểu đồ lớn',
    table: (measure: string, by: string) => `${measure} theo ${by} và tháng`,
    by: { case_type: 'loại hồ sơ', organization_type: 'loại hình' },
    byLabel: 'Chia theo',
    close: 'Đóng biểu đồ lớn',
    filter: (name: string) => `Lọc cả trang: ${name}`,
    large: (name: string, measure: string) => `${name}: ${measure}`,
    largeDescription: (months: number) => `Theo tháng, ${months} tháng, thang riêng`,
    measureLabel: 'Số liệu',
  },
};
