import type { Counted } from '../counted';
import type { trends as shape } from '../vi/trends';

const months = (count: number) => (count === 1 ? 'the last month' : `the last ${count} months`);
const span = (count: number) => `${count} ${count === 1 ? 'month' : 'months'}`;
const cases = (count: Counted) => `${count.text} ${count.n === 1 ? 'case' : 'cases'}`;

/** Sentences of the page `trends`, in English. */
export const trends: typeof shape = {
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
    signals: (items, count) =>
      items.length === 1 ? `A signal in one: ${items[0]}` : `Signals in ${count}, first of all: ${items[0]}`,
    signal: (name, value, rule) => `${name} ${value}, ${rule}`,
    ordinary: (month) => `No signal in ${month}: changes are ordinary variation only`,
    small: (name, value) => `Largest: ${name}, ${value}; counts too small to tell signals`,
    largest: (name, value) => `Largest: ${name}, ${value}; fewer than 12 months, signals cannot be told`,
    none: 'No figures in this window',
    description: (measure, by, months) =>
      `${measure} by ${by}, ${span(months)}, on one scale; pale band: ordinary variation, squares: signals`,
    help: 'Click a name to see the large chart',
    table: (measure, by) => `${measure} by ${by} and month`,
    by: { case_type: 'case type', organization_type: 'organisation type' },
    byLabel: 'Split by',
    close: 'Close the large chart',
    filter: (name) => `Filter the page: ${name}`,
    large: (name, measure) => `${name}: ${measure}`,
    largeDescription: (months) => `By month, ${span(months)}, on its own scale`,
    measureLabel: 'Figure',
  },
};
