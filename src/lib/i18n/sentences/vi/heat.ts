import type { Counted } from '../counted';

/** How many, and of what. */
interface Of {
  count: Counted;
  of: string;
}

/** How few hold half. */
interface Half {
  part: Counted;
  all: Counted;
  place: Counted;
  of: string;
  within: string;
}

/** Sentences of the heatmaps of the page `backlog`, in Vietnamese. */
export const heat = {
  dimensions: {
    organization: 'Tổ chức',
    parent: 'Cấp trên trực tiếp',
    organization_type: 'Loại hình',
    organization_level: 'Cấp tổ chức',
    case_type: 'Loại hồ sơ',
    stage: 'Giai đoạn',
    age_band: 'Tuổi hồ sơ',
    month: 'Tháng',
  },
  pair: (rows: string, columns: string) => `${rows} × ${columns.toLowerCase()}`,
  presets: 'Bảng có sẵn',
  custom: 'Tự chọn',
  rows: 'Hàng',
  columns: 'Cột',
  show: 'Xem',
  share: 'Tỷ lệ quá hạn',
  days: (band: string) => `${band} ngày`,
  noParent: 'Không có cấp trên',
  unit: {
    pending: ['hồ sơ đang xử lý', 'hồ sơ đang xử lý'] as [string, string],
    overdue: ['hồ sơ quá hạn', 'hồ sơ quá hạn'] as [string, string],
    share: ['hồ sơ quá hạn', 'hồ sơ quá hạn'] as [string, string],
  },
  what: { pending: 'Hồ sơ đang xử lý', overdue: 'Hồ sơ quá hạn', share: 'Tỷ lệ hồ sơ quá hạn' },
  table: (what: string, rows: string, columns: string) =>
    `${what} theo ${rows.toLowerCase()} và ${columns.toLowerCase()}`,
  atEnd: 'cuối mỗi tháng',
  on: (date: string) => `ngày ${date}`,
  description: (table: string, when: string) => `${table}, ${when}.`,
  inWorkdays: 'Tuổi tính bằng ngày làm việc.',
  shareNote: 'Dưới tỷ lệ là số quá hạn trên số đang xử lý; dưới 5 hồ sơ thì không tô màu.',
  shown: (from: string, to: string, all: string) => `Hiện ${from}–${to} trên ${all}.`,
  shownAll: (all: string, count: number) => (count === 1 ? `${all}.` : `Đủ ${all}.`),
  listed: {
    organization: (count: Counted, of: string) => `${count.text} tổ chức có ${of}`,
    parent: (count: Counted, of: string) => `${count.text} cấp trên có ${of}`,
  },
  totalOf: {
    organization: (count: Counted) => `Cộng ${count.text} tổ chức`,
    parent: (count: Counted) => `Cộng ${count.text} cấp trên`,
  },
  totalAll: 'Cộng toàn bộ',
  changeSince: (month: string) => `± ${month}`,
  changeOf: (month: string) => `So với ${month}`,
  sortLabel: 'Xếp hàng',
  sorts: {
    meaning: 'Theo danh mục',
    size: 'Nhiều nhất trước',
    type: 'Theo loại hình',
    tree: 'Theo cấp trên',
  },
  find: 'Tìm tổ chức',
  findHelp: 'Tên hoặc mã, không cần dấu',
  findButton: 'Tìm',
  findClear: 'Bỏ tìm',
  found: (text: string) => `Kết quả tìm “${text}”`,
  foundNone: (text: string, of: string) => `Không tổ chức nào có ${of} khớp với “${text}”`,
  earlier: (count: string, since: string) => `← Cả ${count} tháng, từ ${since}`,
  fold: (names: string, of: string) => `Không có ${of}: ${names}.`,
  emptyNow: (empty: string, month: string) => `${empty} cuối ${month}`,
  top: (cells: readonly [string, string][], { count, of }: Of, share: string) =>
    `Nhiều nhất ở ${cells.map(([row, column]) => `${row}, ${column}`).join(' và ở ')}: ${cells.length > 1 ? 'mỗi ô ' : ''}${count.text} ${of} (${share})`,
  topMany: (cells: Counted, { count, of }: Of) =>
    `Nhiều nhất ${count.text} ${of} một ô, bằng nhau ở ${cells.text} ô`,
  concentrated: ({ part, all, place, of, within }: Half) =>
    `${part.text} trên ${all.text} ${of} dồn ở ${place.text} trên ${within}`,
  spread: (all: Counted, of: string, within: string) => `${all.text} ${of} ở ${within}`,
  among: {
    organization: (count: Counted) => `${count.text} tổ chức`,
    parent: (count: Counted) => `${count.text} cấp trên`,
  },
  holders: (
    names: readonly string[],
    { count, of, all }: Of & { all: number },
    { rising, holders, since }: { rising: Counted; holders: Counted; since: string },
  ) =>
    holders.n === 1
      ? `${names[0]} giữ ${count.n === all ? `tất cả ${count.text} ${of}` : `${count.text} ${of}, từ một nửa trở lên`}`
      : `${names.length > 2 ? 'Bằng nhau ở nhiều nơi' : `Nhiều nhất ở ${names.join(' và ')}: ${names.length > 1 ? 'mỗi nơi ' : ''}${count.text} ${of}`}; ${rising.n === 0 ? `trong ${holders.text} tổ chức giữ nửa số ${of}, không tổ chức nào có số tăng` : `${rising.text} trong ${holders.text} tổ chức giữ nửa số ${of} có số tăng`} so với ${since}`,
  topNow: (names: readonly string[], { count, of }: Of, month: string) =>
    names.length > 2
      ? `Nhiều nhất ${count.text} ${of}, bằng nhau ở ${names.length} mục, ${month}`
      : `Nhiều nhất ở ${names.join(' và ')}: ${names.length > 1 ? 'mỗi mục ' : ''}${count.text} ${of}, ${month}`,
  rise: (names: readonly string[], change: string, month: string) =>
    `; tăng nhiều nhất so với ${month}: ${names.join(' và ')} (${names.length > 1 ? 'mỗi mục ' : ''}${change})`,
  noRise: (month: string) => `; không hàng nào tăng so với ${month}`,
  shareTop: (names: readonly string[], share: string, counts: readonly string[]) =>
    `Trong nơi có từ 5 hồ sơ, tỷ lệ quá hạn cao nhất ở ${names.join(' và ')}: ${share} (${counts.join('; ')})`,
  shareHigh: (share: string) => `Trong nơi có từ 5 hồ sơ, tỷ lệ quá hạn cao nhất là ${share}`,
  shareNone: 'Không có hồ sơ quá hạn ở nơi có từ 5 hồ sơ trở lên',
  reorganized: (events: string, more: number) =>
    `Đổi cơ cấu trong khoảng này: ${events}${more > 0 ? ` và ${more} lần khác` : ''}.`,
  event: {
    merged_into: (date: string, count: Counted) => `${date} hợp nhất ${count.text} tổ chức`,
    split_from: (date: string, count: Counted) => `${date} tách ${count.text} tổ chức`,
    handed_over: (date: string, count: Counted) => `${date} chuyển giao ${count.text} tổ chức`,
    ended: (date: string, count: Counted) => `${date} kết thúc ${count.text} tổ chức`,
  },
  came: (names: string) => `Bắt đầu trong khoảng này: ${names}.`,
  went: (names: string) => `Kết thúc: ${names}.`,
  andOthers: (names: string, more: number) => (more > 0 ? `${names} và ${more} tổ chức khác` : names),
  grey: 'Ô xám: chưa có hoặc không còn.',
  restate: 'Số của tổ chức cũ chỉ cộng vào tổ chức nay đang giữ khi xem “Theo cơ cấu hiện nay”.',
  restated: 'Số của tổ chức cũ đã cộng vào tổ chức nay đang giữ.',
  stageUnknown: 'Dấu ?: tháng không có bản chốt, chưa biết giai đoạn.',
  detail: {
    all: 'Tất cả hồ sơ',
    path: 'Đang chọn',
    stock: (month: string) => `Cuối ${month}`,
    newest: (date: string) => `Ngày ${date}`,
    ownOnly: 'Riêng tổ chức này, không kể cấp dưới.',
    help: 'Chọn một ô, hàng hoặc cột để xem riêng phần đó; chọn lần nữa để bỏ.',
    none: 'Không có hồ sơ.',
    outside: 'Phần đã chọn không có trong bảng này.',
    clear: 'Bỏ chọn',
    trend: (count: number) => `${count} tháng gần đây`,
    trendWords: (what: string, first: string, last: string) => `${what}: từ ${first} đến ${last}`,
    low: (value: string, month: string) => `ít nhất ${value} (${month})`,
    high: (value: string, month: string) => `nhiều nhất ${value} (${month})`,
    by: (what: string, dimension: string) => `${what} theo ${dimension.toLowerCase()}`,
    others: (count: number) => `${count} loại khác`,
    filter: (name: string) => `Lọc mọi trang theo ${name}`,
    open: (name: string) => `Mở trang ${name}`,
    month: (month: string) => `Xem cả trang ở ${month}`,
  },
};
