/** Sentences of the page `briefings`, in Vietnamese. The briefing itself is a Vietnamese document in every language. */
export const briefings = {
  title: 'Báo cáo',
  finding: (name: string, issued: number) =>
    issued === 0
      ? `Báo cáo ${name}: dự thảo, chưa ban hành`
      : `Báo cáo ${name}: đã ban hành${issued > 1 ? `, lần ${issued}` : ''}`,
  lede: (version: string) =>
    `Bản xem trước lập từ bản số liệu ${version}. Số gạch chân dẫn tới cách tính; phần đánh giá do người soạn ghi.`,
  choose: 'Chọn kỳ',
  month: 'Tháng cuối kỳ',
  span: 'Kỳ báo cáo',
  spans: { month: 'tháng', quarter: 'quý', half: '6 tháng', nine_months: '9 tháng', year: 'năm' },
  show: 'Xem',
  downloads: 'Tải xuống',
  draft: 'dự thảo',
  issued: 'đã ban hành',
  preview: 'Bản xem trước',
  notPrinted: 'Chưa xác định độ mật: người soạn xác định theo danh mục đang có hiệu lực.',
  texts: 'Phần đánh giá của người soạn',
  textsHelp: 'Để trống thì văn bản giữ chỗ chờ ghi. Ghi đến đâu, lưu đến đó.',
  prompts: {
    leadership: 'Lãnh đạo, chỉ đạo',
    strengths: 'Ưu điểm',
    weaknesses: 'Hạn chế, khuyết điểm',
    causes: 'Nguyên nhân',
    tasks: 'Nhiệm vụ trọng tâm',
    proposals: 'Kiến nghị, đề xuất',
  },
  save: 'Lưu',
  saved: 'Đã lưu.',
  saving: 'Đang lưu…',
  notSaved: 'Chưa lưu được. Hãy bấm Lưu.',
  issue: 'Ban hành',
  issueHelp:
    'Ban hành đóng băng bốn tệp cùng nguồn gốc của chúng; số, ngày và chữ ký vẫn để trống cho văn thư.',
  done: 'Đã ban hành.',
  list: 'Đã ban hành',
  none: 'Chưa ban hành báo cáo nào.',
  columns: ['Kỳ', 'Lần', 'Bản số liệu', 'Thời điểm', 'Người ban hành', 'Tệp'] as readonly string[],
  changes: (id: string) => `Số liệu nay khác với ${id}`,
  unchanged: (id: string) => `Mọi số liệu vẫn như trong ${id}.`,
  changeColumns: ['Số liệu', 'Đã ban hành', 'Nay là'] as readonly string[],
  more: (count: number) => `Còn ${count} số liệu khác.`,
  unavailable: 'Không có báo cáo cho tài khoản này',
  origin: (metric: string, period: string, part: string) =>
    `${metric}, ${period}${part}. Bấm để xem cách tính.`,
};
