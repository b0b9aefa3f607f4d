/** Words of the frame in Vietnamese: what the browser needs too. Sentences with findings stand in sentences.vi.ts. */
export const vi = {
  product: 'Lăng Kính',
  tagline: 'Theo dõi công việc bảo vệ chính trị nội bộ',
  skip: 'Đến phần nội dung',
  nav: {
    label: 'Các trang',
    overview: 'Tổng quan',
    trends: 'Xu hướng',
    compliance: 'Tuân thủ',
    backlog: 'Tồn đọng',
    definitions: 'Định nghĩa',
    data: 'Dữ liệu',
  },
  language: { label: 'Ngôn ngữ', vi: 'Tiếng Việt', en: 'English' },
  filters: {
    label: 'Bộ lọc',
    period: 'Kỳ',
    type: 'Loại hình',
    case: 'Loại hồ sơ',
    all: 'tất cả',
    chooseAll: 'Tất cả',
    some: (count: number) => `${count} loại`,
    basis: 'Cơ cấu tổ chức',
    as_reported: 'Theo thời điểm',
    current: 'Theo cơ cấu hiện nay',
    basisHelp: {
      as_reported: 'Loại hình và cấp trên như lúc báo cáo',
      current: 'Quy về cơ cấu tổ chức của bản số liệu mới nhất',
    },
    clear: 'Bỏ mọi bộ lọc',
    organization: 'Tổ chức',
    crumbs: 'Tổ chức đang xem',
    inUse: 'Bộ lọc đang dùng',
    remove: (name: string) => `Bỏ lọc: ${name}`,
    directlyBelow: 'Ngay dưới',
    more: (count: string) => `và ${count} tổ chức khác`,
    successor: (name: string) => `Nay thuộc ${name}`,
    ofMonth: (month: string) => `Kỳ: ${month}`,
    window: 'Khoảng',
    months: (count: number) => `${count} tháng`,
    cutOff: (date: string) => `Số liệu chốt ${date}`,
    version: (id: string) => `bản ${id}`,
    noSnapshot: 'không có bản chốt trong tháng',
    earlier: 'Năm trước',
    later: 'Năm sau',
  },
  panel: {
    table: 'Bảng',
    csv: 'CSV',
    svg: 'SVG',
    png: 'PNG',
    link: 'Liên kết',
    explain: 'Cách tính',
    csvOf: (title: string) => `Tải CSV: ${title}`,
    svgOf: (title: string) => `Tải SVG: ${title}`,
    pngOf: (title: string) => `Tải PNG: ${title}`,
    linkOf: (title: string) => `Liên kết đến bảng: ${title}`,
    failed: 'Không lập được phần này',
    failedHelp: 'Các phần khác vẫn đúng. Tải lại trang; nếu vẫn lỗi, báo quản trị viên kèm mã bên dưới.',
    keyboard: 'Phím ← → đi từng tháng',
    total: 'Cộng',
    marks: 'Vạch đứt',
  },
  cells: {
    zero: 'không có',
    not_applicable: 'không áp dụng',
    not_reported: 'chưa báo cáo',
    suppressed: 'được ẩn',
    legend: 'Ô không có số',
    steps: 'Thang màu cố định',
    from: (low: string) => `từ ${low}`,
    under: (high: string) => `dưới ${high}`,
  },
  footer: {
    version: (id: string) => `Bản dữ liệu ${id}`,
    snapshot: (date: string) => `Chốt ngày ${date}`,
    basis: (name: string) => `Cơ cấu: ${name}`,
    checks: (passed: string, total: string) => `${passed}/${total} kiểm tra đạt`,
    reconciled: (agreeing: string, total: string) => `Đối soát: ${agreeing}/${total} số công bố khớp`,
    unreconciled: 'Chưa có số công bố để đối soát',
    disclosure: 'Mức công bố: đầy đủ',
  },
  errors: {
    title: 'Không mở được trang',
    notFound: 'Không có trang này',
    notFoundHelp: 'Địa chỉ có thể đã gõ sai. Các trang có ở thanh trên cùng.',
    badRequest: 'Địa chỉ có tham số không dùng được',
    notReady: 'Chưa có số liệu',
    notReadyHelp: 'Chưa có bản số liệu nào được công bố. Nạp bản chốt đầu tiên rồi tải lại trang này.',
    fault: 'Chương trình gặp lỗi',
    faultHelp: 'Tải lại trang; nếu vẫn lỗi, báo quản trị viên kèm mã lỗi và thời điểm.',
    load: 'Nạp số liệu',
    home: 'Về trang Tổng quan',
    code: (status: number) => `Mã ${status}`,
  },
};

type Words<Of> = {
  [Key in keyof Of]: Of[Key] extends (...inputs: infer Inputs) => string
    ? (...inputs: Inputs) => string
    : Of[Key] extends string
      ? string
      : Words<Of[Key]>;
};

/** The shape that the words of every language have. */
export type Messages = Words<typeof vi>;
