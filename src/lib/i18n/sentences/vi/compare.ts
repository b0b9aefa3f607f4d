import { lowerFirst } from '$lib/format/names';
import type { Counted } from '../counted';

interface Finding {
  a: string;
  b: string;
  difference: Counted;
  now: Counted;
  before: Counted;
}

/** Sentences of the comparison, in Vietnamese. A and B are the names of the sides, with a capital. */
export const compare = {
  allTypes: 'mọi loại hình',
  allCases: 'mọi loại hồ sơ',
  version: (id: string) => `bản ${id}`,
  same: 'Hai bên đang là cùng một số liệu: chọn kỳ, tổ chức hoặc loại khác cho một bên',
  more: ({ a, b, difference, now, before }: Finding) =>
    `${a}: quá hạn nhiều hơn ${difference.text} hồ sơ so với ${lowerFirst(b, 'vi')} (${now.text} và ${before.text})`,
  fewer: ({ a, b, difference, now, before }: Finding) =>
    `${a}: quá hạn ít hơn ${difference.text} hồ sơ so với ${lowerFirst(b, 'vi')} (${now.text} và ${before.text})`,
  equal: (a: string, b: string, now: Counted) =>
    `${a} và ${lowerFirst(b, 'vi')} có số hồ sơ quá hạn như nhau: ${now.text}`,
  none: (a: string, b: string) => `${a} và ${lowerFirst(b, 'vi')} đều không có hồ sơ quá hạn`,
  compliance: (a: string, b: string, points: string) =>
    `Tỷ lệ tuân thủ bên A ${a}, bên B ${b}: chênh lệch ${points}.`,
  points: (change: string) => `${change} điểm`,
  interval: (low: string, high: string) => `95 %: ${low} – ${high}`,
  cases: (count: string) => `${count} hồ sơ`,
  table: (a: string, b: string) => `${a} (A) so với ${lowerFirst(b, 'vi')} (B)`,
  description:
    'Chênh lệch là A trừ B. Số tồn lấy cuối kỳ, số phát sinh cộng cả kỳ; tỷ lệ kèm số đếm và khoảng tin cậy 95 %',
  withoutDuties: 'Nhiệm vụ không chia theo loại hồ sơ nên không có ở đây khi đang lọc theo loại hồ sơ.',
  metric: 'Chỉ tiêu',
  difference: 'Chênh lệch',
  value: 'giá trị',
  numerator: 'tử số',
  denominator: 'mẫu số',
  low: 'cận dưới 95 %',
  high: 'cận trên 95 %',
  trend: (measure: string) => `${measure} cuối mỗi tháng`,
  trendTogether: (months: string) => `${months}, hai bên trên cùng các tháng`,
  trendAside: (a: string, b: string) =>
    `Các tháng đến kỳ của mỗi bên: A ${a}, B ${b}. Trục ghi tháng của A; tháng cuối hai bên đặt cạnh nhau`,
  monthOf: (side: string) => `Tháng của ${side}`,
  presetsLabel: 'So sánh thường dùng',
  presets: {
    month: 'Với tháng trước',
    year: 'Với cùng kỳ năm trước',
    years: '12 tháng với 12 tháng trước',
    types: 'Hai loại hình',
    versions: 'Với bản số liệu trước',
  },
  side: 'Bên',
  period: 'Kỳ',
  months: 'Tháng',
  years: 'Năm',
  live: 'bản mới nhất',
  versionLabel: 'Bản số liệu',
  organizationCode: 'Mã tổ chức',
  submit: 'So sánh',
  versions: (a: string, b: string) => `Hai bên lấy từ hai bản số liệu: A từ bản ${a}, B từ bản ${b}.`,
  whatChanged: 'Xem điều gì đã thay đổi giữa các bản',
};
