import type { Counted } from '../counted';

/** What to do on this page where the loader's own words speak of the command line. */
const hints: Record<string, string> = {
  too_many_rejects: 'Sửa các dòng liệt kê dưới đây rồi gửi lại, hoặc chọn ngoại lệ ở dưới.',
  row_count_drop: 'Hỏi nơi gửi xem tệp có thiếu không; nếu đúng là giảm, chọn ngoại lệ ở dưới.',
  not_newer: 'Nạp theo thứ tự thời gian; chỉ bản chốt mới nhất được thay bằng một bản sửa.',
};

/** The page on which a steward loads a snapshot, in Vietnamese. */
export const upload = {
  title: 'Nạp số liệu',
  open: 'Nạp số liệu mới',
  finding: {
    start: 'Đưa tệp của một bản chốt vào, kiểm tra, rồi mới nạp',
    checking: 'Đang kiểm tra, chưa có gì được lưu',
    loading: (date: string) => `Đang nạp bản chốt ${date}`,
    passed: (date: string) => `Bản chốt ${date} nạp được`,
    known: 'Bản chốt này đã nạp rồi',
    refused: 'Bản chốt bị từ chối, số liệu đang dùng vẫn nguyên',
    loaded: (date: string, version: string) => `Đã nạp bản chốt ${date}: bản ${version} đang dùng`,
    stopped: 'Đã dừng, số liệu đang dùng vẫn nguyên',
    busy: 'Một lần nạp khác đang chạy',
    fault: 'Chương trình gặp lỗi, số liệu đang dùng vẫn nguyên',
  },
  lede: 'Tệp chỉ nằm trong bộ nhớ của máy này và bị xóa sau khi nạp, khi hủy, hoặc sau 30 phút không dùng. Trước khi bấm Nạp không có gì được lưu.',
  back: 'Về trang Dữ liệu',
  again: (time: string) => `Có một bản chốt đang làm dở từ ${time}`,
  goOn: 'Mở lại',
  elsewhere: 'Số liệu được nạp ở nơi công bố',
  follower:
    'Máy này chỉ theo sau nơi công bố: số liệu được nạp ở đó rồi đưa sang đây, không nạp tại máy này.',
  noRoom: {
    missing:
      'Máy này không có /dev/shm: không có chỗ trong bộ nhớ để giữ tệp, mà tệp gốc không được ghi xuống đĩa. Nạp bằng lệnh: npm run etl -- load THƯ_MỤC.',
    not_memory:
      '/dev/shm của máy này không nằm trong bộ nhớ (tmpfs), mà tệp gốc không được ghi xuống đĩa. Nạp bằng lệnh: npm run etl -- load THƯ_MỤC.',
    small: (free: string) =>
      `/dev/shm chỉ còn trống ${free}: không đủ chỗ giữ tệp trong bộ nhớ. Nhờ quản trị viên nới /dev/shm, hoặc nạp bằng lệnh: npm run etl -- load THƯ_MỤC.`,
  },
  full: 'Đang có quá nhiều bản chốt làm dở. Hủy bớt, hoặc đợi 30 phút.',
  statement: 'Bản chốt',
  asOf: 'Ngày chốt',
  asOfHint: 'Ngày mà các tệp phản ánh, thường là ngày cuối tháng',
  source: 'Nguồn',
  sourceHint: 'Nơi gửi, số công văn (không ghi tên người)',
  files: 'Tệp',
  drop: 'Kéo thả tệp vào đây, hoặc chọn ở từng dòng. CSV, XLSX hoặc Parquet, mỗi loại một tệp.',
  choose: 'Chọn tệp',
  replaceFile: 'Thay tệp',
  removeFile: (name: string) => `Bỏ tệp ${name}`,
  remove: 'Bỏ',
  fileOf: (register: string) => `Tệp ${register}`,
  required: 'bắt buộc',
  optional: 'nếu có',
  noFile: 'chưa có tệp',
  total: 'Số dòng nơi gửi báo',
  totalOf: (register: string) => `Số dòng nơi gửi báo: ${register}`,
  totalHint: 'không bắt buộc',
  sending: (percent: string) => `đang gửi ${percent}`,
  unknownName: (name: string) =>
    `Không nhận ra tệp “${name}”: tên cần là organizations, members, cases, duties hoặc successions; hoặc thả tệp vào đúng dòng.`,
  unknownFormat: (name: string) =>
    `Không đọc được loại tệp “${name}”: cần .csv, .xlsx hoặc .parquet. Tệp .xls: mở ra và lưu lại dạng .xlsx.`,
  refusedFile: {
    too_large: 'Tệp lớn hơn 2 GB: nạp bằng lệnh npm run etl -- load THƯ_MỤC.',
    no_room: (free: string) => `Không đủ bộ nhớ để giữ tệp (còn ${free}): bỏ bớt tệp, hoặc nạp bằng lệnh.`,
    empty: 'Tệp rỗng.',
    other_content:
      'Nội dung không đúng với đuôi tệp: có thể tệp bị đổi đuôi, hoặc là .xls cũ; mở ra và lưu lại đúng dạng.',
    cut_off: 'Tệp gửi chưa trọn: gửi lại.',
  },
  sendFailed: 'Không gửi được tệp: kết nối bị ngắt. Gửi lại.',
  missing: 'Tổ chức chưa gửi',
  missingHint: 'Mã các tổ chức chưa gửi số liệu kỳ này, cách nhau bằng dấu phẩy hoặc khoảng trắng',
  problems: {
    missing_day: 'Ghi ngày chốt.',
    no_day: 'Ngày chốt cần là một ngày có thật, dạng YYYY-MM-DD.',
    future_day: 'Ngày chốt không được sau hôm nay.',
    no_count: 'Số dòng cần là số nguyên.',
    too_long: 'Nội dung quá dài.',
  },
  obstacles: {
    no_files: 'Cần đủ ba tệp bắt buộc: tổ chức, đảng viên, hồ sơ.',
    problems: 'Sửa các ô báo lỗi rồi kiểm tra lại.',
    receiving: 'Tệp đang được gửi lên: đợi xong rồi thử lại.',
    other_running: 'Máy chủ đang chạy một lần kiểm tra hay nạp khác: đợi xong rồi thử lại.',
    unchecked: 'Tệp hoặc thông tin đã đổi sau lần kiểm tra: kiểm tra lại trước khi nạp.',
    no_room:
      'Bộ nhớ của máy chủ đã đầy (/dev/shm): đợi bản chốt khác xong, hoặc nhờ quản trị viên, rồi kiểm tra lại.',
  },
  exceptions: 'Ngoại lệ',
  exceptionsHint: 'Chỉ chọn khi đã hỏi nơi gửi và biết chắc lý do',
  replace: 'Thay bản chốt cùng ngày',
  replaceMeaning:
    'Bản chốt mới nhất có đúng ngày này. Chọn để nạp lại như một bản sửa: bản cũ không còn được tính ở đâu nữa.',
  accept_drop: 'Chấp nhận tệp ít dòng hơn',
  accept_dropMeaning:
    'Một tệp ít hơn kỳ trước quá 20 % số dòng: thường là gửi thiếu. Hồ sơ không còn trong tệp sẽ thành “biến mất”.',
  max_rejects: 'Cho phép dòng bị loại đến',
  max_rejectsMeaning:
    'Quá 1 % số dòng của một tệp bị loại: thường là sai cả cột. Dòng bị loại không vào số liệu cho đến khi được sửa.',
  percent: '% của tệp',
  check: 'Kiểm tra',
  checkAgain: 'Kiểm tra lại',
  load: (date: string) => `Nạp bản chốt ${date}`,
  cancel: 'Hủy, xóa các tệp',
  stop: 'Dừng',
  startNew: 'Nạp một bản chốt khác',
  toData: 'Xem trang Dữ liệu',
  toOverview: 'Xem Tổng quan',
  refresh: 'Xem đến đâu rồi',
  died: (step: string) =>
    `Việc đang chạy bị ngắt giữa chừng${step === '' ? '' : ` ở bước “${step}”`}. Thử lại; nếu vẫn lỗi, báo quản trị viên.`,
  leave: 'Có thể rời trang này: việc đang chạy vẫn tiếp tục, mở lại trang để xem kết quả.',
  progress: 'Tiến trình',
  elapsed: (text: string) => `${text} giây`,
  phases: {
    read: 'Đọc tệp',
    compare: 'Đối chiếu các kỳ trước',
    build: 'Tính số liệu',
    verify: 'Kiểm tra số liệu',
    write: 'Ghi và công bố',
  },
  phaseStates: { done: 'xong', now: 'đang làm', next: 'chờ' },
  result: 'Kết quả',
  summary: (read: Counted, kept: Counted, rejected: Counted) =>
    rejected.n === 0
      ? `Đọc ${read.text} dòng, nhận tất cả.`
      : `Đọc ${read.text} dòng, nhận ${kept.text}, loại ${rejected.text} dòng có lý do.`,
  knownText: 'Nội dung giống hệt bản chốt đã nạp: không có gì để nạp thêm.',
  filesTable: 'Theo tệp',
  rejectsTable: 'Dòng bị loại theo lý do',
  rowsTable: (shown: string, all: string) => `Từng dòng bị loại: ${shown} trên ${all}`,
  rowsCsv: 'Tải danh sách dòng bị loại (CSV)',
  warnings: 'Lưu ý',
  noWarnings: 'Không có lưu ý.',
  format: 'Dạng',
  missingColumns: 'Cột không có',
  refusal: { file: 'Tệp', line: 'Dòng số', found: 'Thấy', expected: 'Cần', hint: 'Cần làm' },
  reasons: {
    missing_file: 'Thiếu tệp',
    unreadable_file: 'Không đọc được tệp',
    unknown_encoding: 'Không nhận ra bảng mã',
    ambiguous_file: 'Không rõ phải đọc tệp hay cột nào',
    missing_column: 'Thiếu cột bắt buộc',
    unknown_contract: 'Sai phiên bản hợp đồng số liệu',
    bad_as_of: 'Ngày chốt không dùng được',
    control_total: 'Số dòng không khớp số nơi gửi báo',
    too_many_rejects: 'Quá nhiều dòng bị loại',
    row_count_drop: 'Tệp ít dòng hơn hẳn kỳ trước',
    not_newer: 'Ngày chốt không sau bản đã nạp',
    bad_setting: 'Tệp cài đặt sai',
    failed_check: 'Một kiểm tra số liệu không đạt',
    not_writable: 'Không ghi được vào thư mục số liệu',
  } as Record<string, string>,
  hint: (reason: string, hint: string) => hints[reason] ?? hint,
  bytes: (value: string, unit: string) => `${value} ${unit}`,
};
