import { flow, sources, stock } from './sources.ts';
import type { Metric, Part, Words } from './types.ts';

export type StructureId =
  'duties_due' | 'duties_overdue' | 'compliance_rate' | 'unknown_share' | 'members' | 'organizations';

const duties = { scale: 1, dimensions: sources.duties.dimensions, disclosure: 'duties' } as const;

const byDueDate: Words = {
  vi: 'Xếp theo tháng của hạn thực hiện; tình trạng xét tại ngày chốt số liệu mới nhất. Tổ chức không tồn tại vào ngày đến hạn thì không tính.',
  en: 'By the month of the due date; the state is judged on the date of the newest snapshot. Duties of an organisation that did not exist on the due date are left out.',
};

const due: Part = {
  words: {
    vi: 'nhiệm vụ có hạn trong kỳ, trừ được miễn',
    en: 'duties due in the period, waived ones left out',
  },
  measures: [flow('duties', 'due_count')],
};

/** Duties, members and organisations. */
export const structure: readonly Metric<StructureId>[] = [
  {
    ...duties,
    id: 'duties_due',
    label: { vi: 'Nhiệm vụ đến hạn', en: 'Duties due' },
    unit: 'duty',
    kind: 'flow',
    formula: {
      vi: 'Nhiệm vụ có hạn trong kỳ: đúng hạn, muộn, quá hạn, chưa đến hạn và chưa rõ.',
      en: 'Duties due in the period: on time, late, overdue, not yet due and unknown.',
    },
    numerator: due,
    denominator: null,
    rule: byDueDate,
    decidedBy: 'document',
    better: 'neither',
  },
  {
    ...duties,
    id: 'duties_overdue',
    label: { vi: 'Nhiệm vụ quá hạn', en: 'Duties overdue' },
    unit: 'duty',
    kind: 'flow',
    formula: {
      vi: 'Nhiệm vụ có hạn trong kỳ, chưa thực hiện và hạn trước ngày chốt số liệu.',
      en: 'Duties due in the period, not fulfilled, and due before the date of the snapshot.',
    },
    numerator: {
      words: { vi: 'nhiệm vụ quá hạn chưa thực hiện', en: 'unfulfilled duties past their due date' },
      measures: [flow('duties', 'overdue_count')],
    },
    denominator: null,
    rule: byDueDate,
    decidedBy: 'document',
    better: 'down',
  },
  {
    ...duties,
    id: 'compliance_rate',
    label: { vi: 'Tỷ lệ tuân thủ', en: 'Compliance rate' },
    unit: 'ratio',
    kind: 'ratio',
    formula: {
      vi: 'Nhiệm vụ thực hiện đúng hạn chia cho tổng số đúng hạn, muộn và quá hạn. Chưa rõ, được miễn và chưa đến hạn không tính.',
      en: 'Duties fulfilled on time divided by those on time, late and overdue. Unknown, waived and not yet due ones are left out.',
    },
    numerator: {
      words: { vi: 'nhiệm vụ thực hiện đúng hạn', en: 'duties fulfilled on time' },
      measures: [flow('duties', 'on_time_count')],
    },
    denominator: {
      words: { vi: 'nhiệm vụ đúng hạn, muộn và quá hạn', en: 'duties on time, late and overdue' },
      measures: [
        flow('duties', 'on_time_count'),
        flow('duties', 'late_count'),
        flow('duties', 'overdue_count'),
      ],
    },
    rule: byDueDate,
    decidedBy: 'document',
    better: 'up',
  },
  {
    ...duties,
    id: 'unknown_share',
    label: { vi: 'Tỷ lệ chưa rõ', en: 'Unknown share' },
    unit: 'ratio',
    kind: 'ratio',
    formula: {
      vi: 'Nhiệm vụ chưa rõ tình trạng chia cho nhiệm vụ đến hạn.',
      en: 'Duties whose state is unknown divided by duties due.',
    },
    numerator: {
      words: { vi: 'nhiệm vụ chưa rõ tình trạng', en: 'duties of unknown state' },
      measures: [flow('duties', 'unknown_count')],
    },
    denominator: due,
    rule: byDueDate,
    decidedBy: 'document',
    better: 'down',
  },
  {
    id: 'members',
    label: { vi: 'Đảng viên', en: 'Members' },
    unit: 'member',
    kind: 'stock',
    formula: {
      vi: 'Đảng viên trong lần chốt số liệu gần nhất không muộn hơn t, mọi tình trạng. Một kỳ lấy t cuối cùng.',
      en: 'Members of any status in the last snapshot not later than t. A period takes its last t.',
    },
    numerator: {
      words: { vi: 'đảng viên tại t', en: 'members at t' },
      measures: [stock('members', 'member_count')],
    },
    denominator: null,
    scale: 1,
    dimensions: sources.members.dimensions,
    rule: {
      vi: 'Có từ tháng của lần chốt số liệu đầu tiên.',
      en: 'Known from the month of the first snapshot on.',
    },
    disclosure: 'persons',
    better: 'neither',
  },
  {
    id: 'organizations',
    label: { vi: 'Tổ chức đảng', en: 'Organisations' },
    unit: 'organization',
    kind: 'stock',
    formula: {
      vi: 'Tổ chức đang tồn tại vào ngày t. Một kỳ lấy t cuối cùng.',
      en: 'Organisations that exist on day t. A period takes its last t.',
    },
    numerator: {
      words: { vi: 'tổ chức tồn tại ngày t', en: 'organisations existing at t' },
      measures: [stock('organizations', 'organization_count')],
    },
    denominator: null,
    scale: 1,
    dimensions: sources.organizations.dimensions,
    rule: {
      vi: 'Theo ngày thành lập và kết thúc mới nhất, từ tháng của lần chốt số liệu đầu tiên; hai cách tính như nhau.',
      en: 'By the newest dates of establishment and end, from the month of the first snapshot on; the same in both bases.',
    },
    disclosure: 'open',
    better: 'neither',
  },
];
