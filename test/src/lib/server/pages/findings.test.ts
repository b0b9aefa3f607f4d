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
import { headings, steady } from './headings.ts';

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

describe('a figure as a heading', () => {
  it.each(headings)('%s', (_, metric, all, wanted) => {
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
