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
  join: (parts) =>
    parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1) ?? ''}`,
};
