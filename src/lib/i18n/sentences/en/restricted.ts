import type { restricted as shape } from '../vi/restricted';

/** Sentences of pages under the restricted profile, in English. */
export const restricted: typeof shape = {
  source: 'restricted profile',
  duties: 'without duties about persons',
  hidden: 'hidden',
  hiddenFull: 'hidden: small number',
  notHere: 'Not part of the restricted profile.',
  lede: 'Restricted profile: small numbers are hidden, and with them those from which they could be worked out. A hatched cell is hidden, not 0.',
  other: 'This page is not part of the restricted profile',
  otherLede:
    'The profile has the overview, trends, compliance and backlog of all organisations together; no figures of single organisations or cases, and no free comparison.',
  hiddenNow: (name, month) => `${name}, ${month}: not told, the number is small`,
  hiddenBefore: (name, now, month) => `${name}: ${now}; ${month} is not told`,
  against: (month) => `against ${month}: not told`,
  hiddenMonths: (months) => `Not told because the numbers are small: ${months}.`,
  measure: 'Figure',
  measures: { pending: 'Pending', overdue: 'Overdue', opened: 'Received', closed: 'Closed' },
  by: {
    organization_type: (measure) => `${measure} by organisation type and month`,
    case_type: (measure) => `${measure} by case type and month`,
  },
  heat: {
    description: (measure, months) =>
      `${measure}, ${months} months; hatched: hidden because small, or because a small number would follow from it`,
    all: (name, count, month) => `${month}: most in ${name} (${count})`,
    shown: (name, count, month) => `${month}: of the figures told, most in ${name} (${count})`,
    zero: (measure, month) => `${month}: ${measure.toLowerCase()}, no cases`,
    none: (month) => `${month}: no figure is told, all are small`,
    note: (hidden, cells) =>
      hidden.n === 0
        ? 'No cell had to be hidden. Totals are published figures.'
        : `${hidden.text} of ${cells} cells ${hidden.n === 1 ? 'is' : 'are'} hidden. Totals are published figures, not sums of the cells that are told.`,
  },
  lines: {
    stock: 'Cases pending and overdue by month',
    flows: 'Cases received and closed by month',
    onTime: 'Share closed on time by month',
    days: 'Days to conclusion by month',
    description: 'All organisations; a month that is not told is a gap in the line',
  },
};
