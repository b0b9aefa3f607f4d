import type { frame as shape } from '../vi/frame';

/** Words that several pages share, in English. */
export const frame: typeof shape = {
  sourceVersion: (build, date) => `As of ${date}, version ${build}`,
  basis: { as_reported: 'as reported', current: 'as it is now' },
  notAllowed: (name, found, allowed) =>
    `The parameter "${name}" does not take "${found}". Allowed values: ${allowed}.`,
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
