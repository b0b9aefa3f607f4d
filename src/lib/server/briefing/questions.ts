import { metricOf, type MetricId } from '#warehouse/metrics.ts';
import { isAboutPersons } from '../restricted/duties.ts';
import type { Disclosure } from '../state/tables.ts';
import { addMonths, type Filters } from '../metric-sql.ts';
import type { Dimension } from '../metrics.ts';
import type { Question } from './facts.ts';
import type { BriefingPeriod, Months } from './period.ts';
import { dutyTypes, topicIds, typesOf } from './topics.ts';

/** The spans of time that figures are asked for. */
export type When = 'now' | 'before' | 'year_ago' | 'year' | 'term';

/** The term in which a period lies, and the month from which its sums run; null where no term is set. */
export interface Term {
  name: string;
  from: string;
}

/** The name of a fact: `cases_opened/appraisal/now`. */
export function factId(metric: MetricId, subject: string, when: When): string {
  return `${metric}/${subject}/${when}`;
}

/** The months of each span of time that there is. */
export function monthsOfWhen(period: BriefingPeriod, term: Term | null): Map<When, Months> {
  const { from, to } = period;
  const all: [When, Months | null][] = [
    ['now', { from, to }],
    ['before', period.before],
    ['year_ago', period.yearAgo],
    ['year', period.year],
    ['term', term && term.from < from ? { from: term.from, to } : null],
  ];
  return new Map(all.flatMap(([when, months]) => (months ? [[when, months] as const] : [])));
}

const everywhen: readonly When[] = ['now', 'before', 'year_ago', 'year', 'term'];
const compared: readonly When[] = ['now', 'before', 'year_ago'];

/** What is asked of each topic of cases. */
const ofCases: readonly [MetricId, readonly When[]][] = [
  ['cases_opened', everywhen],
  ['cases_closed', everywhen],
  ['cases_pending', compared],
  ['cases_overdue', compared],
  ['overdue_share', ['now']],
  ['on_time_rate', compared],
  ['first_pass_rate', compared],
  ['conclusion_before_decision_rate', compared],
  ['days_to_conclusion_median', compared],
  ['days_to_conclusion_p80', compared],
  ['external_share', compared],
];
const ofDuties: readonly [MetricId, readonly When[]][] = [
  ['duties_due', ['now']],
  ['duties_overdue', ['now']],
  ['unknown_share', ['now']],
  ['compliance_rate', compared],
];

/** The duties that restricted readers may see by type of organisation: those that are not about persons. */
const openDuties: Filters = { duty_type: dutyTypes.filter((type) => !isAboutPersons(type)) };

/** Under which name, and of which duties, a table by type of organisation has its totals. */
export function dutiesShown(disclosure: Disclosure): { subject: string; filters: Filters } {
  return disclosure === 'restricted'
    ? { subject: 'open_duties', filters: openDuties }
    : { subject: 'all_duties', filters: {} };
}

/** Every figure of the sentences of a briefing. */
export function sentenceQuestions(
  { period, term }: { period: BriefingPeriod; term: Term | null },
  disclosure: Disclosure,
): Question[] {
  const months = monthsOfWhen(period, term);
  const shown = dutiesShown(disclosure);
  const asked = (
    list: readonly [MetricId, readonly When[]][],
    subject: string,
    filters: Filters,
  ): Question[] =>
    list.flatMap(([metric, whens]) =>
      whens.flatMap((when) => {
        const span = months.get(when);
        return span ? [question(factId(metric, subject, when), metric, { ...span, filters })] : [];
      }),
    );
  return [
    ...topicIds.flatMap((topic) => {
      const types = typesOf(topic);
      return asked(ofCases, topic, types.length > 0 ? { case_type: types } : {});
    }),
    ...dutyTypes.flatMap((type) => asked(ofDuties, type, { duty_type: [type] })),
    ...asked(ofDuties, 'all_duties', {}),
    ...(shown.subject === 'all_duties' ? [] : asked(ofDuties, shown.subject, shown.filters)),
    ...asked([['organizations', compared]], 'committees', { organization_level: ['grassroots_committee'] }),
    ...asked([['organizations', compared]], 'cells', { organization_level: ['grassroots_cell'] }),
    ...asked([['organizations', compared]], 'grassroots', {
      organization_level: ['grassroots_committee', 'grassroots_cell'],
    }),
    ...asked([['members', compared]], 'all', {}),
    ...nextQuestions(period),
  ];
}

/** The period of the same length that follows. */
export function nextMonths({ from, to }: Months): Months {
  const length =
    Number(to.slice(0, 4)) * 12 +
    Number(to.slice(5)) -
    Number(from.slice(0, 4)) * 12 -
    Number(from.slice(5)) +
    1;
  return { from: addMonths(to, 1), to: addMonths(to, length) };
}

/** How many duties fall due in the period after. */
function nextQuestions(period: BriefingPeriod): Question[] {
  const next = { ...nextMonths(period), filters: {} };
  return [
    question('duties_due/all_duties/next', 'duties_due', next),
    question('duties_due/by_type/next', 'duties_due', { ...next, by: ['duty_type'] }),
  ];
}

/** How many months the chart of flows shows. */
export const chartMonths = 13;

/** The rows of the tables and charts, by the name of each; what the restricted profile has no table of is left out. */
export function tableQuestions(period: BriefingPeriod, disclosure: Disclosure): Question[] {
  const now = { from: period.from, to: period.to, filters: {} };
  const flow = ['cases_opened', 'cases_closed', 'cases_pending', 'cases_overdue', 'on_time_rate'] as const;
  const duties = ['duties_due', 'compliance_rate', 'duties_overdue', 'unknown_share'] as const;
  const { filters } = dutiesShown(disclosure);
  const by = (name: Dimension, list: readonly MetricId[], within: Filters = {}) =>
    list.map((metric) => question(rowsId(metric, name), metric, { ...now, filters: within, by: [name] }));
  const trend = { from: addMonths(period.to, 1 - chartMonths), to: period.to, filters: {} };
  return [
    ...by('case_type', flow),
    ...by('organization_type', flow),
    ...by('organization_type', duties, filters),
    ...by('duty_type', duties),
    ...flow
      .slice(0, 4)
      .map((metric) => question(rowsId(metric, 'month'), metric, { ...trend, by: ['month'] })),
    ...(disclosure === 'restricted' ? [] : [question(heatId, 'cases_pending', { ...now, by: heatBy })]),
    question('compliance_rate by organization_type year_ago', 'compliance_rate', {
      ...period.yearAgo,
      filters,
      by: ['organization_type'],
    }),
  ];
}

const heatBy: Dimension[] = ['case_type', 'age_band'];
/** The name of the rows of the heatmap. */
export const heatId = 'cases_pending by case_type,age_band';

/** The name of the rows of a metric by one dimension. */
export function rowsId(metric: MetricId, by: Dimension): string {
  return `${metric} by ${by}`;
}

function question(
  id: string,
  metric: MetricId,
  { from, to, filters, by = [] }: Months & { filters: Filters; by?: Dimension[] },
): Question {
  const { dimensions } = metricOf(metric);
  const known = Object.entries(filters).filter(([name]) => dimensions.some((each) => each === name));
  return { id, request: { metric, by, from, to, basis: 'as_reported', filters: Object.fromEntries(known) } };
}
