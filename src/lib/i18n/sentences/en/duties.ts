import type { Counted } from '../counted';
import type { duties as shape } from '../vi/duties';

const organizations = (count: Counted) => `${count.text} ${count.n === 1 ? 'organisation' : 'organisations'}`;
const tasks = (count: Counted) => `${count.text} ${count.n === 1 ? 'duty' : 'duties'}`;
const are = (count: Counted) => (count.n === 1 ? 'is' : 'are');

/** Sentences of the page `compliance` about organisations and open duties, in English. */
export const duties: typeof shape = {
  funnel: {
    none: (period) => `No organisation has a duty that counts towards the rate in ${period}`,
    one: (name, rate, counts) => `Only ${name} has duties that count towards the rate: ${rate} (${counts})`,
    all: (total) => `All ${organizations(total)} fulfilled every duty on time`,
    below: (below, total, common) =>
      `${below.text} of ${organizations(total)} ${are(below)} clearly below the common rate of ${common}`,
    above: (above, total, common) =>
      `${above.text} of ${organizations(total)} ${are(above)} clearly above the common rate of ${common}, none clearly below`,
    even: (total, common) =>
      `None of ${organizations(total)} differs from the common rate of ${common} by more than chance`,
    description: (period) => `One dot an organisation, ${period}; diamond: beyond the 99.8% limits`,
    help: 'Click a dot to open the organisation’s page',
    grouped: (period) =>
      `The larger a dot, the more organisations with these duties and this rate, ${period}; diamond: beyond the 99.8% limits`,
    summary: (title) =>
      `${title}. Funnel plot: number of duties from left to right, on-time rate from bottom to top; figures in the table.`,
    counted: 'Duties of the organisation that count towards the rate',
    common: (rate) => `all ${rate}`,
    organizations: 'organisations',
    place: {
      below: 'below the 99.8% limit',
      low: 'below the 95% limit, within 99.8%',
      within: 'within the limits',
      high: 'above the 95% limit, within 99.8%',
      above: 'above the 99.8% limit',
    },
    named: { below: 'Clearly below:', above: 'Clearly above:' },
    more: (rest) => `${organizations(rest)} more`,
    note: (common, total, chance) =>
      `Exact binomial limits around the common rate of ${common}: solid 99.8%, dashed 95%. As ${organizations(total)} are looked at at once, only those beyond 99.8% are named; were all alike, chance would put ${chance === null ? 'fewer than 0.1' : `about ${chance}`} organisations below that limit.`,
    table: 'Organisations, duties, compliance rate and the 99.8% limits around the common rate',
    tableBeyond: 'Organisations beyond the 99.8% limits (400 at most): duties, compliance rate and limits',
    limits: { low: 'Lower 99.8% limit', high: 'Upper 99.8% limit', place: 'Against the limits' },
  },
  flow: {
    none: (period) => `No duty was due in ${period}`,
    finding: (all, due, left) => {
      const parts = [
        left.unknown.n === 0 ? '' : `${left.unknown.text} unknown`,
        left.notYetDue.n === 0 ? '' : `${left.notYetDue.text} not yet due`,
      ].filter((part) => part !== '');
      return parts.length === 0
        ? `Every duty due in the period counts towards the rate (${due.text})`
        : `${all.text} of ${due.text} duties due in the period count towards the rate; ${parts.join(', ')}`;
    },
    description: (period) => `What the rate is made of: duties due in ${period}, waived ones left out`,
    table: 'Duties due in the period by state',
    part: 'State',
    share: 'Share',
    steps: {
      due: 'Due in the period',
      notYetDue: 'not yet due',
      unknown: 'of unknown state',
      counted: 'Counted towards the rate',
      onTime: 'on time',
      late: 'done late',
      overdue: 'overdue, not done',
    },
  },
  changes: {
    note: '▲▼: change beyond chance (Newcombe interval of 99.8% without 0, as many rows are compared at once).',
    year: 'on last year',
    before: 'on previous',
    yearColumn: 'Against the same period last year (points)',
    beforeColumn: 'Against the period before (points)',
    low: 'lower bound, 99.8%',
    high: 'upper bound, 99.8%',
    verdict: 'judgement',
    clear: 'beyond chance',
    chance: 'within chance',
    switchLabel: 'Split the rate by',
  },
  bases: {
    finding: (name, reported, current) => `${name}: ${reported} as reported, ${current} in today's structure`,
    description: (period) =>
      `Types whose rates differ between the two bases, ${period}: duties go with organisations that changed their type or merged into another one`,
    reported: 'As reported',
    current: "Today's structure",
    difference: 'Difference (points)',
    nothing: 'no duty counted',
    moves: (count) =>
      `The duties of ${count.text} organisation ${count.n === 1 ? 'code' : 'codes'} now count for another type (type changed, merged or handed over):`,
    move: (from, to, count) => `${from} → ${to}, duties: ${count}`,
    table: 'Compliance rate by type in both bases',
    same: "As reported and in today's structure every type has the same rate.",
  },
  head: {
    chance: ' (within chance)',
    before: (rate, change) =>
      `A year before ${rate}; the change is ${change.isClear ? 'beyond' : 'within'} chance (Newcombe interval of 95%: ${change.low} to ${change.high} points).`,
  },
  time: {
    even: {
      organization_type: 'No type changed by more than chance in 12 months',
      duty_type: 'No duty changed by more than chance in 12 months',
    },
    description: {
      organization_type: (months) =>
        `Rate pooled over 3 months for each organisation type, ${months === 1 ? '1 month' : `${months} months`}; pale band: Wilson 95% interval. Beside the rate: change in 12 months (points), ▲▼ where beyond chance`,
      duty_type: (months) =>
        `Rate pooled over 3 months for each duty, ${months === 1 ? '1 month' : `${months} months`}; pale band: Wilson 95% interval. Beside the rate: change in 12 months (points), ▲▼ where beyond chance`,
    },
    table: {
      organization_type: 'Compliance rate pooled over 3 months by organisation type and month',
      duty_type: 'Compliance rate pooled over 3 months by duty and month',
    },
  },
  overdue: {
    none: 'No duty is overdue',
    finding: (total, old, name, part) => {
      const long = 'for over 90 working days';
      if (total.n === 1) return `1 duty overdue and not done${old.n === 1 ? `, ${long}` : ''}: ${name}`;
      const since = old.n === 0 ? '' : old.n === total.n ? `, all ${long}` : `, ${old.text} ${long}`;
      const most = part.n === total.n ? `all ${name}` : `most: ${name} (${part.text})`;
      return `${tasks(total)} overdue and not done${since}; ${most}`;
    },
    description: (date) =>
      `Past the due date and not done as of ${date}, whenever due, by working days overdue`,
    help: 'Click a duty to see its organisations',
    table: (date) => `Overdue duties by type and working days overdue, ${date}`,
  },
  organizations: {
    finding: (count, name) => {
      const of = name === null ? 'duties' : name;
      return count.n === 0
        ? `No organisation has ${of} overdue`
        : `${organizations(count)} ${count.n === 1 ? 'has' : 'have'} ${of} overdue`;
    },
    description: 'The most overdue duties first',
    table: 'Organisations with overdue duties',
    duties: 'Overdue',
    longest: 'Longest (working days)',
    all: 'Show all duties',
    pages: 'Pages of the list of organisations',
    page: (page, pages) => `Page ${page}/${pages}`,
    turn: ['Back', 'Next'],
  },
  due: {
    none: (date) => `No duty falls due in the 30 days from ${date}`,
    finding: (total, owners, name, part) => {
      const most = part.n === total.n ? `all ${name}` : `most: ${name} (${part.text})`;
      return `Next 30 days: ${tasks(total)} not done yet, of ${organizations(owners)}, ${total.n === 1 ? 'falls' : 'fall'} due; ${most}`;
    },
    description: (from, to) => `Not done and due from ${from} to ${to}, by week; in brackets: organisations`,
    until: (date) => `to ${date}`,
    table: (date) => `Duties due in the 30 days from ${date}, by type and week`,
  },
  past: {
    title: (month) => `Overdue duties and those to come are known for ${month} only`,
    why: (date) =>
      `The state of duties is judged on the newest snapshot (${date}); that of earlier months is not kept`,
    link: (month) => `Show ${month}`,
    table: 'No figures for this month',
  },
};
