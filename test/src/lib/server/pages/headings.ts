import type { MetricId } from '$lib/server/metrics';

/** Thirteen months that go up and down by 2 around 21: ordinary whatever stands at their end between 12 and 30. */
export const steady = [20, 22, 20, 22, 20, 22, 20, 22, 20, 22, 20, 22];

/** A figure, its months, and the heading in both languages. */
export const headings: [string, MetricId, (number | null)[], { vi: string; en: string }][] = [
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
