import type { Counted } from '../counted';

/** Sentences of the overview, in Vietnamese. Figures come in as text, months as words. */
export const overview = {
  against: {
    month: (change: string, month: string) => ({ change, than: `so với ${month}` }),
    points: (change: string, month: string) => ({ change: `${change} điểm`, than: `so với ${month}` }),
    same: (month: string) => ({ change: 'Không đổi', than: `so với ${month}` }),
    missing: (month: string) => ({ change: '', than: `Không có số của ${month}` }),
    wholeMonth: (month: string) => `cả ${month}`,
    counts: (part: string, whole: string) => `${part}/${whole} nhiệm vụ`,
    spark: (label: string, months: number, value: string) => `${label}: ${months} tháng, tháng cuối ${value}`,
  },
  headline: {
    nothing: 'Không có hồ sơ nào trong phạm vi đang chọn',
    noDueDates: (pending: Counted) =>
      `Chưa xét được quá hạn: chưa thấy hồ sơ nào có hạn xử lý; ${pending.text} hồ sơ đang xử lý`,
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
      `${months} tháng: đang xử lý, quá hạn (trên; dải nhạt: dao động thường, ô vuông: tín hiệu), tiếp nhận, kết thúc (dưới)`,
    table: 'Hồ sơ tiếp nhận, kết thúc, đang xử lý và quá hạn theo tháng',
    summary: (title: string, first: string, last: string) =>
      `${title}. Biểu đồ từ ${first} đến ${last}; số liệu trong bảng kèm theo.`,
  },
  marks: {
    document: (label: string) => label,
    reorganization: (count: number) => `${count} tổ chức sáp nhập, tách, bàn giao hoặc kết thúc`,
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
    description: (period: string, before: string | null) =>
      `Nhiệm vụ đúng hạn, ${period}, khoảng tin cậy 95 %${before === null ? '' : `; vòng rỗng: ${before}`}`,
    table: 'Tỷ lệ tuân thủ theo loại hình, với khoảng tin cậy Wilson 95 %',
    note: 'Nhiệm vụ “chưa rõ” không tính là đạt; khoảng càng dài, số nhiệm vụ càng ít.',
    target: (rate: string) => `mục tiêu ${rate}`,
  },
  attention: {
    unknown: (month: string) => `Chưa có số của ${month} để xét việc quá hạn thêm`,
    title: (count: number, first: string): string =>
      count === 0 ? 'Không có mục nào thêm việc quá hạn hay dưới mục tiêu' : `Cần chú ý trước hết: ${first}`,
    description: 'Xếp theo số việc: quá hạn thêm, còn thiếu so với mục tiêu, ngoài mức thường',
    cases: (name: string, count: Counted) => `${name}: ${count.text} hồ sơ quá hạn`,
    duties: (name: string, count: Counted) => `${name}: ${count.text} nhiệm vụ đến hạn chưa làm`,
    before: (month: string, count: string) => `${month}: ${count}`,
    mostly: (names: string[], count: string) =>
      `nhiều nhất ở ${names.join(' và ')} (${names.length > 1 ? 'mỗi nơi ' : ''}${count})`,
    figure: (name: string, value: string, reason: string) => `${name} ${value}: ${reason}`,
    needed: (count: Counted, kind: 'case' | 'duty' | 'less') =>
      kind === 'less'
        ? `phải bớt ${count.text}`
        : `cần thêm ${count.text} ${kind === 'case' ? 'hồ sơ' : 'nhiệm vụ'} đúng hạn`,
    mean: (value: string) => `bình quân ${value}`,
    eased: (name: string, change: string) => `Giảm nhiều nhất: ${name} (${change})`,
    none: (month: string) => `So với ${month}, không loại hồ sơ hay nhiệm vụ nào có thêm việc quá hạn.`,
    notDelivered: (count: Counted) => `${count.text} tổ chức chưa gửi số liệu tháng này`,
    due: (count: Counted, month: string) =>
      count.n === 0
        ? `Không có nhiệm vụ nào có hạn trong ${month}`
        : `Có hạn trong ${month}: ${count.text} nhiệm vụ, kể cả đã làm`,
    mostlyDue: (name: string, count: string) => `nhiều nhất: ${name} (${count})`,
    table: 'Thay đổi việc quá hạn theo loại hồ sơ và loại nhiệm vụ',
    kind: 'Nhóm',
    kinds: { case: 'Hồ sơ', duty: 'Nhiệm vụ' },
    item: 'Mục',
    change: 'Thay đổi',
    shareColumn: 'Phần trong mức tăng',
  },
};
