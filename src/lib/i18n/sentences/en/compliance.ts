import type { compliance as shape } from '../vi/compliance';

/** Sentences of the page `compliance`, in English. */
export const compliance: typeof shape = {
  headline: (rate, change, low) => `Compliance ${rate}${change}${low}`,
  change: (points, side) =>
    side === 'level'
      ? ', as a year before'
      : `, ${points} points ${side === 'up' ? 'above' : 'below'} a year before`,
  lowest: (name, rate) => `; ${name} clearly lower (${rate})`,
  counts: (counts, period) => `${counts} duties on time in ${period}.`,
  none: (period) => `No duty counts towards the rate in ${period}`,
  span: (months) => (months === 1 ? 'this month' : `${months} months`),
  spanLabel: 'Period of the rate',
  period: (from, to) => (from === to ? to : `${from} to ${to}`),
  dutyFinding: (name, rate, counts) => `Furthest behind: ${name}, ${rate} (${counts})`,
  dutyAll: 'Every duty was fulfilled on time',
  dutyMost: 'Of the kinds with 5 or more duties, every duty was fulfilled on time',
  dutyDescription: (period, before) =>
    `On-time rate of each duty, ${period}, with 95% intervals${before === null ? '' : `; hollow dot: ${before}`}`,
  dutyTable: 'Compliance rate by duty, with Wilson 95% intervals',
  timeUp: (name, points) => `${name} improved most in 12 months: +${points} points`,
  timeDown: (name, points) => `${name} fell most in 12 months: −${points} points`,
  timeShort: 'Fewer than the 12 months that a comparison needs',
  matrix: (duty, type, rate, counts) => `Clearly lowest: ${duty} in ${type}, ${rate} (${counts})`,
  matrixAll: 'Of the cells with 5 or more duties, none is below 100%',
  matrixEven: (rate) =>
    `Of the cells with 5 or more duties, none is clearly below the common rate of ${rate}`,
  matrixNone: 'No cell has the 5 duties that a comparison needs',
  matrixDescription: (period) =>
    `On-time rate over the number of duties, ${period}. Under 5 duties: figure without colour`,
  matrixTable: 'Compliance rate by duty and organisation type',
  caseFilter: 'The filter of case types does not apply to duties.',
};
