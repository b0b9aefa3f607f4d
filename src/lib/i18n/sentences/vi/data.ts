import type { Counted } from '../counted';

/** Sentences of the page `data`, in Vietnamese. */
export const data = {
  good: (snapshots: Counted, checks: string) =>
    `${snapshots.text} bản chốt đã nạp, cả ${checks} kiểm tra đều đạt`,
  bad: (failed: Counted) => `${failed.text} kiểm tra không đạt`,
  lede: (rows: string, rejected: string, date: string) =>
    `Bản chốt mới nhất ${date}: nhận ${rows} dòng, loại ${rejected} dòng có lý do.`,
  part: (name: string, date: string) => `Số liệu của ${name}, chốt ngày ${date}`,
  partLede:
    'Sổ nạp, dòng bị loại, kiểm tra, đối soát và thay đổi giữa các bản nói về mọi tổ chức, nên không có trong phần được xem.',
  restrictedLede:
    'Mức công bố hạn chế: sổ nạp, dòng bị loại, đối soát và thay đổi giữa các bản có số nhỏ, nên không nêu.',
  snapshots: 'Bản chốt',
  loads: (rejected: Counted) =>
    rejected.n === 0
      ? 'Sổ nạp: không dòng nào bị loại'
      : `Sổ nạp: ${rejected.text} dòng bị loại, mỗi dòng có lý do`,
  loadsDescription: 'Mỗi dòng là một tệp của một bản chốt, mới nhất ở trên',
  snapshotsFinding: (count: Counted, first: string, last: string) =>
    `${count.text} bản chốt, từ ${first} đến ${last}`,
  snapshotsDescription: 'Các bản chốt đang có hiệu lực, mới nhất ở trên',
  checksGood: (count: string) => `Cả ${count} kiểm tra đều đạt`,
  checksBad: (failed: Counted, total: string) => `${failed.text} trên ${total} kiểm tra không đạt`,
  checksDescription: 'Chạy trên chính các bảng được công bố, trước khi công bố',
  reconciled: (agreeing: string, total: string) =>
    `${agreeing} trên ${total} số công bố khớp với số tính lại`,
  reconciledNone: 'Chưa có số công bố nào thuộc các tháng có bản chốt',
  reconciledDescription:
    'Số đã công bố so với số tính từ bản chốt của tháng đó; không khớp thì nêu ra, không chặn công bố',
  rejects: (count: Counted) =>
    count.n === 0 ? 'Không dòng nào bị loại' : `${count.text} dòng bị loại theo lý do`,
  rejectsDescription: 'Đếm theo bản chốt, tệp và lý do; không bao giờ hiện giá trị của dòng',
  notDelivered: (count: Counted) =>
    count.n === 0 ? 'Mọi tổ chức đều gửi số liệu' : `${count.text} lượt tổ chức chưa gửi số liệu`,
  notDeliveredDescription: 'Tổ chức được ghi là chưa gửi trong từng bản chốt',
  columns: {
    asOf: 'Ngày chốt',
    source: 'Nguồn',
    loadedAt: 'Nạp lúc',
    sha: 'SHA-256',
    correction: 'Bản sửa',
    file: 'Tệp',
    format: 'Dạng',
    encoding: 'Bảng mã',
    read: 'Đọc',
    kept: 'Nhận',
    rejected: 'Loại',
    vanished: 'Biến mất',
    ignored: 'Cột bỏ qua',
    check: 'Kiểm tra',
    claim: 'Điều phải đúng',
    table: 'Bảng',
    offending: 'Dòng sai',
    result: 'Kết quả',
    figure: 'Số công bố',
    published: 'Đã công bố',
    computed: 'Tính lại',
    agrees: 'Khớp',
    note: 'Ghi chú',
    reason: 'Lý do',
    count: 'Số dòng',
    organization: 'Tổ chức',
  },
  disclosure: {
    title: (cells: string, counted: string) =>
      `Mức hạn chế che ${cells} số ô về hồ sơ, tức ${counted} số lượt hồ sơ được đếm`,
    none: 'Bản này chưa có mức công bố hạn chế',
    description:
      'Các bảng mà người xem mức hạn chế có: ô nhỏ hơn ngưỡng, và ô che thêm để không suy ra được ô nhỏ; cộng mọi chỉ tiêu của bảng',
    table: 'Bảng',
    cells: 'Số ô',
    small: 'Dưới ngưỡng',
    hidden: 'Đã che',
    hiddenShare: 'Tỷ lệ ô che',
    countedShare: 'Tỷ lệ lượt đếm bị che',
    families: { cases: 'Hồ sơ', members: 'Đảng viên', duties: 'Nhiệm vụ' },
    tables: {
      month: 'theo tháng',
      month_by_type: 'theo tháng và loại tổ chức',
      month_by_duty_type: 'theo tháng và loại nhiệm vụ',
      month_by_case_type: 'theo tháng và loại hồ sơ',
      year: 'theo năm',
      year_by_type: 'theo năm và loại tổ chức',
      year_by_case_type: 'theo năm và loại hồ sơ',
      year_by_type_and_case_type: 'theo năm, loại tổ chức và loại hồ sơ',
    },
  },
  provinces: {
    title: (whole: Counted, late: Counted, absent: Counted) =>
      [
        `${whole.text} tỉnh đủ số liệu đến ngày chốt`,
        ...(late.n > 0 ? [`${late.text} tỉnh chậm`] : []),
        ...(absent.n > 0 ? [`${absent.text} tỉnh không có số liệu`] : []),
      ].join(', '),
    description: (date: string) =>
      `Bản gộp chốt ${date}: mỗi tỉnh được tính đến ngày chốt của chính tỉnh đó; các tháng sau đó thiếu tỉnh này`,
    prefix: 'Mã',
    name: 'Tỉnh',
    upTo: 'Số liệu đến',
    version: 'Bản',
    state: 'Tình trạng',
    passed: (version: string | null, fault: string) =>
      version === null ? `nơi tỉnh gửi: ${fault}` : `bỏ qua bản ${version}: ${fault}`,
    kept: 'dùng bản sao giữ ở đây',
    states: {
      included: 'đủ',
      late: 'chậm',
      other_contract: 'theo quy ước phiên bản khác',
      other_models: 'tính bằng phần mềm phiên bản khác',
      damaged: 'tệp thiếu hoặc không khớp mã băm',
      not_signed: 'không có chữ ký của tỉnh, hoặc chữ ký không khớp',
      put_back: 'cũ hơn bản mà tỉnh đã ký trước đó',
      not_kept: 'không có bản chốt đến ngày này',
      unreachable: 'không thấy bản nào',
    },
  },
  yes: 'có',
  no: 'không',
  passed: 'đạt',
  failed: 'không đạt',
  agrees: 'khớp',
  differs: 'lệch',
  uncomputed: 'không có bản chốt',
  files: {
    organizations: 'Tổ chức',
    members: 'Đảng viên',
    cases: 'Hồ sơ',
    duties: 'Nhiệm vụ',
    successions: 'Thay đổi tổ chức',
  },
  reasons: {
    malformed_row: 'Sai số cột',
    missing_value: 'Thiếu giá trị bắt buộc',
    wrong_type: 'Sai kiểu dữ liệu',
    unknown_code: 'Mã không có trong danh mục',
    date_out_of_range: 'Ngày ngoài khoảng',
    dates_contradict: 'Các ngày mâu thuẫn',
    closing_mismatch: 'Trạng thái kết thúc không khớp',
    duplicate_code: 'Trùng mã',
    unknown_organization: 'Không có tổ chức này',
  },
};
