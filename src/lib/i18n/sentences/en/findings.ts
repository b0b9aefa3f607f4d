import { lowerFirst } from '$lib/format/names';
import type { Counted } from '../counted';
import type { SignalWords } from '../judging';
import type { findings as shape } from '../vi/findings';

const rules = ({ rule, side, months }: SignalWords): string => {
  const isHigh = side === 'high';
  switch (rule) {
    case 'outside':
      return isHigh ? 'above the limit of ordinary variation' : 'below the limit of ordinary variation';
    case 'run':
      return `${isHigh ? 'above' : 'below'} average ${months} months running`;
    case 'trend':
      return `${isHigh ? 'rising' : 'falling'} through ${months} months`;
    case 'near':
      return `near the ${isHigh ? 'upper' : 'lower'} limit in two of three months`;
  }
};

const noise = 'within ordinary variation';
const cases = (count: Counted) => `${count.text} ${count.n === 1 ? 'case' : 'cases'}`;
const months = (text: string) => `${text} ${text === '1' ? 'month' : 'months'}`;
const lower = (name: string) => lowerFirst(name, 'en');

/** Sentences on signal and noise, targets, the outlook and what changed, in English. */
export const findings: typeof shape = {
  variation: {
    rule: rules,
    clause: (verdict, change) => {
      if (verdict.kind === 'ordinary') return `, ${noise}`;
      if (verdict.kind !== 'signal') return '';
      const against = verdict.signal.side === 'high' ? change < 0 : change > 0;
      const isStill = against && verdict.signal.rule !== 'trend';
      return `, ${isStill ? 'still ' : ''}${rules(verdict.signal)}`;
    },
    moved: ({ name, n, now, change, than }, clause) => {
      if (change === null)
        return n === 0 ? `No ${lower(name)}` : `${name}: ${now}; no figure for ${than} to compare with`;
      if (change.n === 0)
        return n === 0
          ? `No ${lower(name)}, as in ${than}`
          : `${name} unchanged at ${now}, as in ${than}${clause}`;
      if (n === 0) return `No ${lower(name)} any more: down ${change.text} on ${than}${clause}`;
      return `${name} ${change.n > 0 ? 'up' : 'down'} ${change.text} on ${than}, to ${now}${clause}`;
    },
    note: (verdict) => {
      switch (verdict.kind) {
        case 'signal':
          return rules(verdict.signal);
        case 'ordinary':
          return noise;
        case 'still':
          return 'never moved in this window';
        case 'small':
          return 'too small to judge';
        case 'open':
          return 'not judged: the month is not over';
        case 'partial':
          return 'not judged: provinces are still to come';
        case 'short':
          return `not judged: ${verdict.known} of 12 months needed`;
        case 'missing':
          return '';
      }
    },
    signals: (items, others) =>
      `Signals this month: ${items.join('; ')}.${others === '' ? '' : ` Ordinary variation only: ${others}.`}`,
    signal: (name, value, rule) => `${name} ${value} (${rule})`,
    none: (names) => `No signal in ${names}: differences from the months before are ordinary variation only.`,
    short: (known) =>
      `With ${months(String(known))} of data, 12 are needed to tell signals from ordinary variation.`,
    small: (names) => `Not judged: ${names}; the counts are too small.`,
    open: (names) => `Not judged yet: ${names}; the month is not over.`,
    partial: (names) => `Not judged yet: ${names}; provinces are still to come.`,
    column: 'Signal',
    limits: ['Lower limit', 'Average', 'Upper limit'],
    spans:
      'Limits of variation are reckoned over 24 months, across the reorganisations and changes of rules in them.',
    method:
      'Pale band: limits of ordinary variation (XmR chart, 24 months). Square: a month with a signal, its rule is in the table.',
  },
  targets: {
    label: (value) => `target ${value}`,
    met: (label) => `${label} met`,
    missed: (label) => `${label} missed`,
    source: (label, source) => (source === '' ? label : `${label} (${source})`),
  },
  outlook: {
    table: 'Cases closed less cases opened, 12 months',
    net: 'Net closed',
    range: (low, high, pending) =>
      low === high
        ? `At this pace ${cases(pending)} would be done in about ${months(low)}`
        : `At this pace ${cases(pending)} would be done in ${low}–${high} months`,
    atLeast: (low, pending) =>
      `At this pace ${cases(pending)} would be done in ${months(low)} at the earliest; in slow months the backlog does not shrink`,
    gaining: (opened, closed) =>
      opened.n === closed.n
        ? `As many closed as opened in 12 months (${closed.text}): at this pace the backlog does not shrink`
        : `${closed.text} closed, ${opened.text} opened in 12 months: at this pace the backlog does not shrink`,
    far: (pending) => `At this pace ${cases(pending)} would take more than 10 years`,
    short: 'Fewer than 12 months of data: no estimate of when the backlog would be done',
    done: 'No cases are pending: there is no backlog to estimate',
    description:
      'Net closed (closed less opened) in each of the last 12 whole months; pale band: from P10 to P90',
    band: 'P10 to P90',
    note: 'Method: cases pending divided by those closed less those opened in a month, at the P90 (fast) and the P10 (slow) of 12 months. An estimate of workload, not a forecast about any organisation or person.',
  },
  changed: {
    title: {
      rose: (name, change, than) => `${name} up ${change} on ${than}`,
      fell: (name, change, than) => `${name} down ${change} on ${than}`,
      same: (name, than) => `${name} unchanged on ${than}`,
      most: (title, by, names, change) => {
        const dimension = by === 'case_type' ? 'by case type' : 'by duty';
        return `${title}; ${dimension}, mostly ${names.join(' and ')} (${change}${names.length > 1 ? ' each' : ''})`;
      },
      missing: (name, than) => `No figure for ${than} to compare ${name} with`,
    },
    points: (change) => `${change} points`,
    description: 'Each one’s part in the change; the parts add up exactly to the whole change',
    ratio:
      'Each part is what the rate and what the weight of the item changed; together exactly the whole change (percentage points).',
    transfers: 'Cases handed over count for the receiver and against the giver.',
    table: (name, than) => `Change of ${name} on ${than}, item by item`,
    by: {
      organization_type: 'By organisation type',
      case_type: 'By case type',
      duty_type: 'By duty',
      organization: 'By organisation',
    },
    dimension: 'Split by',
    before: 'Before',
    now: 'Now',
    change: 'Change',
    share: 'By rate',
    mix: 'By weight',
    moved: 'Of it transfers',
    movedIn: (count) => `of it transfers ${count}`,
    rest: (count) => `the rest (${count})`,
    none: 'Nothing changed.',
    show: 'Show by organisation',
    item: 'Item',
    metric: {
      pending: 'Pending',
      overdue: 'Overdue',
      opened: 'Opened',
      closed: 'Closed',
      duties: 'Duties not done',
      compliance: 'Compliance',
    },
    metricLabel: 'Figure',
    sinceLabel: 'Compared with',
    since: { month: 'last month', year: 'a year before' },
  },
};
