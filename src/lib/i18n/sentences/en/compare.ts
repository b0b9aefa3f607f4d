import type { compare as vi } from '../vi/compare';

const cases = (n: number) => (n === 1 ? 'case' : 'cases');

/** Sentences of the comparison, in English. */
export const compare: typeof vi = {
  allTypes: 'all organisation types',
  allCases: 'all case types',
  version: (id) => `version ${id}`,
  same: 'Both sides are the same figures: choose another period, organisation or type for one of them',
  more: ({ a, b, difference, now, before }) =>
    `${a}: ${difference.text} more ${cases(difference.n)} overdue than ${b} (${now.text} and ${before.text})`,
  fewer: ({ a, b, difference, now, before }) =>
    `${a}: ${difference.text} fewer ${cases(difference.n)} overdue than ${b} (${now.text} and ${before.text})`,
  equal: (a, b, now) => `${a} and ${b} have the same number of overdue cases: ${now.text}`,
  none: (a, b) => `Neither ${a} nor ${b} has overdue cases`,
  compliance: (a, b, points) => `Compliance rate of A ${a}, of B ${b}: a difference of ${points}.`,
  points: (change) => `${change} points`,
  interval: (low, high) => `95%: ${low} – ${high}`,
  cases: (count) => (count === '1' ? '1 case' : `${count} cases`),
  table: (a, b) => `${a} (A) beside ${b} (B)`,
  description:
    'Differences are A minus B. Stocks stand at the end of the period, flows are summed over it; rates with their counts and 95% intervals',
  withoutDuties: 'Duties have no case type: they are left out while a case type is chosen.',
  metric: 'Metric',
  difference: 'Difference',
  value: 'value',
  numerator: 'numerator',
  denominator: 'denominator',
  low: 'lower bound 95%',
  high: 'upper bound 95%',
  trend: (measure) => `${measure} at the end of each month`,
  trendTogether: (months) => `${months}, both sides over the same months`,
  trendAside: (a, b) =>
    `The months up to the period of each side: A ${a}, B ${b}. The axis names the months of A; the last months stand together`,
  monthOf: (side) => `Month of ${side}`,
  presetsLabel: 'Usual comparisons',
  presets: {
    month: 'With the month before',
    year: 'With the same month last year',
    years: '12 months with the 12 before',
    types: 'Two organisation types',
    versions: 'With the version before',
  },
  side: 'Side',
  period: 'Period',
  months: 'Months',
  years: 'Years',
  live: 'newest version',
  versionLabel: 'Data version',
  organizationCode: 'Organisation code',
  submit: 'Compare',
  versions: (a, b) => `The sides come from two versions: A from ${a}, B from ${b}.`,
  whatChanged: 'See what changed between versions',
};
