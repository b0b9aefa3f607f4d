import type { Counted } from '../counted';
import type { heat as shape } from '../vi/heat';

const some = (count: Counted, of: string) => `${count.text} ${count.n === 1 ? of.replace(/s$/, '') : of}`;
const organizations = (count: Counted) => `${count.text} ${count.n === 1 ? 'organisation' : 'organisations'}`;
const committees = (count: Counted) =>
  `${count.text} ${count.n === 1 ? 'committee' : 'committees'} above organisations`;

/** Sentences of the heatmaps of the page `backlog`, in English. */
export const heat: typeof shape = {
  dimensions: {
    organization: 'Organisation',
    parent: 'Committee above',
    organization_type: 'Organisation type',
    organization_level: 'Level',
    case_type: 'Case type',
    stage: 'Stage',
    age_band: 'Age',
    month: 'Month',
  },
  pair: (rows, columns) => `${rows} × ${columns.toLowerCase()}`,
  presets: 'Ready tables',
  custom: 'Choose',
  rows: 'Rows',
  columns: 'Columns',
  show: 'Show',
  share: 'Overdue share',
  days: (band) => `${band} days`,
  noParent: 'No committee above',
  unit: {
    pending: ['pending case', 'pending cases'],
    overdue: ['overdue case', 'overdue cases'],
    share: ['overdue', 'overdue'],
  },
  what: { pending: 'Pending cases', overdue: 'Overdue cases', share: 'Share of cases overdue' },
  table: (what, rows, columns) => `${what} by ${rows.toLowerCase()} and ${columns.toLowerCase()}`,
  atEnd: 'at the end of each month',
  on: (date) => date,
  description: (table, when) => `${table}, ${when}.`,
  inWorkdays: 'Age in working days.',
  shareNote: 'Below a share, overdue of pending cases; no colour under 5 cases.',
  shown: (from, to, all) => `${from}–${to} of ${all}.`,
  shownAll: (all, count) => (count === 1 ? `${all}.` : `All ${all}.`),
  listed: {
    organization: (count, of) => `${organizations(count)} with ${of}`,
    parent: (count, of) => `${committees(count)} with ${of}`,
  },
  totalOf: {
    organization: (count) => `Total of ${organizations(count)}`,
    parent: (count) => `Total of ${count.text} ${count.n === 1 ? 'committee' : 'committees'}`,
  },
  totalAll: 'Total of all',
  changeSince: (month) => `± ${month}`,
  changeOf: (month) => `Against ${month}`,
  sortLabel: 'Order of rows',
  sorts: { meaning: 'As listed', size: 'Most first', type: 'By type', tree: 'By committee above' },
  find: 'Find an organisation',
  findHelp: 'Name or code, marks may be left out',
  findButton: 'Find',
  findClear: 'Clear search',
  found: (text) => `Results for “${text}”`,
  foundNone: (text, of) => `No organisation with ${of} matches “${text}”`,
  earlier: (count, since) => `← All ${count} months, since ${since}`,
  fold: (names, of) => `No ${of}: ${names}.`,
  emptyNow: (empty, month) => `${empty} at the end of ${month}`,
  top: (cells, { count, of }, share) =>
    `Most in ${cells.map(([row, column]) => `${row}, ${column}`).join(' and in ')}: ${some(count, of)}${cells.length > 1 ? ' each' : ''} (${share})`,
  topMany: (cells, { count, of }) => `Most in a cell: ${some(count, of)}, the same in ${cells.text} cells`,
  concentrated: ({ part, all, place, of, within }) =>
    `${part.text} of ${some(all, of)} lie with ${place.text} of ${within}`,
  spread: (all, of, within) => `${some(all, of)} ${all.n === 1 ? 'lies' : 'lie'} with ${within}`,
  among: { organization: (count) => organizations(count), parent: (count) => committees(count) },
  holders: (names, { count, of, all }, { rising, holders, since }) =>
    holders.n === 1
      ? `${names[0]} holds ${count.n === all ? (all === 1 ? `the only ${some(count, of).replace('1 ', '')}` : `all ${some(count, of)}`) : `${some(count, of)}, half or more of all`}`
      : `${names.length > 2 ? 'The same in many' : `Most in ${names.join(' and ')}: ${some(count, of)}${names.length > 1 ? ' each' : ''}`}; ${rising.n === 0 ? 'none' : rising.text} of the ${holders.text} organisations with half of all ${rising.n === 1 ? 'has' : 'have'} risen since ${since}`,
  topNow: (names, { count, of }, month) =>
    names.length > 2
      ? `The most is ${some(count, of)}, the same in ${names.length} lines, ${month}`
      : `Most in ${names.join(' and ')}: ${some(count, of)}${names.length > 1 ? ' each' : ''}, ${month}`,
  rise: (names, change, month) =>
    `; largest rise since ${month}: ${names.join(' and ')} (${change}${names.length > 1 ? ' each' : ''})`,
  noRise: (month) => `; none has risen since ${month}`,
  shareTop: (names, share, counts) =>
    `Of those with 5 or more cases, the highest overdue share is in ${names.join(' and ')}: ${share} (${counts.join('; ')})`,
  shareHigh: (share) => `Of those with 5 or more cases, the highest overdue share is ${share}`,
  shareNone: 'No cases are overdue where there are 5 or more',
  reorganized: (events, more) =>
    `Reorganised in this window: ${events}${more > 0 ? ` and ${more} more` : ''}.`,
  event: {
    merged_into: (date, count) => `${date}, ${organizations(count)} merged`,
    split_from: (date, count) => `${date}, ${organizations(count)} split`,
    handed_over: (date, count) => `${date}, ${organizations(count)} handed over`,
    ended: (date, count) => `${date}, ${organizations(count)} ended`,
  },
  came: (names) => `Began in this window: ${names}.`,
  went: (names) => `Ended: ${names}.`,
  andOthers: (names, more) => (more > 0 ? `${names} and ${more} more` : names),
  grey: 'Grey: not there yet, or no longer.',
  restate: 'Only “As it is now” adds the figures of former organisations to those that hold them now.',
  restated: 'Figures of former organisations are added to those that hold them now.',
  stageUnknown: 'A ? marks months without a snapshot, whose stages are not known.',
  detail: {
    all: 'All cases',
    path: 'Chosen',
    stock: (month) => `End of ${month}`,
    newest: (date) => date,
    ownOnly: 'This organisation alone, without those below it.',
    help: 'Choose a cell, row or column to see that part alone; choose it again to take it away.',
    none: 'No cases.',
    outside: 'What was chosen is not in this table.',
    clear: 'Clear',
    trend: (count) => (count === 1 ? 'Last month' : `Last ${count} months`),
    trendWords: (what, first, last) => `${what}: from ${first} to ${last}`,
    low: (value, month) => `least ${value} (${month})`,
    high: (value, month) => `most ${value} (${month})`,
    by: (what, dimension) => `${what} by ${dimension.toLowerCase()}`,
    others: (count) => `${count} more`,
    filter: (name) => `Filter every page by ${name}`,
    open: (name) => `Open the page of ${name}`,
    month: (month) => `See the page at ${month}`,
  },
};
