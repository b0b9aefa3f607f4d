import { flow, sources, stock } from './sources.ts';
import type { Metric, Part, Words } from './types.ts';

export type TimelinessId =
  | 'on_time_rate'
  | 'first_pass_rate'
  | 'conclusion_before_decision_rate'
  | 'external_share'
  | 'days_to_conclusion_median'
  | 'days_to_conclusion_p80'
  | 'days_to_conclusion_p90';

const common = { scale: 1, dimensions: sources.case_flow.dimensions, disclosure: 'persons' } as const;

const byCalendar: Words = {
  vi: 'Ngày làm việc theo lịch nghỉ lễ và ngày làm bù; ngày bắt đầu không tính, ngày kết thúc có tính.',
  en: 'Working days by the calendar of holidays and make-up days; the first day does not count, the last one does.',
};

/** Quality and speed of the work on cases. */
export const timeliness: readonly Metric<TimelinessId>[] = [
  {
    ...common,
    id: 'on_time_rate',
    label: { vi: 'Tỷ lệ đúng hạn', en: 'On-time rate' },
    unit: 'ratio',
    kind: 'ratio',
    formula: {
      vi: 'Hồ sơ kết thúc đúng hạn chia cho tổng của hồ sơ kết thúc có hạn trong kỳ và hồ sơ còn quá hạn cuối kỳ.',
      en: 'Cases closed on time divided by cases closed that had a due date plus cases overdue at the end of the period.',
    },
    numerator: {
      words: { vi: 'hồ sơ kết thúc không muộn hơn hạn', en: 'cases closed not later than due' },
      measures: [flow('case_flow', 'closed_on_time_count')],
    },
    denominator: {
      words: {
        vi: 'hồ sơ kết thúc có hạn, cộng hồ sơ quá hạn cuối kỳ',
        en: 'cases closed with a due date, plus cases overdue at the end',
      },
      measures: [flow('case_flow', 'closed_with_due_count'), stock('case_flow', 'overdue_end_count')],
    },
    rule: {
      vi: 'Hạn xử lý ghi trong hồ sơ; nếu trống thì theo quy định về thời hạn có hiệu lực ngày tiếp nhận. Tạm dừng không lùi hạn.',
      en: 'The due date of the case; if empty, by the time limit in force on the day of receipt. Pauses do not move it.',
    },
    decidedBy: 'time_limit',
    better: 'up',
  },
  {
    ...common,
    id: 'first_pass_rate',
    label: { vi: 'Tỷ lệ không phải trả lại', en: 'First-pass rate' },
    unit: 'ratio',
    kind: 'ratio',
    formula: {
      vi: 'Hồ sơ kết thúc chưa lần nào bị trả lại chia cho hồ sơ kết thúc trong kỳ.',
      en: 'Cases closed that were never returned divided by cases closed in the period.',
    },
    numerator: {
      words: { vi: 'hồ sơ kết thúc có số lần trả bằng 0', en: 'cases closed with no return' },
      measures: [flow('case_flow', 'first_pass_count')],
    },
    denominator: {
      words: { vi: 'hồ sơ kết thúc trong kỳ', en: 'cases closed in the period' },
      measures: [flow('case_flow', 'closed_count')],
    },
    rule: { vi: 'Số lần trả theo số liệu mới nhất.', en: 'Returns as in the newest data.' },
    better: 'up',
  },
  {
    ...common,
    id: 'conclusion_before_decision_rate',
    label: { vi: 'Tỷ lệ kết luận trước quyết định', en: 'Conclusion-before-decision rate' },
    unit: 'ratio',
    kind: 'ratio',
    formula: {
      vi: 'Trong các hồ sơ có quyết định nhân sự trong kỳ: số có kết luận không muộn hơn ngày quyết định.',
      en: 'Of the cases whose personnel decision fell in the period: those concluded not later than the decision.',
    },
    numerator: {
      words: { vi: 'hồ sơ kết luận trước hoặc trong ngày quyết định', en: 'cases concluded by the decision' },
      measures: [flow('decisions', 'concluded_before_count')],
    },
    denominator: {
      words: { vi: 'hồ sơ có ngày quyết định trong kỳ', en: 'cases with a decision in the period' },
      measures: [flow('decisions', 'decision_count')],
    },
    rule: {
      vi: 'Tính theo tháng của ngày quyết định; chưa kết luận thì không đạt.',
      en: 'By the month of the decision; a case without a conclusion counts as not concluded before.',
    },
    better: 'up',
  },
  {
    ...common,
    id: 'external_share',
    label: { vi: 'Tỷ trọng thời gian chờ bên ngoài', en: 'External share' },
    unit: 'ratio',
    kind: 'ratio',
    formula: {
      vi: 'Ngày làm việc chờ cơ quan khác trả lời chia cho ngày làm việc từ tiếp nhận đến kết thúc, cộng các hồ sơ kết thúc trong kỳ và hồ sơ đang xử lý tại t cuối cùng (chưa xong thì tính đến t).',
      en: 'Working days spent waiting for another body divided by working days from receipt to closing, over the cases closed in the period and those pending at its last t (what is open counts up to t).',
    },
    numerator: {
      words: { vi: 'ngày làm việc chờ bên ngoài', en: 'working days outside' },
      measures: [
        flow('external_days', 'external_workdays_closed'),
        stock('external_days', 'external_workdays_pending'),
      ],
    },
    denominator: {
      words: { vi: 'ngày làm việc từ tiếp nhận', en: 'working days since receipt' },
      measures: [
        flow('external_days', 'total_workdays_closed'),
        stock('external_days', 'total_workdays_pending'),
      ],
    },
    rule: byCalendar,
    better: 'down',
  },
  ...quantiles(),
];

function quantiles(): Metric<TimelinessId>[] {
  return [
    quantile('days_to_conclusion_median', 0.5, { vi: 'trung vị', en: 'median' }),
    quantile('days_to_conclusion_p80', 0.8, { vi: 'bách phân vị 80', en: '80th percentile' }),
    quantile('days_to_conclusion_p90', 0.9, { vi: 'bách phân vị 90', en: '90th percentile' }),
  ];
}

function quantile(id: TimelinessId, level: number, name: Words): Metric<TimelinessId> {
  const days: Part = {
    words: { vi: 'ngày làm việc đến kết luận', en: 'working days to the conclusion' },
    measures: [flow('conclusion_days', 'workdays')],
  };
  const cases: Part = {
    words: { vi: 'hồ sơ có kết luận trong kỳ', en: 'cases concluded in the period' },
    measures: [flow('conclusion_days', 'case_count')],
  };
  return {
    ...common,
    id,
    label: { vi: `Số ngày đến kết luận, ${name.vi}`, en: `Days to conclusion, ${name.en}` },
    unit: 'day',
    kind: 'quantile',
    formula: {
      vi: `Số ngày làm việc từ tiếp nhận đến kết luận, trừ thời gian tạm dừng, không dưới 0: ${name.vi} của mọi hồ sơ kết luận trong kỳ gộp chung, nội suy tuyến tính. Dưới 10 hồ sơ thì không tính.`,
      en: `Working days from receipt to conclusion less pauses, at least 0: ${name.en} over all cases concluded in the period, pooled, by linear interpolation. Not given for fewer than 10 cases.`,
    },
    numerator: days,
    denominator: cases,
    quantile: level,
    rule: byCalendar,
    better: 'down',
  };
}
