import { describe, expect, it } from 'vitest';
import { sentences } from '$lib/i18n/sentences';
import type { MetricId } from '$lib/server/metrics';
import {
  movedFinding,
  overviewFinding,
  overviewLede,
  signalsSentence,
  type MonthFigures,
  type Speaker,
} from '$lib/server/pages/findings';
import { judge, type JudgedSeries } from '$lib/server/pages/judged';

const speaker = (lang: 'vi' | 'en', asOf = '2026-10-31'): Speaker => ({
  say: sentences(lang),
  lang,
  filters: { month: '2026-10' },
  version: { asOf },
});

function series(page: Speaker, metric: MetricId, all: (number | null)[], whole = 40): JudgedSeries {
  const rows = all.map((value) => ({
    value,
    numerator: value === null ? 0 : Math.round(value * whole),
    denominator: metric.endsWith('rate') ? (value === null ? 0 : whole) : null,
    reason: null,
  }));
  return { metric, months: [], allMonths: [], all, rows, ...judge(page, metric, all) };
}

const plain = (text: string) => text.replaceAll('\u00a0', ' ');

/** Thirteen months that go up and down by 2 around 21: ordinary whatever stands at their end between 12 and 30. */
const steady = [20, 22, 20, 22, 20, 22, 20, 22, 20, 22, 20, 22];

const cases: [string, MetricId, (number | null)[], { vi: string; en: string }][] = [
  [
    'a rise that is noise',
    'cases_overdue',
    [...steady, 24],
    {
      vi: 'Hồ sơ quá hạn tăng 2 so với tháng 9, lên 24, trong mức dao động thường',
      en: 'Cases overdue up 2 on September, to 24, within ordinary variation',
    },
  ],
  [
    'a fall that is noise',
    'cases_overdue',
    [...steady, 19],
    {
      vi: 'Hồ sơ quá hạn giảm 3 so với tháng 9, còn 19, trong mức dao động thường',
      en: 'Cases overdue down 3 on September, to 19, within ordinary variation',
    },
  ],
  [
    'a month above the limit',
    'cases_overdue',
    [...steady, 1200],
    {
      vi: 'Hồ sơ quá hạn tăng 1.178 so với tháng 9, lên 1.200, trên giới hạn dao động thường',
      en: 'Cases overdue up 1,178 on September, to 1,200, above the limit of ordinary variation',
    },
  ],
  [
    'a fall that leaves it above the limit',
    'cases_overdue',
    [...steady, ...steady, 60, 58].slice(-24),
    {
      vi: 'Hồ sơ quá hạn giảm 2 so với tháng 9, còn 58, vẫn trên giới hạn dao động thường',
      en: 'Cases overdue down 2 on September, to 58, still above the limit of ordinary variation',
    },
  ],
  [
    'six months of rise',
    'cases_overdue',
    [30, 20, 30, 20, 30, 20, 30, 20, 21, 22, 23, 24, 25],
    {
      vi: 'Hồ sơ quá hạn tăng 1 so với tháng 9, lên 25, tăng liên tục qua 6 tháng',
      en: 'Cases overdue up 1 on September, to 25, rising through 6 months',
    },
  ],
  [
    'the last one gone',
    'cases_overdue',
    [1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 1, 0],
    {
      vi: 'Không còn hồ sơ quá hạn: giảm hết 1 so với tháng 9, trong mức dao động thường',
      en: 'No cases overdue any more: down 1 on September, within ordinary variation',
    },
  ],
  [
    'none, as before',
    'cases_overdue',
    [1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 0, 0],
    {
      vi: 'Không có hồ sơ quá hạn, như tháng 9',
      en: 'No cases overdue, as in September',
    },
  ],
  [
    'one, as before',
    'cases_overdue',
    [1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 1, 1],
    {
      vi: 'Hồ sơ quá hạn giữ nguyên 1 như tháng 9, trong mức dao động thường',
      en: 'Cases overdue unchanged at 1, as in September, within ordinary variation',
    },
  ],
  [
    'a figure that never moves',
    'cases_overdue',
    Array<number>(13).fill(4),
    {
      vi: 'Hồ sơ quá hạn giữ nguyên 4 như tháng 9',
      en: 'Cases overdue unchanged at 4, as in September',
    },
  ],
  [
    'too few months to judge',
    'cases_overdue',
    [20, 22, 40],
    {
      vi: 'Hồ sơ quá hạn tăng 18 so với tháng 9, lên 40',
      en: 'Cases overdue up 18 on September, to 40',
    },
  ],
  [
    'the first month',
    'cases_overdue',
    [7],
    {
      vi: 'Hồ sơ quá hạn: 7; chưa có số của tháng 9 để so',
      en: 'Cases overdue: 7; no figure for September to compare with',
    },
  ],
  [
    'a first month of none',
    'cases_overdue',
    [0],
    {
      vi: 'Không có hồ sơ quá hạn',
      en: 'No cases overdue',
    },
  ],
  [
    'a month before that is missing',
    'compliance_rate',
    [0.9, null, 0.85],
    {
      vi: 'Tỷ lệ tuân thủ: 85,0 %; chưa có số của tháng 9 để so',
      en: 'Compliance rate: 85.0%; no figure for September to compare with',
    },
  ],
  [
    'a rate, in points',
    'compliance_rate',
    [...steady.map((value) => value / 25), 0.82],
    {
      vi: 'Tỷ lệ tuân thủ giảm 6,0 điểm so với tháng 9, còn 82,0 %, trong mức dao động thường',
      en: 'Compliance rate down 6.0 points on September, to 82.0%, within ordinary variation',
    },
  ],
];

describe('a figure as a heading', () => {
  it.each(cases)('%s', (_, metric, all, wanted) => {
    for (const lang of ['vi', 'en'] as const) {
      const page = speaker(lang);
      expect(plain(movedFinding(page, series(page, metric, all), 1))).toBe(wanted[lang]);
    }
  });

  it('names the year of an earlier year', () => {
    const page = speaker('vi');
    expect(movedFinding(page, series(page, 'cases_pending', [...steady, 24]), 12)).toBe(
      'Hồ sơ đang xử lý tăng 4 so với tháng 10/2025, lên 24, trong mức dao động thường',
    );
  });
});

type Given = Partial<Record<keyof MonthFigures, (number | null)[]>>;

function figures(page: Speaker, given: Given = {}): MonthFigures {
  const of = (name: keyof MonthFigures, metric: MetricId, usual: (number | null)[]) =>
    series(page, metric, given[name] ?? usual);
  const ordinary = [...steady, 21];
  const rate = ordinary.map((value) => value / 25);
  return {
    opened: of('opened', 'cases_opened', ordinary),
    closed: of('closed', 'cases_closed', ordinary),
    pending: of('pending', 'cases_pending', ordinary),
    overdue: of('overdue', 'cases_overdue', ordinary),
    compliance: of('compliance', 'compliance_rate', rate),
    onTime: of('onTime', 'on_time_rate', rate),
  };
}

const none = Array<number>(13).fill(0);
const unknown = Array<null>(13).fill(null);
const high = [...steady, 90];
const pages: [string, Given, string, { finding: string; lede: string }][] = [
  [
    'everything ordinary',
    {},
    '2026-10-31',
    {
      finding: 'Hồ sơ quá hạn giảm 1 so với tháng 9, còn 21, trong mức dao động thường',
      lede: 'Tiếp nhận 21, kết thúc 21; còn 21 hồ sơ đang xử lý. Tỷ lệ tuân thủ 84,0 % (34/40 nhiệm vụ đến hạn trong tháng).',
    },
  ],
  [
    'a signal elsewhere',
    { pending: high },
    '2026-10-31',
    {
      finding: 'Hồ sơ đang xử lý tăng 68 so với tháng 9, lên 90, trên giới hạn dao động thường',
      lede: 'Hồ sơ quá hạn giảm 1 so với tháng 9, còn 21, trong mức dao động thường. Tiếp nhận 21, kết thúc 21; còn 90 hồ sơ đang xử lý. Tỷ lệ tuân thủ 84,0 % (34/40 nhiệm vụ đến hạn trong tháng).',
    },
  ],
  [
    'overdue before any other signal',
    { overdue: high, pending: high },
    '2026-10-31',
    {
      finding: 'Hồ sơ quá hạn tăng 68 so với tháng 9, lên 90, trên giới hạn dao động thường',
      lede: 'Tiếp nhận 21, kết thúc 21; còn 90 hồ sơ đang xử lý. Tỷ lệ tuân thủ 84,0 % (34/40 nhiệm vụ đến hạn trong tháng).',
    },
  ],
  [
    'no due dates known',
    { overdue: none, onTime: unknown, compliance: unknown },
    '2026-10-31',
    {
      finding: 'Chưa xét được quá hạn: chưa thấy hồ sơ nào có hạn xử lý; 21 hồ sơ đang xử lý',
      lede: 'Tiếp nhận 21, kết thúc 21; còn 21 hồ sơ đang xử lý. Trong tháng không có nhiệm vụ nào tính được tỷ lệ tuân thủ.',
    },
  ],
  [
    'everything filtered away',
    { opened: none, closed: none, pending: none, overdue: none, onTime: unknown },
    '2026-10-31',
    {
      finding: 'Không có hồ sơ nào trong phạm vi đang chọn',
      lede: 'Tiếp nhận 0, kết thúc 0; còn 0 hồ sơ đang xử lý. Tỷ lệ tuân thủ 84,0 % (34/40 nhiệm vụ đến hạn trong tháng).',
    },
  ],
  [
    'a month that is not over: flows are not judged',
    { opened: [...steady, 1], closed: high },
    '2026-10-15',
    {
      finding: 'Hồ sơ quá hạn giảm 1 so với tháng 9, còn 21, trong mức dao động thường',
      lede: 'Tiếp nhận 1, kết thúc 90; còn 21 hồ sơ đang xử lý. Tỷ lệ tuân thủ 84,0 % (34/40 nhiệm vụ đến hạn trong tháng). Tháng này mới tính đến 15/10/2026.',
    },
  ],
];

describe('the overview', () => {
  it.each(pages)('%s', (_, given, asOf, wanted) => {
    const page = speaker('vi', asOf);
    const found = figures(page, given);
    expect({ finding: plain(overviewFinding(page, found)), lede: plain(overviewLede(page, found)) }).toEqual(
      wanted,
    );
  });

  it('says the same in English', () => {
    const page = speaker('en', '2026-10-15');
    const found = figures(page, { pending: high });
    expect(overviewFinding(page, found)).toBe(
      'Cases pending up 68 on September, to 90, above the limit of ordinary variation',
    );
    expect(overviewLede(page, found)).toBe(
      'Cases overdue down 1 on September, to 21, within ordinary variation. 21 opened, 21 closed; 90 pending. Compliance 84.0% (34/40 duties due in the month). The month runs to 15 Oct 2026 so far.',
    );
    const nothing = figures(page, { opened: none, closed: none, pending: none, overdue: none });
    expect(overviewFinding(page, nothing)).toBe('No cases in what is chosen');
  });
});

describe('signal and noise', () => {
  const told = (given: Given, lang: 'vi' | 'en' = 'vi', asOf = '2026-10-31') => {
    const page = speaker(lang, asOf);
    const { pending, overdue, opened } = figures(page, given);
    return signalsSentence(page, [pending, overdue, opened]);
  };

  it('are told apart, each figure in its place', () => {
    expect(told({})).toBe(
      'Không có tín hiệu ở hồ sơ đang xử lý, hồ sơ quá hạn và hồ sơ tiếp nhận: khác biệt với các tháng trước chỉ là dao động thường.',
    );
    expect(told({ overdue: high })).toBe(
      'Tín hiệu trong tháng: hồ sơ quá hạn 90 (trên giới hạn dao động thường). Chỉ là dao động thường: hồ sơ đang xử lý và hồ sơ tiếp nhận.',
    );
    expect(told({ overdue: high }, 'en')).toBe(
      'Signals this month: cases overdue 90 (above the limit of ordinary variation). Ordinary variation only: cases pending and cases opened.',
    );
  });

  it('are not told apart under twelve months, nor of flows in a month that is not over', () => {
    const short = [20, 22, 90];
    expect(told({ pending: short, overdue: short, opened: short })).toBe(
      'Mới có 3 tháng số liệu, chưa đủ 12 tháng để phân biệt tín hiệu với dao động thường.',
    );
    expect(told({ opened: [...steady, 1] }, 'vi', '2026-10-15')).toBe(
      'Không có tín hiệu ở hồ sơ đang xử lý và hồ sơ quá hạn: khác biệt với các tháng trước chỉ là dao động thường. Chưa xét hồ sơ tiếp nhận: tháng chưa hết.',
    );
  });
});
