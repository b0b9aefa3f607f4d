import type { Counted } from '../counted';

/** Sentences of the page `compliance`, in Vietnamese. */
export const compliance = {
  headline: (rate: string, change: string, low: string) => `Tuân thủ ${rate}${change}${low}`,
  change: (points: string, side: 'up' | 'down' | 'level') =>
    side === 'level' ? ', bằng cùng kỳ' : `, ${side === 'up' ? 'cao' : 'thấp'} hơn cùng kỳ ${points} điểm`,
  lowest: (name: string, rate: string) => `; ${name} thấp hơn hẳn (${rate})`,
  counts: (counts: string, period: string) => `${counts} nhiệm vụ đúng hạn trong ${period}.`,
  none: (period: string) => `Không có nhiệm vụ nào tính được tỷ lệ trong ${period}`,
  before: (rate: string) => `Cùng kỳ năm trước ${rate}.`,
  unknown: (share: string, count: Counted) =>
    count.n === 0
      ? 'Không nhiệm vụ nào chưa rõ tình trạng.'
      : `Chưa rõ tình trạng: ${count.text} nhiệm vụ (${share}).`,
  overdue: (count: Counted) =>
    count.n === 0 ? 'Không nhiệm vụ nào quá hạn chưa làm.' : `Quá hạn chưa làm: ${count.text} nhiệm vụ.`,
  span: (months: number) => (months === 1 ? 'tháng này' : `${months} tháng`),
  spanLabel: 'Kỳ tính tỷ lệ',
  period: (from: string, to: string) => (from === to ? to : `${from} đến ${to}`),
  dutyFinding: (name: string, rate: string, counts: string) => `Chậm nhất: ${name}, ${rate} (${counts})`,
  dutyAll: 'Mọi nhiệm vụ đều đúng hạn',
  dutyDescription: (period: string, before: string) =>
    `Tỷ lệ đúng hạn từng loại nhiệm vụ, ${period}, với khoảng tin cậy 95 %; vòng rỗng: ${before}`,
  dutyTable: 'Tỷ lệ tuân thủ theo loại nhiệm vụ, với khoảng tin cậy Wilson 95 %',
  timeUp: (name: string, points: string) => `${name} tiến bộ nhiều nhất trong 12 tháng: +${points} điểm`,
  timeDown: (name: string, points: string) => `${name} sụt nhiều nhất trong 12 tháng: −${points} điểm`,
  timeShort: 'Chưa đủ 12 tháng để so sánh',
  timeFlat: 'Tỷ lệ các loại hình ít thay đổi trong 12 tháng',
  timeDescription: (months: number) =>
    `Tỷ lệ gộp 3 tháng liền của từng loại hình, ${months} tháng; dải nhạt: khoảng tin cậy Wilson 95 %`,
  timeTable: 'Tỷ lệ tuân thủ gộp 3 tháng theo loại hình và tháng',
  matrix: (duty: string, type: string, rate: string, counts: string) =>
    `Thấp rõ nhất: ${duty} ở ${type}, ${rate} (${counts})`,
  matrixAll: 'Không ô nào dưới 100 %',
  matrixNone: 'Chưa ô nào đủ 5 nhiệm vụ để so sánh',
  matrixDescription: (period: string) =>
    `Tỷ lệ đúng hạn trên số nhiệm vụ, ${period}. Dưới 5 nhiệm vụ: có số nhưng không tô màu`,
  matrixTable: 'Tỷ lệ tuân thủ theo loại nhiệm vụ và loại hình',
  caseFilter: 'Bộ lọc loại hồ sơ không áp dụng cho nhiệm vụ.',
};
