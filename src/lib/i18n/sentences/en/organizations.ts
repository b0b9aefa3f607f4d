import type { Counted } from '../counted';
import type { organizations as shape } from '../vi/organizations';

const some = (count: Counted) => `${count.text} ${count.n === 1 ? 'organisation' : 'organisations'}`;
const cases = (count: Counted) => `${count.text} pending ${count.n === 1 ? 'case' : 'cases'}`;

/** Sentences of the page `organizations`, in English. */
export const organizations: typeof shape = {
  title: 'Organisations',
  headline: (total, month) =>
    total.n === 0 ? `No organisations at the end of ${month}` : `${some(total)} at the end of ${month}`,
  unknownThen: (month) => `How many organisations there were in ${month} is not known`,
  unknownThenLede: 'No snapshot reaches back to this month; the tree below is that of the first snapshot.',
  treeDescription: (month) => `The tree of ${month}. Every row counts all below it`,
  treeHelp: 'Open a row for its own part and each organisation below',
  treeNote:
    'The row "itself" and the rows below an organisation add up to it. Compliance: duties on time of those that count, 12 months to this one.',
  treeTable: 'Tree of organisations with the figures of the month',
  treeNone: (month) => `No organisations in ${month}`,
  treeNoCases: (month) => `No organisation has pending cases at the end of ${month}`,
  treeMost: (name, count, total, share) =>
    total.n === 1
      ? `${name} holds the one pending case`
      : count.n === total.n
        ? `${name} holds all ${cases(total)}`
        : `${name} holds ${count.text} of ${cases(total)} (${share})`,
  compliance: 'Compliance, 12 months',
  below: { as_reported: 'Organisations below', current: 'Organisations below today' },
  own: 'Itself',
  ownShort: 'itself',
  code: 'Code',
  depth: 'Level in the tree',
  kind: 'Level, type',
  path: 'Below',
  existence: 'Existed',
  open: (name, count) => `Open ${name}: ${count} below`,
  close: (name) => `Close ${name}`,
  rows: (first, last, all) => `${first}–${last} of ${all} organisations`,
  endedOn: (date) => `ended ${date}`,
  sinceShort: (date) => `since ${date}`,
  searchLabel: 'Find an organisation by name or code',
  searchButton: 'Find',
  searchClose: 'Back to the tree',
  searchDescription:
    'Old names and ended organisations too; tone marks do not matter. The place in the tree is that of the month',
  searchTable: 'Organisations found',
  found: (count, words) =>
    count.n === 0
      ? `No organisation matches "${words}"`
      : `${some(count)} ${count.n === 1 ? 'matches' : 'match'} "${words}"`,
  formerly: (name) => `formerly ${name}`,
  period: (from, to) => {
    if (from === '' && to === '') return 'exists';
    if (to === '') return `since ${from}`;
    return from === '' ? `until ${to}` : `${from} – ${to}`;
  },
  pageNumbers: 'a page that the list has',
  unknown: (code) =>
    `No organisation has the code "${code}". Search by name or code on the page Organisations; old names and ended organisations are found too.`,
  subject: (name, pending, overdue) => {
    if (pending.n === 0) return `${name}: no pending cases`;
    return `${name}: ${cases(pending)}, ${overdue.n === 0 ? 'none' : overdue.text} overdue`;
  },
  notYet: (name, month) => `${name} did not exist yet in ${month}`,
  gone: (name, date) => `${name} ended on ${date}`,
  codeIs: (code) => `code ${code}`,
  belowCount: (count) => `${some(count)} below`,
  nowNamed: (name) => `now ${name}`,
  endedInto: (date, count) =>
    `Ended on ${date}; its work went to${count.n === 1 ? '' : ` ${count.text} organisations`}:`,
  endedWithout: (date) => `Ended on ${date}; the register names no successor.`,
  countedElsewhere: (name) => `In the structure as it is now, ${name} counts under:`,
  today: (name) => `now ${name}`,
  pathLabel: 'Place in the tree',
  elsewhere: 'See on the page',
  scopeLabel: 'What is counted',
  scopes: { all: 'With all below', own: 'By itself' },
  scope: { all: 'with all below', own: 'by itself' },
  chartDescription: (months) =>
    `At the months' ends, ${months} ${months === 1 ? 'month' : 'months'}; pale band: ordinary variation`,
  chartTable: 'Cases and 12-month compliance of the organisation by month',
  noCasesThen: (measure) => `${measure}: no figure in this month`,
  above: (count) => `${cases(count)}: above ordinary variation`,
  under: (count) => `${cases(count)}: below ordinary variation`,
  pendingNow: (count) => cases(count),
  pendingChange: (count, change, size) =>
    change === 0
      ? `${cases(count)}, as many as a year before`
      : `${cases(count)}, ${size.text} ${change > 0 ? 'more' : 'fewer'} than a year before`,
  backlogDescription: (date) => `Pending cases by type and age (working days), ${date}`,
  backlogTable: 'Pending cases of the organisation by case type and age',
  mostly: (name, count, total, old) => {
    if (total.n === 1) return `The one pending case: ${name}${old.n === 0 ? '' : ', over 60 days'}`;
    const aged = old.n === 0 ? '' : `; ${old.text} over 60 days`;
    if (count.n === total.n) return `All ${cases(total)}: ${name}${aged}`;
    return `Most: ${name} (${count.text} of ${total.text})${aged}`;
  },
  states: {
    on_time: 'On time',
    late: 'Late',
    overdue: 'Overdue',
    unknown: 'Unknown',
    not_yet_due: 'Not yet due',
  },
  waived: 'Waived, not applicable',
  state: 'State',
  usual: 'Usual',
  noDuties: 'No duties in 12 months',
  dutyLow: (name, rate, counts, usual) =>
    `${name} is clearly below the rest: ${rate} (${counts}), usual ${usual}`,
  dutiesOverdue: (count) =>
    `${count.text} ${count.n === 1 ? 'duty is' : 'duties are'} overdue; no kind is clearly below the rest`,
  dutiesLate: (count) =>
    `${count.text} ${count.n === 1 ? 'duty was' : 'duties were'} late; no kind is clearly below the rest`,
  dutiesUsual: 'No duty was late or is overdue',
  dutiesDescription: (period) => `Due in ${period}; states as of the newest snapshot`,
  dutiesNote: (who) => `Dot: share on time with its 95% interval; upright line: ${who} together.`,
  dutiesTable: 'Duties of the organisation by kind and state',
  openTitle: (overdue, coming) =>
    `${overdue.n === 0 ? 'No' : overdue.text} ${overdue.n === 1 ? 'duty' : 'duties'} overdue; ${coming.n === 0 ? 'none' : coming.text} due within 30 days`,
  openDescription: (date) => `Counted from the newest snapshot, ${date}`,
  openTable: 'Duties overdue and due within 30 days',
  dueDate: 'Due',
  document: 'Document',
  dutyCount: 'Duties',
  several: (count) => some(count),
  more: (count) => `and ${count.text} more, in the table`,
  historyTable: 'What became of the organisation',
  date: 'Date',
  event: 'Event',
  from: 'From',
  to: 'To',
  basis: 'Legal basis',
  founded: 'Founded',
  historyNone: 'Never merged, split or handed over',
  historyFrom: (before) =>
    before.n === 0 ? 'Split or handed over in part' : `Took over from ${some(before)}`,
  historyEnded: (date, after) =>
    after.n === 0 ? `Ended on ${date} without successor` : `Ended on ${date}, succeeded by ${some(after)}`,
  events: {
    in: {
      renamed: (who) => `${who === '' ? 'Renamed' : `${who} renamed`} from`,
      merged_into: (who) => `${who === '' ? 'Merged in' : `Into ${who} merged`}:`,
      split_from: (who) => `${who === '' ? 'Split' : `${who} split`} from`,
      handed_over: (who) => `${who === '' ? 'Took over' : `${who} took over`} from`,
      ended: (who) => `${who === '' ? 'Ended' : `${who} ended`}`,
    },
    out: {
      renamed: (who) => `${who === '' ? 'Renamed' : `${who} renamed`} to`,
      merged_into: (who) => `${who === '' ? 'Merged' : `${who} merged`} into`,
      split_from: (who) => `${who === '' ? 'Split' : `${who} split`} into`,
      handed_over: (who) => `${who === '' ? 'Handed' : `${who} handed`} over to`,
      ended: (who) => `${who === '' ? 'Ended' : `${who} ended`}`,
    },
  },
  ownEvents: { name: 'New name', type: 'New type', parent: 'New parent' },
  ownName: (from, to) => `Renamed from ${from} to ${to}`,
  ownType: (from, to) => `Type changed from ${from} to ${to}`,
  ownParent: (from, to) => `Moved from ${from} to ${to}`,
  deliveries: (missing, total) => {
    if (total.n === 0) return 'Nothing to deliver in 24 months';
    return missing.n === 0
      ? `Delivered in all ${total.text} periods of 24 months`
      : `Did not deliver in ${missing.text} of ${total.text} periods of 24 months`;
  },
  deliveryStates: {
    delivered: 'delivered',
    missing: 'not delivered',
    absent: 'did not exist',
    none: 'no snapshot',
  },
  flowTitle: ({ before, after, end }, months, now) => {
    const waves =
      months.length === 1
        ? `the wave of ${months.join('')}`
        : `${months.length} waves (${months.join(', ')})`;
    const since = end.n === after.n ? '' : `; ${end.text} at the end of ${now}`;
    if (before.n === after.n)
      return `${before.text} grassroots organisations, as many as before ${waves}${since}`;
    return `${before.text} grassroots organisations became ${after.text} in ${waves}${since}`;
  },
  flowNone: (months) => `No wave of reorganisations in ${months} ${months === 1 ? 'month' : 'months'}`,
  flowDescription:
    'Grassroots organisations by the committee above, before and after each wave. Height: how many',
  flowHelp: 'Choose a band or a wave to see each organisation',
  flowNote:
    'Blue bands: merged, split, handed over, renamed or moved below another committee; grey bands: unchanged. The figure of a wave: grassroots organisations that changed from one column to the next. Always as reported; the table has every event, those of committees above and affiliated cells too.',
  flowSummary: (waves) =>
    `Flow of grassroots organisations by the committee above over ${waves} ${waves === 1 ? 'wave' : 'waves'}. Each band is a link; the table has every event.`,
  spanLabel: 'Period of the flow',
  spans: { window: (months) => `${months} ${months === 1 ? 'month' : 'months'}`, all: () => 'All time' },
  grassroots: (count) => `${count.text} grassroots`,
  wave: (month, count) => {
    if (count.n === 0) return month === '' ? 'unchanged' : `${month}: unchanged`;
    return month === '' ? `${count.text} changed` : `${month}: ${count.text}`;
  },
  band: (ends, from, to) => {
    if (!ends.moved) return `${some(from)} unchanged in ${ends.from}`;
    if (to.n === 0) return `${some(from)} of ${ends.from} ended`;
    if (from.n === 0) return `${some(to)} new in ${ends.to}`;
    const where = ends.from === ends.to ? `within ${ends.to}` : `from ${ends.from} to ${ends.to}`;
    return from.n === to.n ? `${some(from)} ${where}` : `${some(from)} ${where}, becoming ${to.text}`;
  },
  noneAbove: 'None above',
  groupEnded: 'Ended',
  groupNew: 'New',
  groupOther: 'Other committees',
  groupOutside: 'Outside what you may see',
  movedEvent: 'Moved below another committee (first seen in the snapshot of this day)',
  fromGroup: 'Committee before',
  toGroup: 'Committee after',
  eventsTable: 'Every reorganisation in the period of the flow',
  waveTitle: (count, where) =>
    `${count.text} ${count.n === 1 ? 'event' : 'events'} after ${where.from} up to ${where.to}${where.group === '' ? '' : `, to ${where.group}`}`,
};
