import { flow, sources, stock } from './sources.ts';
import type { Metric, Part, Words } from './types.ts';

export type CaseloadId =
  | 'cases_opened'
  | 'cases_closed'
  | 'cases_pending'
  | 'cases_overdue'
  | 'overdue_share'
  | 'clearance_rate'
  | 'months_of_work'
  | 'cases_opened_per_100_members';

const dimensions = sources.case_flow.dimensions;
const common = { scale: 1, dimensions, disclosure: 'persons' } as const;

const byHolder: Words = {
  vi: 'Tính cho tổ chức đang giữ hồ sơ vào ngày đó. t là ngày cuối tháng; tháng mới nhất: ngày chốt số liệu.',
  en: 'Counted for the organisation that holds the case that day. t is the last day of the month, in the newest month the date of the snapshot.',
};
const byTimeLimit: Words = {
  vi: 'Hạn xử lý ghi trong hồ sơ; nếu trống thì ngày tiếp nhận cộng số ngày làm việc của quy định về thời hạn có hiệu lực ngày đó. Thời gian tạm dừng không lùi hạn. Không có hạn thì không tính quá hạn.',
  en: 'The due date of the case; if empty, the day of receipt plus the working days of the time limit in force that day. Pauses do not move it. A case without a due date is never overdue.',
};

const opened: Part = {
  words: { vi: 'hồ sơ tiếp nhận trong kỳ', en: 'cases received in the period' },
  measures: [flow('case_flow', 'opened_count')],
};
const closed: Part = {
  words: { vi: 'hồ sơ kết thúc trong kỳ', en: 'cases closed in the period' },
  measures: [flow('case_flow', 'closed_count')],
};
const pending: Part = {
  words: { vi: 'hồ sơ đang xử lý tại t', en: 'cases pending at t' },
  measures: [stock('case_flow', 'pending_end_count')],
};
const overdue: Part = {
  words: { vi: 'hồ sơ đang xử lý có hạn trước t', en: 'cases pending at t and due before t' },
  measures: [stock('case_flow', 'overdue_end_count')],
};

/** How many cases come, go and wait. */
export const caseload: readonly Metric<CaseloadId>[] = [
  {
    ...common,
    id: 'cases_opened',
    label: { vi: 'Hồ sơ tiếp nhận', en: 'Cases opened' },
    unit: 'case',
    kind: 'flow',
    formula: { vi: 'Số hồ sơ có ngày tiếp nhận trong kỳ.', en: 'Cases received in the period.' },
    numerator: opened,
    denominator: null,
    rule: byHolder,
    better: 'neither',
  },
  {
    ...common,
    id: 'cases_closed',
    label: { vi: 'Hồ sơ kết thúc', en: 'Cases closed' },
    unit: 'case',
    kind: 'flow',
    formula: {
      vi: 'Số hồ sơ có ngày kết thúc trong kỳ, mọi hình thức kết thúc.',
      en: 'Cases closed in the period, in any way.',
    },
    numerator: closed,
    denominator: null,
    rule: byHolder,
    better: 'up',
  },
  {
    ...common,
    id: 'cases_pending',
    label: { vi: 'Hồ sơ đang xử lý', en: 'Cases pending' },
    unit: 'case',
    kind: 'stock',
    formula: {
      vi: 'Số hồ sơ đã tiếp nhận đến hết t, chưa kết thúc và chưa biến mất khỏi sổ. Một kỳ lấy t cuối cùng.',
      en: 'Cases received up to t, not closed and not vanished from the register by then. A period takes its last t.',
    },
    numerator: pending,
    denominator: null,
    detail: stock('backlog', 'pending_count'),
    dimensions: sources.backlog.dimensions,
    rule: byHolder,
    better: 'down',
  },
  {
    ...common,
    id: 'cases_overdue',
    label: { vi: 'Hồ sơ quá hạn', en: 'Cases overdue' },
    unit: 'case',
    kind: 'stock',
    formula: {
      vi: 'Số hồ sơ đang xử lý tại t có hạn trước t. Một kỳ lấy t cuối cùng.',
      en: 'Cases pending at t whose due date is before t. A period takes its last t.',
    },
    numerator: overdue,
    denominator: null,
    detail: stock('backlog', 'overdue_count'),
    dimensions: sources.backlog.dimensions,
    rule: byTimeLimit,
    decidedBy: 'time_limit',
    better: 'down',
  },
  {
    ...common,
    id: 'overdue_share',
    label: { vi: 'Tỷ lệ quá hạn', en: 'Overdue share' },
    unit: 'ratio',
    kind: 'ratio',
    formula: {
      vi: 'Hồ sơ quá hạn chia cho hồ sơ đang xử lý, đều tại t cuối cùng của kỳ.',
      en: 'Overdue cases divided by pending cases, both at the last t of the period.',
    },
    numerator: overdue,
    denominator: pending,
    rule: byTimeLimit,
    decidedBy: 'time_limit',
    better: 'down',
  },
  {
    ...common,
    id: 'clearance_rate',
    label: { vi: 'Tỷ lệ giải quyết', en: 'Clearance rate' },
    unit: 'ratio',
    kind: 'ratio',
    formula: {
      vi: 'Hồ sơ kết thúc trong kỳ chia cho hồ sơ tiếp nhận trong kỳ. Trên 1: tồn đọng giảm.',
      en: 'Cases closed in the period divided by cases received in it. Above 1 the backlog shrinks.',
    },
    numerator: closed,
    denominator: opened,
    rule: byHolder,
    better: 'up',
  },
  {
    ...common,
    id: 'months_of_work',
    label: { vi: 'Số tháng xử lý hết', en: 'Months of work' },
    unit: 'month',
    kind: 'ratio',
    formula: {
      vi: 'Hồ sơ đang xử lý tại t cuối cùng chia cho số hồ sơ kết thúc bình quân một tháng của 12 tháng tính đến tháng đó. Không tính khi chưa đủ 12 tháng số liệu.',
      en: 'Cases pending at the last t divided by the mean monthly closings of the 12 months that end with that month. Not given before there are 12 months of data.',
    },
    numerator: pending,
    denominator: {
      words: { vi: 'hồ sơ kết thúc bình quân tháng, 12 tháng', en: 'mean monthly closings of 12 months' },
      measures: [{ source: 'case_flow', column: 'closed_count', over: 'trailing_year' }],
      divideBy: 12,
    },
    rule: byHolder,
    better: 'down',
  },
  {
    ...common,
    id: 'cases_opened_per_100_members',
    label: { vi: 'Hồ sơ tiếp nhận trên 100 đảng viên', en: 'Cases opened per 100 members' },
    unit: 'per_100_members',
    kind: 'ratio',
    formula: {
      vi: 'Hồ sơ tiếp nhận trong kỳ chia cho số đảng viên tại t cuối cùng của kỳ, nhân 100. Chia theo loại hồ sơ thì mẫu số vẫn là toàn bộ đảng viên.',
      en: 'Cases received in the period divided by members at the last t of the period, times 100. Split by case type the denominator remains all members.',
    },
    numerator: opened,
    denominator: {
      words: { vi: 'đảng viên tại t', en: 'members at t' },
      measures: [stock('members', 'member_count')],
    },
    scale: 100,
    rule: byHolder,
    better: 'neither',
  },
];
