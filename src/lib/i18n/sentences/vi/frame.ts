/** Words that several pages share, in Vietnamese. */
export const frame = {
  sourceVersion: (build: string, date: string) => `Chốt ${date}, bản ${build}`,
  basis: { as_reported: 'theo thời điểm', current: 'theo cơ cấu hiện nay' },
  notAllowed: (name: string, found: string, allowed: string) =>
    `Tham số "${name}" không nhận giá trị "${found}". Giá trị cho phép: ${allowed}.`,
  titles: {
    overview: 'Tổng quan',
    trends: 'Xu hướng',
    compliance: 'Tuân thủ',
    backlog: 'Tồn đọng',
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
  join: (parts: string[]) =>
    parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} và ${parts.at(-1) ?? ''}`,
};
