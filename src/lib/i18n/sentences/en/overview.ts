import type { Counted } from '../counted';
import type { overview as shape } from '../vi/overview';

const span = (count: number) => `${count} ${count === 1 ? 'month' : 'months'}`;
const cases = (count: Counted) => `${count.text} ${count.n === 1 ? 'case' : 'cases'}`;
const duties = (count: Counted) => `${count.text} ${count.n === 1 ? 'duty' : 'duties'}`;

/** Sentences of the overview, in English. */
export const overview: typeof shape = {
  against: {
    month: (change, month) => ({ change, than: `on ${month}` }),
    points: (change, month) => ({ change: `${change} points`, than: `on ${month}` }),
    same: (month) => ({ change: 'No change', than: `on ${month}` }),
    missing: (month) => ({ change: '', than: `No figure for ${month}` }),
    wholeMonth: (month) => `the whole of ${month}`,
    counts: (part, whole) => `${part}/${whole} duties`,
    spark: (label, months, value) => `${label}: ${span(months)}, the last one ${value}`,
  },

  headline: {
    nothing: 'No cases in what is chosen',
    noDueDates: (pending) =>
      `Lateness is not known: no case with a due date has been seen; ${cases(pending)} pending`,
    flow: (opened, closed, pending) =>
      `${opened.text} opened, ${closed.text} closed; ${pending.text} pending.`,
    compliance: (rate, part, whole) => `Compliance ${rate} (${part}/${whole} duties due in the month).`,
    noDuties: 'No duty of the month counts towards the compliance rate.',
    partial: (date) => `The month runs to ${date} so far.`,
  },

  flow: {
    moreClosed: (months, pending) =>
      months > 1
        ? `More closed than opened, ${months} months running; ${cases(pending)} pending`
        : `More closed than opened this month; ${cases(pending)} pending`,
    moreOpened: (months, pending) =>
      months > 1
        ? `More opened than closed, ${months} months running; ${cases(pending)} pending`
        : `More opened than closed this month; ${cases(pending)} pending`,
    none: 'No cases opened, closed or pending',
    even: (pending) => `As many closed as opened; ${cases(pending)} pending`,
    description: (months) =>
      `${span(months)}: pending, overdue (above; pale band: ordinary variation, squares: signals), opened, closed (below)`,
    table: 'Cases opened, closed, pending and overdue by month',
    summary: (title, first, last) =>
      `${title}. Chart from ${first} to ${last}; its figures stand in the table below it.`,
  },
  marks: {
    document: (label) => label,
    reorganization: (count) =>
      `${count} ${count === 1 ? 'organisation' : 'organisations'} merged, split, handed over or ended`,
    limit: (name, days) => `new time limit for ${name}: ${days} working days`,
    limitEnd: (name) => `no time limit for ${name} any more`,
    limits: (count) => `new time limits for ${count} case types`,
    ownLimit: (days) => `new time limit, ${days} working days`,
    ownLimitEnd: 'no time limit any more',
    rules: (months) => `time limits changed in ${months}`,
    line: (items) => `Dashed lines: ${items.join('; ')}.`,
  },

  byType: {
    lower: (name, rate, counts, all) =>
      `${name} is clearly below the rest: ${rate} (${counts}), all together ${all}`,
    even: (all) => `The types do not differ clearly from the overall ${all}`,
    lowest: (name, rate, all) => `Lowest is ${name}: ${rate}; overall ${all}`,
    one: (name, rate, counts) => `${name}: ${rate} (${counts})`,
    none: 'No duty of this period counts towards the rate',
    description: (period, before) =>
      `Duties fulfilled on time, ${period}, 95% intervals${before === null ? '' : `; hollow dot: ${before}`}`,
    table: 'Compliance rate by organisation type, with Wilson 95% intervals',
    note: 'Duties of unknown state do not count as fulfilled; the longer the interval, the fewer the duties.',
    target: (rate) => `target ${rate}`,
  },

  attention: {
    title: (count, first) =>
      count === 0 ? 'Nothing added to overdue work or missed a target' : `Needs attention first: ${first}`,
    description: 'By amount of work: newly overdue, missing to a target, beyond the ordinary',
    cases: (name, count) => `${name}: ${cases(count)} overdue`,
    duties: (name, count) => `${name}: ${duties(count)} due and not done`,
    before: (month, count) => `${month}: ${count}`,
    unknown: (month) => `No figures for ${month} to tell what is newly overdue`,
    mostly: (names, count) => `most in ${names.join(' and ')} (${count}${names.length > 1 ? ' each' : ''})`,
    figure: (name, value, reason) => `${name} ${value}: ${reason}`,
    needed: (count, kind) => {
      if (kind === 'less') return `${count.text} too many`;
      const [one, many] = kind === 'case' ? ['case', 'cases'] : ['duty', 'duties'];
      return `${count.text} more ${count.n === 1 ? one : many} on time needed`;
    },
    mean: (value) => `average ${value}`,
    eased: (name, change) => `Eased most: ${name} (${change})`,
    none: (month) => `No case type or duty added overdue work since ${month}.`,
    notDelivered: (count) =>
      `${count.text} ${count.n === 1 ? 'organisation has' : 'organisations have'} not sent this month's data`,
    due: (count, month) =>
      count.n === 0 ? `No duty is due in ${month}` : `Due in ${month}, done or not: ${duties(count)}`,
    mostlyDue: (name, count) => `most: ${name} (${count})`,
    table: 'Change of overdue work by case type and duty',
    kind: 'Group',
    kinds: { case: 'Cases', duty: 'Duties' },
    item: 'Item',
    change: 'Change',
    shareColumn: 'Part of the rise',
  },
};
