import type { Counted } from '../counted';

/** Sentences of the page `organizations`, in Vietnamese. */
export const organizations = {
  title: 'Tổ chức',
  headline: (total: Counted, month: string) =>
    total.n === 0 ? `Không có tổ chức nào cuối ${month}` : `${total.text} tổ chức cuối ${month}`,
  unknownThen: (month: string) => `Chưa biết có bao nhiêu tổ chức trong ${month}`,
  unknownThenLede: 'Chưa có bản chốt nào đến tháng này; cây tổ chức dưới đây theo bản chốt đầu tiên.',
  treeDescription: (month: string) => `Cây tổ chức ${month}. Mỗi dòng tính cả cấp dưới`,
  treeHelp: 'Mở một dòng để thấy phần riêng và từng tổ chức bên dưới',
  treeNote:
    'Dòng “riêng” cộng với các dòng bên dưới bằng dòng trên. Tuân thủ: nhiệm vụ đúng hạn trên số tính được, 12 tháng đến tháng này.',
  treeTable: 'Cây tổ chức với số liệu của tháng',
  treeNone: (month: string) => `Không có tổ chức nào trong ${month}`,
  treeNoCases: (month: string) => `Không tổ chức nào có hồ sơ đang xử lý cuối ${month}`,
  treeMost: (name: string, count: Counted, total: Counted, share: string) =>
    total.n === 1
      ? `${name} giữ hồ sơ đang xử lý duy nhất`
      : count.n === total.n
        ? `${name} giữ tất cả ${total.text} hồ sơ đang xử lý`
        : `${name} giữ ${count.text} trên ${total.text} hồ sơ đang xử lý (${share})`,
  compliance: 'Tuân thủ 12 tháng',
  below: { as_reported: 'Tổ chức bên dưới', current: 'Tổ chức bên dưới hiện nay' },
  own: 'Riêng tổ chức này',
  ownShort: 'riêng',
  code: 'Mã',
  depth: 'Cấp trong cây',
  kind: 'Cấp, loại hình',
  path: 'Thuộc',
  existence: 'Thời gian tồn tại',
  open: (name: string, count: string) => `Mở ${name}: ${count} tổ chức bên dưới`,
  close: (name: string) => `Đóng ${name}`,
  rows: (first: string, last: string, all: string) => `${first}–${last} trên ${all} tổ chức`,
  endedOn: (date: string) => `kết thúc ${date}`,
  sinceShort: (date: string) => `từ ${date}`,
  searchLabel: 'Tìm tổ chức theo tên hoặc mã',
  searchButton: 'Tìm',
  searchClose: 'Về cây tổ chức',
  searchDescription:
    'Tìm cả tên cũ và tổ chức đã kết thúc; không phân biệt dấu. Vị trí trong cây theo kỳ đang xem',
  searchTable: 'Tổ chức tìm thấy',
  found: (count: Counted, words: string) =>
    count.n === 0 ? `Không tìm thấy tổ chức nào với “${words}”` : `${count.text} tổ chức với “${words}”`,
  formerly: (name: string) => `tên cũ: ${name}`,
  period: (from: string, to: string) => {
    if (from === '' && to === '') return 'đang hoạt động';
    if (to === '') return `từ ${from}`;
    return from === '' ? `đến ${to}` : `${from} – ${to}`;
  },
  pageNumbers: 'số trang có trong danh sách',
  unknown: (code: string) =>
    `Không có tổ chức nào mang mã “${code}”. Tìm theo tên hoặc mã ở trang Tổ chức, kể cả tên cũ và tổ chức đã kết thúc.`,
  subject: (name: string, pending: Counted, overdue: Counted) => {
    if (pending.n === 0) return `${name}: không có hồ sơ đang xử lý`;
    const late = overdue.n === 0 ? 'không hồ sơ nào quá hạn' : `${overdue.text} quá hạn`;
    return `${name}: ${pending.text} hồ sơ đang xử lý, ${late}`;
  },
  notYet: (name: string, month: string) => `${name} chưa thành lập trong ${month}`,
  gone: (name: string, date: string) => `${name} đã kết thúc hoạt động ${date}`,
  codeIs: (code: string) => `mã ${code}`,
  belowCount: (count: Counted) => `${count.text} tổ chức bên dưới`,
  nowNamed: (name: string) => `nay tên là ${name}`,
  endedInto: (date: string, count: Counted) =>
    `Kết thúc hoạt động ${date}; công việc chuyển về${count.n === 1 ? '' : ` ${count.text} tổ chức`}:`,
  endedWithout: (date: string) => `Kết thúc hoạt động ${date}; không có tổ chức kế thừa trong danh mục.`,
  countedElsewhere: (name: string) => `Theo cơ cấu hiện nay, số liệu của ${name} tính ở:`,
  today: (name: string) => `nay là ${name}`,
  pathLabel: 'Vị trí trong cây tổ chức',
  elsewhere: 'Xem trên trang',
  scopeLabel: 'Phạm vi số liệu',
  scopes: { all: 'Cả cấp dưới', own: 'Riêng tổ chức này' },
  scope: { all: 'cả cấp dưới', own: 'riêng tổ chức này' },
  chartDescription: (months: number) => `Cuối tháng, ${months} tháng; dải nhạt: mức dao động thường`,
  chartTable: 'Hồ sơ và tỷ lệ tuân thủ 12 tháng của tổ chức theo tháng',
  noCasesThen: (measure: string) => `${measure}: không có số của tháng này`,
  above: (count: Counted, band: string) => `${count.text} hồ sơ đang xử lý: trên ${band.toLowerCase()}`,
  under: (count: Counted, band: string) => `${count.text} hồ sơ đang xử lý: dưới ${band.toLowerCase()}`,
  pendingNow: (count: Counted) => `${count.text} hồ sơ đang xử lý`,
  pendingChange: (count: Counted, change: number, size: Counted) => {
    if (change === 0) return `${count.text} hồ sơ đang xử lý, bằng cùng kỳ năm trước`;
    return `${count.text} hồ sơ đang xử lý, ${change > 0 ? 'hơn' : 'kém'} cùng kỳ năm trước ${size.text}`;
  },
  backlogDescription: (date: string) => `Hồ sơ đang xử lý theo loại và tuổi (ngày làm việc), ${date}`,
  backlogTable: 'Hồ sơ đang xử lý của tổ chức theo loại hồ sơ và tuổi',
  mostly: (name: string, count: Counted, total: Counted, old: Counted) => {
    if (total.n === 1) return `Hồ sơ duy nhất: ${name}${old.n === 0 ? '' : ', trên 60 ngày'}`;
    const aged = old.n === 0 ? '' : `; ${old.text} trên 60 ngày`;
    if (count.n === total.n) return `Tất cả ${total.text} hồ sơ là ${name}${aged}`;
    return `Nhiều nhất: ${name} (${count.text}/${total.text})${aged}`;
  },
  states: {
    on_time: 'Đúng hạn',
    late: 'Muộn',
    overdue: 'Quá hạn',
    unknown: 'Chưa rõ',
    not_yet_due: 'Chưa đến hạn',
  },
  waived: 'Được miễn, không áp dụng',
  state: 'Tình trạng',
  usual: 'Chung',
  noDuties: 'Không có nhiệm vụ nào trong 12 tháng',
  dutyLow: (name: string, rate: string, counts: string, usual: string) =>
    `${name} thấp hơn hẳn mức chung: ${rate} (${counts}), chung ${usual}`,
  dutiesOverdue: (count: Counted) =>
    `${count.text} nhiệm vụ quá hạn chưa làm; không loại nào thấp hơn hẳn mức chung`,
  dutiesLate: (count: Counted) => `${count.text} nhiệm vụ làm muộn; không loại nào thấp hơn hẳn mức chung`,
  dutiesUsual: 'Không nhiệm vụ nào muộn hay quá hạn',
  dutiesDescription: (period: string) => `Có hạn trong ${period}; tình trạng tại bản chốt mới nhất`,
  dutiesNote: (who: string) =>
    `Chấm: tỷ lệ đúng hạn với khoảng tin cậy 95 %; vạch đứng: mức chung của ${who}.`,
  dutiesTable: 'Nhiệm vụ của tổ chức theo loại và tình trạng',
  openTitle: (overdue: Counted, coming: Counted) => {
    const late = overdue.n === 0 ? 'Không nhiệm vụ nào quá hạn' : `${overdue.text} nhiệm vụ quá hạn`;
    return `${late}; ${coming.n === 0 ? 'không có' : coming.text} nhiệm vụ đến hạn trong 30 ngày`;
  },
  openDescription: (date: string) => `Tính từ ngày chốt mới nhất, ${date}`,
  openTable: 'Nhiệm vụ quá hạn và đến hạn trong 30 ngày',
  dueDate: 'Hạn',
  document: 'Văn bản',
  dutyCount: 'Số nhiệm vụ',
  several: (count: Counted) => `${count.text} tổ chức`,
  more: (count: Counted) => `và ${count.text} mục nữa, trong bảng`,
  historyTable: 'Thay đổi của tổ chức',
  date: 'Ngày',
  event: 'Sự kiện',
  from: 'Từ',
  to: 'Đến',
  basis: 'Căn cứ',
  founded: 'Thành lập',
  historyNone: 'Chưa sáp nhập, tách hay chuyển giao lần nào',
  historyFrom: (before: Counted) =>
    before.n === 0 ? 'Đã tách hoặc chuyển giao một phần' : `Kế thừa ${before.text} tổ chức`,
  historyEnded: (date: string, after: Counted) =>
    after.n === 0
      ? `Kết thúc ${date}, không có tổ chức kế thừa`
      : `Kết thúc ${date}, ${after.text} tổ chức kế thừa`,
  events: {
    in: {
      renamed: (who: string) => `${who === '' ? 'Đổi' : `${who} đổi`} tên từ`,
      merged_into: (who: string) => `${who === '' ? 'Nhận' : `${who} nhận`} sáp nhập`,
      split_from: (who: string) => `${who === '' ? 'Tách' : `${who} tách`} ra từ`,
      handed_over: (who: string) => `${who === '' ? 'Nhận' : `${who} nhận`} bàn giao từ`,
      ended: (who: string) => `${who === '' ? 'Kết thúc' : `${who} kết thúc`} hoạt động`,
    },
    out: {
      renamed: (who: string) => `${who === '' ? 'Đổi' : `${who} đổi`} tên thành`,
      merged_into: (who: string) => `${who === '' ? 'Sáp' : `${who} sáp`} nhập vào`,
      split_from: (who: string) => `${who === '' ? 'Tách' : `${who} tách`} thành`,
      handed_over: (who: string) => `${who === '' ? 'Bàn' : `${who} bàn`} giao cho`,
      ended: (who: string) => `${who === '' ? 'Kết thúc' : `${who} kết thúc`} hoạt động`,
    },
  },
  ownEvents: { name: 'Đổi tên', type: 'Đổi loại hình', parent: 'Đổi cấp trên' },
  ownName: (from: string, to: string) => `Đổi tên từ ${from} thành ${to}`,
  ownType: (from: string, to: string) => `Đổi loại hình từ ${from} thành ${to}`,
  ownParent: (from: string, to: string) => `Chuyển từ ${from} về ${to}`,
  deliveries: (missing: Counted, total: Counted) => {
    if (total.n === 0) return 'Chưa có kỳ nào phải gửi số liệu trong 24 tháng';
    return missing.n === 0
      ? `Gửi số liệu đủ ${total.text} kỳ trong 24 tháng`
      : `Không gửi số liệu ${missing.text} trên ${total.text} kỳ trong 24 tháng`;
  },
  deliveryStates: {
    delivered: 'đã gửi',
    missing: 'không gửi',
    absent: 'không tồn tại',
    none: 'không có bản chốt',
  },
  flowTitle: (
    { before, after, end }: { before: Counted; after: Counted; end: Counted },
    months: string[],
    now: string,
  ) => {
    const waves =
      months.length === 1 ? `đợt ${months.join('')}` : `${months.length} đợt (${months.join(', ')})`;
    const since = end.n === after.n ? '' : `; cuối ${now}: ${end.text}`;
    if (before.n === after.n) return `${before.text} tổ chức cơ sở, số lượng không đổi sau ${waves}${since}`;
    return `${before.text} tổ chức cơ sở ${before.n > after.n ? 'còn' : 'thành'} ${after.text} sau ${waves}${since}`;
  },
  flowNone: (months: number) => `Không có đợt sắp xếp nào trong ${months} tháng`,
  flowDescription:
    'Tổ chức cơ sở theo cấp trên trực tiếp, trước và sau từng đợt sắp xếp. Chiều cao: số tổ chức',
  flowHelp: 'Bấm một dải hay một đợt để xem từng tổ chức',
  flowNote:
    'Dải xanh: sáp nhập, tách, bàn giao, đổi tên hoặc đổi cấp trên; dải xám: giữ nguyên. Số ghi ở mỗi đợt: tổ chức cơ sở thay đổi từ cột trước đến cột sau. Luôn theo thời điểm; bảng có mọi sự kiện, kể cả của cấp trên và chi bộ trực thuộc.',
  flowSummary: (waves: number) =>
    `Sơ đồ dòng: tổ chức cơ sở theo cấp trên qua ${waves} đợt sắp xếp. Từng dải là một liên kết; mọi sự kiện có trong bảng.`,
  spanLabel: 'Khoảng thời gian của sơ đồ',
  spans: { window: (months: number) => `${months} tháng`, all: () => 'Cả thời gian' },
  grassroots: (count: Counted) => `${count.text} tổ chức cơ sở`,
  wave: (month: string, count: Counted) => {
    if (count.n === 0) return month === '' ? 'không đổi' : `${month}: không đổi`;
    return month === '' ? `${count.text} thay đổi` : `đợt ${month}: ${count.text}`;
  },
  band: (ends: { from: string; to: string; moved: boolean }, from: Counted, to: Counted) => {
    if (!ends.moved) return `${from.text} tổ chức giữ nguyên ở ${ends.from}`;
    if (to.n === 0) return `${from.text} tổ chức của ${ends.from} kết thúc`;
    if (from.n === 0) return `${to.text} tổ chức mới ở ${ends.to}`;
    const where = ends.from === ends.to ? `trong ${ends.to}` : `từ ${ends.from} về ${ends.to}`;
    return from.n === to.n
      ? `${from.text} tổ chức ${where}`
      : `${from.text} tổ chức ${where}, thành ${to.text}`;
  },
  noneAbove: 'Không có cấp trên',
  groupEnded: 'Kết thúc',
  groupNew: 'Mới',
  groupOther: 'Cấp trên khác',
  groupOutside: 'Ngoài phần được xem',
  movedEvent: 'Chuyển cấp trên (thấy lần đầu ở bản chốt ngày này)',
  fromGroup: 'Cấp trên trước',
  toGroup: 'Cấp trên sau',
  eventsTable: 'Mọi sự kiện sắp xếp tổ chức trong khoảng của sơ đồ',
  waveTitle: (count: Counted, where: { from: string; to: string; group: string }) =>
    `${count.text} sự kiện sau ${where.from} đến ${where.to}${where.group === '' ? '' : `, về ${where.group}`}`,
};
