import type { Counted } from '../counted';

/** Headings that offices know, by the contract's names of columns. */
const columnLabels: Record<string, string> = {
  organization_code: 'Mã tổ chức',
  organization_name: 'Tên tổ chức',
  organization_level: 'Cấp tổ chức',
  organization_type: 'Loại hình',
  parent_code: 'Mã tổ chức cấp trên',
  established_on: 'Ngày thành lập',
  ended_on: 'Ngày kết thúc',
  member_code: 'Mã đảng viên',
  member_status: 'Tình trạng',
  admitted_on: 'Ngày vào Đảng',
  case_code: 'Mã hồ sơ',
  case_type: 'Loại hồ sơ',
  stage: 'Giai đoạn',
  received_on: 'Ngày tiếp nhận',
  due_on: 'Hạn',
  external_sent_on: 'Ngày gửi xác minh',
  external_answered_on: 'Ngày trả lời',
  paused_workdays: 'Số ngày tạm dừng',
  return_count: 'Số lần trả hồ sơ',
  concluded_on: 'Ngày kết luận',
  decision_on: 'Ngày quyết định',
  closed_on: 'Ngày kết thúc',
  closing: 'Hình thức kết thúc',
  duty_code: 'Mã nhiệm vụ',
  duty_type: 'Loại nhiệm vụ',
  document_code: 'Văn bản',
  fulfilled_on: 'Ngày thực hiện',
  duty_state: 'Trạng thái',
  from_code: 'Mã tổ chức cũ',
  to_code: 'Mã tổ chức mới',
  event: 'Thay đổi',
  event_on: 'Ngày thay đổi',
  legal_basis: 'Căn cứ',
};

/** What the reject list expects, as the loader writes it, in the words of an office. */
const expectedWords: Record<string, string> = {
  'ngày YYYY-MM-DD hoặc dd/mm/yyyy, từ 1930, không sau as_of':
    'ngày dd/mm/yyyy, từ 1930, không sau ngày chốt',
  'ngày YYYY-MM-DD hoặc dd/mm/yyyy, từ 1930': 'ngày dd/mm/yyyy, từ 1930',
  'mã của một tổ chức có trong organizations': 'mã của một tổ chức có trong tệp tổ chức',
  'stage closed khi và chỉ khi có closed_on và closing':
    'đã kết thúc: đủ ngày và hình thức kết thúc; chưa kết thúc: để trống cả hai',
  'received_on <= concluded_on <= closed_on': 'tiếp nhận ≤ kết luận ≤ kết thúc',
};

/** The reject list and what to do about each row, in Vietnamese. */
export const rejects = {
  none: (date: string) => `Bản chốt ${date} không còn dòng nào phải sửa`,
  noneAll: 'Không còn dòng nào phải sửa',
  noneFound: 'Không dòng bị loại nào khớp với lựa chọn này',
  finding: (open: Counted, date: string, most: string) =>
    `${open.text} dòng của bản chốt ${date} còn phải sửa, nhiều nhất: ${most}`,
  findingAll: (open: Counted, most: string) =>
    `${open.text} dòng còn phải sửa trong mọi bản chốt, nhiều nhất: ${most}`,
  most: (file: string, reason: string, count: string) => `${file}, ${reason} (${count})`,
  findingMixed: (all: Counted, open: Counted) =>
    `${all.text} dòng bị loại theo lựa chọn, ${open.n === 0 ? 'đã sửa hết' : `còn ${open.text} dòng phải sửa`}`,
  description:
    'Danh sách để gửi lại nơi lập tệp. Mã đảng viên, mã hồ sơ và giá trị chữ không hiện ra; “đã sửa” là bản chốt sau đã nhận dòng cùng mã',
  filters: {
    label: 'Chọn dòng bị loại',
    snapshot: 'Bản chốt',
    file: 'Tệp',
    reason: 'Lý do',
    state: 'Tình trạng',
    committee: 'Cấp ủy cấp trên',
    all: 'Tất cả',
    open: 'Còn phải sửa',
    mended: 'Đã sửa',
    apply: 'Xem',
    clear: 'Về mặc định',
  },
  groups: 'Theo tệp và lý do',
  byCommittee: 'Gửi lại theo cấp ủy',
  noCommittee: 'Chưa rõ tổ chức',
  whole: 'Tất cả các dòng này',
  csv: 'CSV',
  csvOf: (name: string, count: string) => `Tải CSV: ${name}, ${count} dòng`,
  rows: (from: string, to: string, total: string) => `Dòng ${from}–${to} trên ${total}`,
  rowsCaption: 'Từng dòng bị loại',
  previous: 'Trước',
  next: 'Sau',
  pages: 'Trang của danh sách dòng bị loại',
  columns: {
    asOf: 'Ngày chốt',
    file: 'Tệp',
    line: 'Dòng số',
    column: 'Cột',
    columnName: 'Tên cột trong tệp',
    reason: 'Lý do',
    todo: 'Cần làm',
    found: 'Thấy',
    expected: 'Cần',
    organizationCode: 'Mã tổ chức',
    organization: 'Tổ chức',
    committee: 'Cấp ủy cấp trên',
    mended: 'Đã sửa ở',
    count: 'Số dòng',
  },
  fileName: (date: string) => `dong-bi-loai-${date}`,
  text: (length: string) => `chữ, ${length} ký tự`,
  found: (text: string) => text,
  /** `sign`: the number of a sign in Unicode, or what a spreadsheet has put before or behind. */
  withSign: (text: string, sign: string) =>
    sign.startsWith('U+')
      ? `${text}, có ký tự ẩn hoặc lạ ${sign}`
      : /["“”„‟‘’«»]/.test(sign)
        ? `${text}, nằm trong dấu ngoặc ${sign}`
        : `${text}, có ${sign} của bảng tính`,
  empty: 'để trống',
  expected: (text: string) => expectedWords[text] ?? text,
  codeList: (list: string) => `một mã trong danh mục ${list}`,
  lists: {
    organization_level: 'cấp tổ chức',
    organization_type: 'loại hình',
    member_status: 'tình trạng đảng viên',
    case_type: 'loại hồ sơ',
    stage: 'giai đoạn',
    closing: 'hình thức kết thúc',
    duty_type: 'loại nhiệm vụ',
    duty_state: 'trạng thái nhiệm vụ',
    succession_event: 'thay đổi tổ chức',
  } as Record<string, string>,
  todo: {
    malformed_row: 'Dòng thừa hoặc thiếu ô so với tiêu đề: xem dấu phân cách, dấu nháy, ô xuống dòng.',
    missing_value: 'Điền giá trị bắt buộc.',
    wrong_type:
      'Viết lại đúng dạng: ngày dd/mm/yyyy, số nguyên, không ghi chữ; mã thì gõ lại từng chữ, không dán.',
    unknown_code: 'Dùng đúng một mã trong danh mục.',
    date_out_of_range: 'Xem lại năm: không trước 1930, không sau ngày chốt.',
    dates_contradict: 'Xem lại thứ tự ngày: tiếp nhận, kết luận, kết thúc.',
    closing_mismatch: 'Đã kết thúc thì ghi đủ giai đoạn, ngày và hình thức kết thúc; chưa thì để trống.',
    duplicate_code: 'Giữ một dòng cho mỗi mã, bỏ các dòng trùng.',
    unknown_organization: 'Dùng mã có trong tệp tổ chức, hoặc bổ sung tổ chức đó.',
  } as Record<string, string>,
  columnLabel: (name: string) => columnLabels[name] ?? name,
};
