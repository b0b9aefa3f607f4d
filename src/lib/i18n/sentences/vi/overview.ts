import type { Counted, Side } from '../counted';

const since = (side: Side, month: string | null) => {
  if (side === null) return '';
  const extreme = side === 'low' ? 'thấp nhất' : 'cao nhất';
  return month === null ? `, ${extreme} trong cả kỳ được xét` : `, ${extreme} từ ${month}`;
};

/** Sentences of the overview, in Vietnamese. Figures come in as text, months as words. */
export const overview = {
  against: {
    month: (change: string, month: string) => ({ change, than: `so với ${month}` }),
    points: (change: string, month: string) => ({ change: `${change} điểm`, than: `so với ${month}` }),
    same: (month: string) => ({ change: 'Không đổi', than: `so với ${month}` }),
    missing: (month: string) => ({ change: '', than: `Không có số của ${month}` }),
    counts: (part: string, whole: string) => `${part} trên ${whole} nhiệm vụ đến hạn`,
    above: 'trên mức dao động thường',
    below: 'dưới mức dao động thường',
    spark: (label: string, months: number, value: string) => `${label}: ${months} tháng, tháng cuối ${value}`,
  },
  headline: {
    fell: (change: Counted, now: Counted, side: Side, month: string | null) =>
      now.n === 0
        ? `Không còn hồ sơ quá hạn: giảm hết ${change.text} hồ sơ của tháng trước`
        : `Hồ sơ quá hạn giảm ${change.text}, còn ${now.text}${since(side, month)}`,
    rose: (change: Counted, now: Counted, side: Side, month: string | null) =>
      `Hồ sơ quá hạn tăng ${change.text}, lên ${now.text}${since(side, month)}`,
    same: (now: Counted, month: string) =>
      now.n === 0 ? 'Không có hồ sơ quá hạn' : `Hồ sơ quá hạn giữ nguyên ${now.text} như ${month}`,
    driver: (finding: string, name: string, change: string) =>
      `${finding}; tăng nhiều nhất: ${name} (${change})`,
    first: (now: Counted) => (now.n === 0 ? 'Không có hồ sơ quá hạn' : `Có ${now.text} hồ sơ quá hạn`),
    flow: (opened: Counted, closed: Counted, pending: Counted) =>
      `Tiếp nhận ${opened.text}, kết thúc ${closed.text}; còn ${pending.text} hồ sơ đang xử lý.`,
    compliance: (rate: string, part: string, whole: string) =>
      `Tỷ lệ tuân thủ ${rate} (${part}/${whole} nhiệm vụ đến hạn trong tháng).`,
    noDuties: 'Trong tháng không có nhiệm vụ nào tính được tỷ lệ tuân thủ.',
    partial: (date: string) => `Tháng này mới tính đến ${date}.`,
  },
  flow: {
    moreClosed: (months: number, pending: Counted) =>
      months > 1
        ? `Kết thúc nhiều hơn tiếp nhận ${months} tháng liền; còn ${pending.text} hồ sơ đang xử lý`
        : `Tháng này kết thúc nhiều hơn tiếp nhận; còn ${pending.text} hồ sơ đang xử lý`,
    moreOpened: (months: number, pending: Counted) =>
      months > 1
        ? `Tiếp nhận nhiều hơn kết thúc ${months} tháng liền; ${pending.text} hồ sơ đang xử lý`
        : `Tháng này tiếp nhận nhiều hơn kết thúc; ${pending.text} hồ sơ đang xử lý`,
    none: 'Không có hồ sơ tiếp nhận, kết thúc hay đang xử lý',
    even: (pending: Counted) => `Tiếp nhận và kết thúc bằng nhau; ${pending.text} hồ sơ đang xử lý`,
    description: (months: number) =>
      `Trên: đang xử lý và quá hạn cuối tháng, dải nhạt là mức dao động thường của số đang xử lý. Dưới: tiếp nhận, kết thúc. ${months} tháng`,
    table: 'Hồ sơ tiếp nhận, kết thúc, đang xử lý và quá hạn theo tháng',
    summary: (title: string, first: string, last: string) =>
      `${title}. Biểu đồ từ ${first} đến ${last}; số liệu trong bảng kèm theo.`,
  },
  marks: {
    document: (label: string) => label,
    reorganization: (count: number) => `sắp xếp ${count} tổ chức`,
    limit: (name: string, days: string) => `hạn mới ${name}: ${days} ngày làm việc`,
    limitEnd: (name: string) => `hết hạn quy định của ${name}`,
    limits: (count: string) => `hạn mới cho ${count} loại hồ sơ`,
    ownLimit: (days: string) => `hạn mới ${days} ngày làm việc`,
    ownLimitEnd: 'hết hạn quy định',
    rules: (months: string) => `hạn xử lý đổi trong ${months}`,
    line: (items: string[]) => `Vạch đứt: ${items.join('; ')}.`,
  },
  byType: {
    lower: (name: string, rate: string, counts: string, all: string) =>
      `${name} thấp hơn hẳn mức chung: ${rate} (${counts}), chung ${all}`,
    even: (all: string) => `Các loại hình không khác nhau rõ rệt quanh mức chung ${all}`,
    lowest: (name: string, rate: string, all: string) => `Thấp nhất là ${name}: ${rate}; mức chung ${all}`,
    one: (name: string, rate: string, counts: string) => `${name}: ${rate} (${counts})`,
    none: 'Không có nhiệm vụ nào tính được tỷ lệ trong kỳ này',
    description: (period: string, before: string) =>
      `Nhiệm vụ đúng hạn, ${period}, khoảng tin cậy 95 %; vòng rỗng: ${before}`,
    table: 'Tỷ lệ tuân thủ theo loại hình, với khoảng tin cậy Wilson 95 %',
    note: 'Nhiệm vụ “chưa rõ” không tính là đạt; khoảng càng dài, số nhiệm vụ càng ít.',
    target: (rate: string) => `mục tiêu ${rate}`,
  },
  attention: {
    title: (count: number, first: string): string =>
      count === 0 ? 'Không mục nào tăng quá hạn' : `Cần chú ý trước hết: ${first}`,
    description: (month: string) => `Xếp theo phần trong mức tăng việc quá hạn so với ${month}`,
    cases: (name: string, count: Counted) => `${name}: ${count.text} hồ sơ quá hạn`,
    duties: (name: string, count: Counted) => `${name}: ${count.text} nhiệm vụ đến hạn chưa làm`,
    before: (month: string, count: string) => `${month}: ${count}`,
    mostly: (name: string, count: string) => `nhiều nhất ở ${name} (${count})`,
    share: (share: string) => `${share} mức tăng`,
    eased: (name: string, change: string) => `Giảm nhiều nhất: ${name} (${change})`,
    none: (month: string) => `So với ${month}, không loại hồ sơ hay nhiệm vụ nào có thêm việc quá hạn.`,
    notDelivered: (count: Counted) => `${count.text} tổ chức chưa gửi số liệu tháng này`,
    due: (count: Counted, month: string) =>
      count.n === 0
        ? `Không có nhiệm vụ đến hạn trong ${month}`
        : `Đến hạn trong ${month}: ${count.text} nhiệm vụ`,
    mostlyDue: (name: string, count: string) => `nhiều nhất: ${name} (${count})`,
    table: 'Thay đổi việc quá hạn theo loại hồ sơ và loại nhiệm vụ',
    kind: 'Nhóm',
    kinds: { case: 'Hồ sơ', duty: 'Nhiệm vụ' },
    item: 'Mục',
    change: 'Thay đổi',
    shareColumn: 'Phần trong mức tăng',
  },
};
