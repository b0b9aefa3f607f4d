import type { Counted } from '../counted';
import type { trends as shape } from '../vi/trends';

const months = (count: number) => (count === 1 ? 'the last month' : `the last ${count} months`);
const cases = (count: Counted) => `${count.text} ${count.n === 1 ? 'case' : 'cases'}`;

/** Sentences of the page `trends`, in English. */
export const trends: typeof shape = {
  finding: {
    grew: (change, pending, month) => `Pending cases up ${change.text} on ${month}, to ${pending.text}`,
    shrank: (change, pending, month) => `Pending cases down ${change.text} on ${month}, to ${pending.text}`,
    same: (pending, month) => `Pending cases as in ${month}: ${pending.text}`,
    first: (pending) => `${cases(pending)} pending`,
  },
  lede: (signal) =>
    signal.length === 0
      ? 'No figure of this month lies outside its ordinary variation: differences between months are chance.'
      : `Outside ordinary variation this month: ${signal.join('; ')}.`,
  signal: (name, value, above) => `${name} ${value} (${above ? 'higher' : 'lower'} than usual)`,
  flowsNone: 'No cases opened or closed',
  flows: (opened, closed, count) =>
    opened.n > closed.n
      ? `In ${months(count)} ${opened.text} opened, ${closed.text} closed: falling behind`
      : `In ${months(count)} ${opened.text} opened, ${closed.text} closed: keeping up`,
  flowsDescription: 'Cases opened and closed each month; pale band: ordinary variation of opened',
  flowsTable: 'Cases opened and closed by month',
  stock: (share, overdue, pending) =>
    `${share} of pending cases are overdue (${overdue.text}/${pending.text})`,
  stockClear: (pending) => `None of ${cases(pending)} pending is overdue`,
  stockNone: 'No cases are pending',
  stockDescription:
    'Cases pending and overdue at the end of each month; pale band: ordinary variation of pending',
  stockTable: 'Cases pending and overdue at the end of the month',
  days: (median, p90) =>
    `Half of the conclusions took up to ${median} working days, nine in ten up to ${p90}`,
  daysNone: 'Fewer than 10 conclusions this month: no typical number of days',
  daysDescription:
    'Working days from receipt to conclusion, pauses taken off; months with fewer than 10 conclusions are left empty',
  daysTable: 'Days to conclusion by month',
  median: 'Median',
  p80: 'P80',
  p90: 'P90',
  onTime: (rate, counts) => `${rate} on time (${counts}) this month`,
  onTimeNone: 'No case with a due date counts towards the on-time rate this month',
  onTimeDescription:
    'Closed on time, of those closed with a due date and those overdue at the end of the month',
  onTimeTable: 'On-time rate by month',
  onTimeName: 'On-time rate',
  part: 'Numerator',
  whole: 'Denominator',
  multiples: {
    up: (name, change, month) => `${name} rose most since ${month}: ${change}`,
    down: (name, change, month) => `Nothing rose; ${name} fell most: ${change} since ${month}`,
    largest: (name, value) => `Largest: ${name}, ${value}`,
    flat: (month) => `Nothing changed since ${month}`,
    none: 'No figures in this window',
    description: (measure, by) =>
      `${measure} by ${by}, on one scale; pale band: each one's ordinary variation. A name filters the page`,
    table: (measure, by) => `${measure} by ${by} and month`,
    by: { case_type: 'case type', organization_type: 'organisation type' },
    byLabel: 'Split by',
    measureLabel: 'Figure',
  },
};
