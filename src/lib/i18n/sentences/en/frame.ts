import type { frame as shape } from '../vi/frame';

/** Words that several pages share, in English. */
export const frame: typeof shape = {
  sourceVersion: (build, date) => `As of ${date}, version ${build}`,
  basis: { as_reported: 'as reported', current: 'as it is now' },
  basisNote: {
    own: {
      as_reported: (moved, months) =>
        `As reported: ${moved.text} ${moved.n === 1 ? 'organisation counts for itself' : 'organisations count for themselves'} until the reorganisation ${months === 1 ? 'in this month' : `in these ${months} months`}.`,
      current: (moved, months) =>
        `As it is now: ${moved.text} ${moved.n === 1 ? 'organisation' : 'organisations'} reorganised ${months === 1 ? 'in this month' : `in these ${months} months`} ${moved.n === 1 ? 'counts where it' : 'count where they'} went.`,
    },
    changed: {
      as_reported: (effect) => `Beside the structure of today: ${effect}.`,
      current: (effect) => `Beside the figures as reported: ${effect}.`,
    },
    none: 'the number of cases, in all and by type, is the same in both bases',
    types: (types) =>
      `the number of cases in all is the same in both bases, that of ${types.text} ${types.n === 1 ? 'type' : 'types'} differs`,
  },
  notAllowed: (name, found, allowed) =>
    `The parameter "${name}" does not take "${found}". Allowed values: ${allowed}.`,
  allOrganizations: 'all organisations',
  below: (name) => `${name} and the organisations below it`,
  titles: {
    overview: 'Overview',
    trends: 'Trends',
    compliance: 'Compliance',
    backlog: 'Backlog',
    compare: 'Comparison',
    definitions: 'Definitions',
    data: 'Data',
  },
  words: {
    month: 'Month',
    opened: 'Opened',
    closed: 'Closed',
    pending: 'Pending',
    overdue: 'Overdue',
    type: 'Organisation type',
    case: 'Case type',
    duty: 'Duty',
    stage: 'Stage',
    organization: 'Organisation',
    upper: 'Committees above the grassroots',
    total: 'Total',
    rate: 'Compliance rate',
    onTime: 'On time',
    counted: 'Duties counted',
    low: '95% lower bound',
    high: '95% upper bound',
    lastYear: 'A year before',
    ordinary: 'Ordinary variation',
    now: 'now',
  },
  currency: {
    old: (date, days) =>
      `The newest figures are as of ${date}, ${days.text} ${days.n === 1 ? 'day' : 'days'} ago: no later ones have come.`,
    never: 'This server has never received figures in full from its publisher.',
    cutOff: (moment) =>
      `This server last received figures at ${moment}: the publisher may have newer ones by now.`,
    behind: 'What was published last cannot be read: pages show the version before it.',
  },
  coverage: {
    late: (month, late, total, names) =>
      `${month} still lacks the figures of ${late.text} of ${total} provinces: ${names}. Its totals are lower than they will be and cannot be compared with other months.`,
    own: (month, name, date) =>
      `${name} has sent figures up to ${date} only: ${month} is not whole and cannot be compared with other months.`,
    absent: (absent, total, names) =>
      `No month has figures of ${absent.text} of ${total} ${total === 1 ? 'province' : 'provinces'}: ${names}.`,
    upTo: (name, date) => `${name} (up to ${date})`,
    more: (count) => (count === 1 ? '1 other province' : `${count} other provinces`),
    notComparable: (month) => `Not yet comparable with ${month}`,
    finding: (name, value, late) =>
      `${name}: ${value}, not comparable while ${late.text} ${late.n === 1 ? 'province is' : 'provinces are'} still to come`,
    attention: 'Too few provinces have reported to tell where overdue work was added',
    changed: (name) => `Too few provinces have reported to compare ${name}`,
    outlook: 'Too few provinces have reported to tell how long the backlog lasts',
    untold: 'no figures of this month yet',
    mark: 'from here on not all provinces are there',
  },
  join: (parts) =>
    parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1) ?? ''}`,
};
