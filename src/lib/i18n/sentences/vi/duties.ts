import type { Counted } from '../counted';

/** Sentences of the page `compliance` about organisations and open duties, in Vietnamese. */
export const duties = {
  funnel: {
    none: (period: string) => `Không tổ chức nào có nhiệm vụ tính được tỷ lệ trong ${period}`,
    one: (name: string, rate: string, counts: string) =>
      `Chỉ ${name} có nhiệm vụ tính được tỷ lệ: ${rate} (${counts})`,
    all: (total: Counted) => `Cả ${total.text} tổ chức đều đúng hạn mọi nhiệm vụ`,
    below: (below: Counted, total: Counted, common: string) =>
      `${below.text} trên ${total.text} tổ chức thấp hơn hẳn mức chung ${common}`,
    above: (above: Counted, total: Counted, common: string) =>
      `${above.text} trên ${total.text} tổ chức cao hơn hẳn mức chung ${common}, không tổ chức nào thấp hơn hẳn`,
    even: (total: Counted, common: string) =>
      `Không tổ chức nào trong ${total.text} tổ chức lệch khỏi mức chung ${common} quá mức ngẫu nhiên`,
    description: (period: string) => `Mỗi chấm một tổ chức, ${period}; hình thoi: ngoài giới hạn 99,8 %`,
    help: 'Bấm vào chấm để mở trang tổ chức',
    grouped: (period: string) =>
      `Chấm càng to càng nhiều tổ chức có cùng số nhiệm vụ và tỷ lệ, ${period}; hình thoi: ngoài giới hạn 99,8 %`,
    summary: (title: string) =>
      `${title}. Biểu đồ phễu: số nhiệm vụ theo chiều ngang, tỷ lệ đúng hạn theo chiều dọc; số liệu trong bảng kèm theo.`,
    counted: 'Số nhiệm vụ tính tỷ lệ của tổ chức',
    common: (rate: string) => `chung ${rate}`,
    organizations: 'tổ chức',
    place: {
      below: 'dưới giới hạn 99,8 %',
      low: 'dưới giới hạn 95 %, trong 99,8 %',
      within: 'trong giới hạn',
      high: 'trên giới hạn 95 %, trong 99,8 %',
      above: 'trên giới hạn 99,8 %',
    },
    named: { below: 'Thấp hơn hẳn:', above: 'Cao hơn hẳn:' },
    more: (rest: Counted) => `còn ${rest.text} tổ chức`,
    note: (common: string, total: Counted, chance: string | null) =>
      `Giới hạn nhị thức chính xác quanh mức chung ${common}: nét liền 99,8 %, nét đứt 95 %. Vì xét ${total.text} tổ chức cùng lúc, chỉ nêu tên khi ra ngoài 99,8 %; nếu mọi nơi như nhau, ngẫu nhiên chỉ đưa ${chance === null ? 'chưa đến 0,1' : `khoảng ${chance}`} tổ chức xuống dưới giới hạn đó.`,
    table: 'Tổ chức, số nhiệm vụ, tỷ lệ tuân thủ và giới hạn 99,8 % quanh mức chung',
    tableBeyond:
      'Các tổ chức ngoài giới hạn 99,8 % (nhiều nhất 400): số nhiệm vụ, tỷ lệ tuân thủ và giới hạn',
    limits: { low: 'Giới hạn dưới 99,8 %', high: 'Giới hạn trên 99,8 %', place: 'So với giới hạn' },
  },
  flow: {
    none: (period: string) => `Không có nhiệm vụ đến hạn trong ${period}`,
    finding: (all: Counted, due: Counted, left: { unknown: Counted; notYetDue: Counted }) => {
      const parts = [
        left.unknown.n === 0 ? '' : `${left.unknown.text} chưa rõ`,
        left.notYetDue.n === 0 ? '' : `${left.notYetDue.text} chưa đến hạn`,
      ].filter((part) => part !== '');
      return parts.length === 0
        ? `Cả ${due.text} nhiệm vụ có hạn trong kỳ đều tính vào tỷ lệ`
        : `${all.text} trên ${due.text} nhiệm vụ có hạn trong kỳ tính vào tỷ lệ; ${parts.join(', ')}`;
    },
    description: (period: string) => `Tỷ lệ được tính từ đâu: nhiệm vụ có hạn trong ${period}, trừ được miễn`,
    table: 'Nhiệm vụ có hạn trong kỳ theo tình trạng',
    part: 'Tình trạng',
    share: 'Tỷ trọng',
    steps: {
      due: 'Có hạn trong kỳ',
      notYetDue: 'chưa đến hạn',
      unknown: 'chưa rõ tình trạng',
      counted: 'Tính vào tỷ lệ',
      onTime: 'đúng hạn',
      late: 'làm chậm',
      overdue: 'quá hạn chưa làm',
    },
  },
  changes: {
    note: '▲▼: thay đổi vượt mức ngẫu nhiên (khoảng Newcombe 99,8 % không chứa 0, vì so nhiều dòng cùng lúc).',
    year: 'cùng kỳ',
    before: 'kỳ trước',
    yearColumn: 'So với cùng kỳ năm trước (điểm)',
    beforeColumn: 'So với kỳ liền trước (điểm)',
    low: 'cận dưới 99,8 %',
    high: 'cận trên 99,8 %',
    verdict: 'nhận định',
    clear: 'vượt mức ngẫu nhiên',
    chance: 'trong mức ngẫu nhiên',
    switchLabel: 'Chia tỷ lệ theo',
  },
  bases: {
    finding: (name: string, reported: string, current: string) =>
      `${name}: ${reported} theo thời điểm, ${current} theo cơ cấu hiện nay`,
    description: (period: string) =>
      `Các loại hình có tỷ lệ khác nhau giữa hai cách tính, ${period}: nhiệm vụ đi theo tổ chức đã đổi loại hình hoặc sáp nhập sang loại hình khác`,
    reported: 'Theo thời điểm',
    current: 'Theo cơ cấu hiện nay',
    difference: 'Chênh (điểm)',
    nothing: 'không có nhiệm vụ tính tỷ lệ',
    moves: (count: Counted) =>
      `Nhiệm vụ của ${count.text} mã tổ chức nay tính vào loại hình khác (đổi loại hình, sáp nhập, bàn giao):`,
    move: (from: string, to: string, count: string) => `${from} → ${to}, ${count} nhiệm vụ`,
    table: 'Tỷ lệ tuân thủ theo loại hình ở hai cách tính',
    same: 'Theo thời điểm và theo cơ cấu hiện nay cho cùng tỷ lệ ở mọi loại hình.',
  },
  head: {
    chance: ' (trong mức ngẫu nhiên)',
    before: (rate: string, change: { low: string; high: string; isClear: boolean }) =>
      `Cùng kỳ năm trước ${rate}; thay đổi ${change.isClear ? 'vượt' : 'không vượt'} mức ngẫu nhiên (khoảng Newcombe 95 %: ${change.low} đến ${change.high} điểm).`,
  },
  time: {
    even: {
      organization_type: 'Không loại hình nào thay đổi vượt mức ngẫu nhiên trong 12 tháng',
      duty_type: 'Không loại nhiệm vụ nào thay đổi vượt mức ngẫu nhiên trong 12 tháng',
    },
    description: {
      organization_type: (months: number) =>
        `Tỷ lệ gộp 3 tháng liền của từng loại hình, ${months} tháng; dải nhạt: khoảng tin cậy Wilson 95 %. Cạnh tỷ lệ: thay đổi 12 tháng (điểm), ▲▼ nếu vượt mức ngẫu nhiên`,
      duty_type: (months: number) =>
        `Tỷ lệ gộp 3 tháng liền của từng loại nhiệm vụ, ${months} tháng; dải nhạt: khoảng tin cậy Wilson 95 %. Cạnh tỷ lệ: thay đổi 12 tháng (điểm), ▲▼ nếu vượt mức ngẫu nhiên`,
    },
    table: {
      organization_type: 'Tỷ lệ tuân thủ gộp 3 tháng theo loại hình và tháng',
      duty_type: 'Tỷ lệ tuân thủ gộp 3 tháng theo loại nhiệm vụ và tháng',
    },
  },
  overdue: {
    none: 'Không nhiệm vụ nào quá hạn chưa làm',
    finding: (total: Counted, old: Counted, name: string, part: Counted) => {
      const long = 'quá hơn 90 ngày làm việc';
      if (total.n === 1) return `1 nhiệm vụ quá hạn chưa làm${old.n === 1 ? `, ${long}` : ''}: ${name}`;
      const since = old.n === 0 ? '' : old.n === total.n ? `, đều ${long}` : `, ${old.text} đã ${long}`;
      const most = part.n === total.n ? `đều là ${name}` : `nhiều nhất: ${name} (${part.text})`;
      return `${total.text} nhiệm vụ quá hạn chưa làm${since}; ${most}`;
    },
    description: (date: string) =>
      `Đã qua hạn mà chưa làm, tính đến ${date}, hạn ở mọi kỳ, theo số ngày làm việc quá hạn`,
    help: 'Bấm tên nhiệm vụ để xem tổ chức',
    table: (date: string) => `Nhiệm vụ quá hạn chưa làm theo loại và số ngày làm việc quá hạn, ${date}`,
  },
  organizations: {
    finding: (count: Counted, name: string | null) =>
      count.n === 0
        ? `Không tổ chức nào còn ${name ?? 'nhiệm vụ'} quá hạn`
        : `${count.text} tổ chức còn ${name ?? 'nhiệm vụ'} quá hạn`,
    description: 'Nhiều nhiệm vụ quá hạn nhất xếp trước',
    table: 'Tổ chức còn nhiệm vụ quá hạn',
    duties: 'Quá hạn',
    longest: 'Lâu nhất (ngày làm việc)',
    all: 'Xem mọi nhiệm vụ',
    pages: 'Các trang của danh sách tổ chức',
    page: (page: string, pages: string) => `Trang ${page}/${pages}`,
    turn: ['Trước', 'Sau'] as [string, string],
  },
  due: {
    none: (date: string) => `Không nhiệm vụ nào đến hạn trong 30 ngày từ ${date}`,
    finding: (total: Counted, organizations: Counted, name: string, part: Counted) => {
      const most = part.n === total.n ? `đều là ${name}` : `nhiều nhất: ${name} (${part.text})`;
      return `30 ngày tới: còn ${total.text} nhiệm vụ chưa làm của ${organizations.text} tổ chức đến hạn; ${most}`;
    },
    description: (from: string, to: string) =>
      `Chưa làm, có hạn từ ${from} đến ${to}, theo tuần; trong ngoặc: số tổ chức`,
    until: (date: string) => `đến ${date}`,
    table: (date: string) => `Nhiệm vụ đến hạn trong 30 ngày từ ${date}, theo loại và tuần`,
  },
  past: {
    title: (month: string) => `Nhiệm vụ quá hạn và sắp đến hạn chỉ có cho ${month}`,
    why: (date: string) =>
      `Tình trạng nhiệm vụ xét tại ngày chốt mới nhất (${date}); kho không giữ tình trạng của tháng trước đó`,
    link: (month: string) => `Xem ${month}`,
    table: 'Không có số liệu cho tháng này',
  },
};
