/** Sentences of the page `compliance`, in Vietnamese. */
export const compliance = {
  headline: (rate: string, change: string, low: string) => `Tuân thủ ${rate}${change}${low}`,
  change: (points: string, side: 'up' | 'down' | 'level') =>
    side === 'level' ? ', bằng cùng kỳ' : `, ${side === 'up' ? 'cao' : 'thấp'} hơn cùng kỳ ${points} điểm`,
  lowest: (name: string, rate: string) => `; ${name} thấp hơn hẳn (${rate})`,
  counts: (counts: string, period: string) => `${counts} nhiệm vụ đúng hạn trong ${period}.`,
  none: (period: string) => `Không có nhiệm vụ nào tính được tỷ lệ trong ${period}`,
  span: (months: number) => (months === 1 ? 'tháng này' : `${months} tháng`),
  spanLabel: 'Kỳ tính tỷ lệ',
  period: (from: string, to: string) => (from === to ? to : `${from} đến ${to}`),
  dutyFinding: (name: string, rate: string, counts: string) => `Chậm nhất: ${name}, ${rate} (${counts})`,
  dutyAll: 'Mọi nhiệm vụ đều đúng hạn',
  dutyMost: 'Trong các loại có từ 5 nhiệm vụ, mọi nhiệm vụ đều đúng hạn',
  dutyDescription: (period: string, before: string | null) =>
    `Tỷ lệ đúng hạn từng loại nhiệm vụ, ${period}, với khoảng tin cậy 95 %${before === null ? '' : `; vòng rỗng: ${before}`}`,
  dutyTable: 'Tỷ lệ tuân thủ theo loại nhiệm vụ, với khoảng tin cậy Wilson 95 %',
  timeUp: (name: string, points: string) => `${name} tiến bộ nhiều nhất trong 12 tháng: +${points} điểm`,
  timeDown: (name: string, points: string) => `${name} sụt nhiều nhất trong 12 tháng: −${points} điểm`,
  timeShort: 'Chưa đủ 12 tháng để so sánh',
  matrix: (duty: string, type: string, rate: string, counts: string) =>
    `Thấp rõ nhất: ${duty} ở ${type}, ${rate} (${counts})`,
  matrixAll: 'Trong các ô từ 5 nhiệm vụ, không ô nào dưới 100 %',
  matrixEven: (rate: string) => `Trong các ô từ 5 nhiệm vụ, không ô nào thấp hơn hẳn mức chung ${rate}`,
  matrixNone: 'Chưa ô nào đủ 5 nhiệm vụ để so sánh',
  matrixDescription: (period: string) =>
    `Tỷ lệ đúng hạn trên số nhiệm vụ, ${period}. Dưới 5 nhiệm vụ: có số nhưng không tô màu`,
  matrixTable: 'Tỷ lệ tuân thủ theo loại nhiệm vụ và loại hình',
  caseFilter: 'Bộ lọc loại hồ sơ không áp dụng cho nhiệm vụ.',
};
