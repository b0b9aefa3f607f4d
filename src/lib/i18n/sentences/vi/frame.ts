import type { Counted } from '../counted';

/** Words that several pages share, in Vietnamese. */
export const frame = {
  sourceVersion: (build: string, date: string) => `Chốt ${date}, bản ${build}`,
  basis: { as_reported: 'theo thời điểm', current: 'theo cơ cấu hiện nay' },
  basisNote: {
    own: {
      as_reported: (moved: Counted, months: number) =>
        `Theo thời điểm: ${moved.text} tổ chức đã sắp xếp trong ${months} tháng này được tính riêng đến ngày sắp xếp.`,
      current: (moved: Counted, months: number) =>
        `Theo cơ cấu hiện nay: ${moved.text} tổ chức đã sắp xếp trong ${months} tháng này được tính vào nơi tiếp nhận.`,
    },
    changed: {
      as_reported: (effect: string) => `So với cơ cấu hiện nay: ${effect}.`,
      current: (effect: string) => `So với cách tính theo thời điểm: ${effect}.`,
    },
    none: 'tổng số hồ sơ và số theo loại hình như nhau ở cả hai cách tính',
    types: (types: Counted) =>
      `tổng số hồ sơ như nhau ở cả hai cách tính, số theo ${types.text} loại hình thì khác`,
  },
  notAllowed: (name: string, found: string, allowed: string) =>
    `Tham số "${name}" không nhận giá trị "${found}". Giá trị cho phép: ${allowed}.`,
  allOrganizations: 'mọi tổ chức',
  below: (name: string) => `${name} và các tổ chức bên dưới`,
  titles: {
    overview: 'Tổng quan',
    trends: 'Xu hướng',
    compliance: 'Tuân thủ',
    backlog: 'Tồn đọng',
    compare: 'So sánh',
    definitions: 'Định nghĩa',
    data: 'Dữ liệu',
  },
  words: {
    month: 'Tháng',
    opened: 'Tiếp nhận',
    closed: 'Kết thúc',
    pending: 'Đang xử lý',
    overdue: 'Quá hạn',
    type: 'Loại hình',
    case: 'Loại hồ sơ',
    duty: 'Nhiệm vụ',
    stage: 'Giai đoạn',
    organization: 'Tổ chức',
    upper: 'Cấp ủy cấp trên cơ sở',
    total: 'Cộng',
    rate: 'Tỷ lệ tuân thủ',
    onTime: 'Đúng hạn',
    counted: 'Số nhiệm vụ tính tỷ lệ',
    low: 'Cận dưới 95 %',
    high: 'Cận trên 95 %',
    lastYear: 'Cùng kỳ năm trước',
    ordinary: 'Mức dao động thường',
    now: 'nay',
  },
  currency: {
    old: (date: string, days: Counted) =>
      `Số liệu mới nhất chốt ngày ${date}, cách đây ${days.text} ngày: chưa có kỳ mới hơn.`,
    never: 'Máy chủ này chưa lần nào nhận trọn số liệu từ nơi công bố.',
    cutOff: (moment: string) =>
      `Máy chủ này nhận số liệu lần cuối lúc ${moment}: ở nơi công bố có thể đã có số liệu mới hơn.`,
    behind: 'Chưa đọc được bản công bố mới nhất: các trang dùng bản trước đó.',
  },
  coverage: {
    late: (month: string, late: Counted, total: number, names: string) =>
      `${month} còn thiếu số liệu của ${late.text} trong ${total} tỉnh: ${names}. Các tổng của tháng này thấp hơn thực tế và chưa so sánh được với tháng khác.`,
    own: (month: string, name: string, date: string) =>
      `${name} mới gửi số liệu đến ${date}: ${month} chưa đủ, chưa so sánh được với tháng khác.`,
    absent: (absent: Counted, total: number, names: string) =>
      `Không tháng nào có số liệu của ${absent.text} trong ${total} tỉnh: ${names}.`,
    upTo: (name: string, date: string) => `${name} (mới đến ${date})`,
    more: (count: number) => `${count} tỉnh khác`,
    notComparable: (month: string) => `Chưa so được với ${month}`,
    finding: (name: string, value: string, late: Counted) =>
      `${name}: ${value}, còn thiếu ${late.text} tỉnh nên chưa so sánh được`,
    attention: 'Chưa đủ số liệu của các tỉnh để xét việc quá hạn thêm',
    changed: (name: string) => `Chưa đủ số liệu của các tỉnh để so ${name}`,
    outlook: 'Chưa đủ số liệu của các tỉnh để ước tính bao giờ hết tồn đọng',
    untold: 'chưa có số liệu tháng này',
    mark: 'từ đây chưa đủ số liệu của các tỉnh',
  },
  join: (parts: string[]) =>
    parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} và ${parts.at(-1) ?? ''}`,
};
