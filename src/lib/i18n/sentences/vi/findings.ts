import { lowerFirst } from '$lib/format/names';
import type { Counted } from '../counted';
import type { Moved, SignalWords, VerdictWords } from '../judging';

const rules = ({ rule, side, months }: SignalWords): string => {
  const isHigh = side === 'high';
  switch (rule) {
    case 'outside':
      return isHigh ? 'trên giới hạn dao động thường' : 'dưới giới hạn dao động thường';
    case 'run':
      return `${months} tháng liền ${isHigh ? 'trên' : 'dưới'} mức bình quân`;
    case 'trend':
      return `${isHigh ? 'tăng' : 'giảm'} liên tục qua ${months} tháng`;
    case 'near':
      return `sát giới hạn ${isHigh ? 'trên' : 'dưới'} hai trong ba tháng`;
  }
};

const stillRunning = ({ side, months }: SignalWords) =>
  `vẫn ${side === 'high' ? 'trên' : 'dưới'} mức bình quân, tháng thứ ${months} liền`;

const noise = 'trong mức dao động thường';

const lower = (name: string) => lowerFirst(name, 'vi');

/** Sentences on signal and noise, targets, the outlook and what changed, in Vietnamese. */
export const findings = {
  variation: {
    rule: rules,
    /** How a heading ends; `change` tells to which side the figure moved. */
    clause: (verdict: VerdictWords, change: number): string => {
      if (verdict.kind === 'ordinary') return `, ${noise}`;
      if (verdict.kind !== 'signal') return '';
      const against = verdict.signal.side === 'high' ? change < 0 : change > 0;
      const isStill = against && verdict.signal.rule !== 'trend';
      if (isStill && verdict.signal.rule === 'run') return `, ${stillRunning(verdict.signal)}`;
      return `, ${isStill ? 'vẫn ' : ''}${rules(verdict.signal)}`;
    },
    /** A figure and how it moved, as a heading; `clause` says whether that is a signal. */
    moved: ({ name, n, now, change, than }: Moved, clause: string): string => {
      if (change === null)
        return n === 0 ? `Không có ${lower(name)}` : `${name}: ${now}; chưa có số của ${than} để so`;
      if (change.n === 0)
        return n === 0
          ? `Không có ${lower(name)}, như ${than}`
          : `${name} giữ nguyên ${now} như ${than}${clause}`;
      if (n === 0) return `Không còn ${lower(name)}: giảm hết ${change.text} so với ${than}${clause}`;
      return change.n > 0
        ? `${name} tăng ${change.text} so với ${than}, lên ${now}${clause}`
        : `${name} giảm ${change.text} so với ${than}, còn ${now}${clause}`;
    },
    /** The same on a figure card. */
    note: (verdict: VerdictWords): string => {
      switch (verdict.kind) {
        case 'signal':
          return rules(verdict.signal);
        case 'ordinary':
          return noise;
        case 'still':
          return 'không đổi suốt kỳ xét';
        case 'small':
          return 'số quá nhỏ để xét';
        case 'open':
          return 'chưa xét: tháng chưa hết';
        case 'partial':
          return 'chưa xét: chưa đủ các tỉnh';
        case 'short':
          return `chưa đủ 12 tháng để xét (mới ${verdict.known})`;
        case 'missing':
          return '';
      }
    },
    signals: (items: string[], others: string) =>
      `Tín hiệu trong tháng: ${items.join('; ')}.${others === '' ? '' : ` Chỉ là dao động thường: ${others}.`}`,
    signal: (name: string, value: string, rule: string) => `${name} ${value} (${rule})`,
    none: (names: string) =>
      `Không có tín hiệu ở ${names}: khác biệt với các tháng trước chỉ là dao động thường.`,
    short: (known: number) =>
      `Mới có ${known} tháng số liệu, chưa đủ 12 tháng để phân biệt tín hiệu với dao động thường.`,
    small: (names: string) => `Không xét ${names}: số quá nhỏ.`,
    open: (names: string) => `Chưa xét ${names}: tháng chưa hết.`,
    partial: (names: string) => `Chưa xét ${names}: chưa đủ số liệu của các tỉnh.`,
    column: 'Tín hiệu',
    limits: ['Giới hạn dưới', 'Bình quân', 'Giới hạn trên'] as [string, string, string],
    spans:
      'Giới hạn dao động tính trên 24 tháng, qua cả các lần sắp xếp tổ chức và đổi quy định trong thời gian đó.',
    method:
      'Dải nhạt: giới hạn dao động thường (biểu đồ XmR, 24 tháng). Ô vuông: tháng có tín hiệu, quy tắc nêu trong bảng.',
  },
  targets: {
    label: (value: string) => `mục tiêu ${value}`,
    met: (label: string) => `đạt ${label}`,
    missed: (label: string) => `chưa đạt ${label}`,
    source: (label: string, source: string) => (source === '' ? label : `${label} (${source})`),
  },
  outlook: {
    table: 'Số hồ sơ kết thúc trừ số tiếp nhận, 12 tháng',
    net: 'Giảm ròng',
    range: (low: string, high: string, pending: Counted) =>
      low === high
        ? `Với nhịp này, ${pending.text} hồ sơ hết trong khoảng ${low} tháng`
        : `Với nhịp này, ${pending.text} hồ sơ hết trong ${low}–${high} tháng`,
    atLeast: (low: string, pending: Counted) =>
      `Với nhịp này, ${pending.text} hồ sơ hết sớm nhất sau ${low} tháng; ở những tháng chậm, tồn đọng không giảm`,
    gaining: (opened: Counted, closed: Counted) =>
      opened.n === closed.n
        ? `12 tháng qua kết thúc bằng tiếp nhận (${closed.text}): với nhịp này, tồn đọng không giảm`
        : `12 tháng qua kết thúc ${closed.text}, tiếp nhận ${opened.text}: với nhịp này, tồn đọng không giảm`,
    far: (pending: Counted) => `Với nhịp này, ${pending.text} hồ sơ phải hơn 10 năm mới hết`,
    short: 'Chưa đủ 12 tháng số liệu để ước tính bao giờ hết tồn đọng',
    done: 'Không có hồ sơ đang xử lý: không có tồn đọng để ước tính',
    description:
      'Giảm ròng (kết thúc trừ tiếp nhận) mỗi tháng, 12 tháng trọn gần nhất; dải nhạt: từ P10 đến P90',
    band: 'P10 đến P90',
    note: 'Cách tính: số hồ sơ đang xử lý chia cho số kết thúc trừ tiếp nhận một tháng, ứng với P90 (nhanh) và P10 (chậm) của 12 tháng. Ước tính khối lượng công việc, không phải dự báo về tổ chức hay cá nhân nào.',
  },
  changed: {
    title: {
      rose: (name: string, change: string, than: string) => `${name} tăng ${change} so với ${than}`,
      fell: (name: string, change: string, than: string) => `${name} giảm ${change} so với ${than}`,
      same: (name: string, than: string) => `${name} không đổi so với ${than}`,
      most: (title: string, by: 'case_type' | 'duty_type', names: string[], change: string) => {
        const dimension = by === 'case_type' ? 'theo loại hồ sơ' : 'theo nhiệm vụ';
        const each = names.length > 1 ? 'mỗi loại ' : '';
        return `${title}; ${dimension}, nhiều nhất: ${names.join(' và ')} (${each}${change})`;
      },
      missing: (name: string, than: string) => `Không có số của ${than} để so ${name}`,
    },
    points: (change: string) => `${change} điểm`,
    description: 'Phần của từng mục trong thay đổi; cộng lại đúng bằng thay đổi chung',
    ratio:
      'Gồm phần do tỷ lệ của mục đổi và phần do tỷ trọng của mục đổi; cộng lại đúng bằng thay đổi chung (điểm phần trăm).',
    transfers: 'Hồ sơ chuyển giao cộng ở nơi nhận, trừ ở nơi giao.',
    table: (name: string, than: string) => `Thay đổi ${name} so với ${than}, theo từng mục`,
    by: {
      organization_type: 'Theo loại hình',
      case_type: 'Theo loại hồ sơ',
      duty_type: 'Theo nhiệm vụ',
      organization: 'Theo tổ chức',
    },
    dimension: 'Chia theo',
    before: 'Trước',
    now: 'Nay',
    change: 'Thay đổi',
    share: 'Do tỷ lệ',
    mix: 'Do tỷ trọng',
    moved: 'Trong đó chuyển giao',
    movedIn: (count: string) => `trong đó chuyển giao ${count}`,
    rest: (count: string) => `còn lại (${count} mục)`,
    none: 'Không mục nào thay đổi.',
    show: 'Xem theo tổ chức',
    item: 'Mục',
    metric: {
      pending: 'Đang xử lý',
      overdue: 'Quá hạn',
      opened: 'Tiếp nhận',
      closed: 'Kết thúc',
      duties: 'Nhiệm vụ chưa làm',
      compliance: 'Tuân thủ',
    },
    metricLabel: 'Số liệu',
    sinceLabel: 'So với',
    since: { month: 'tháng trước', year: 'cùng kỳ' },
  },
};
