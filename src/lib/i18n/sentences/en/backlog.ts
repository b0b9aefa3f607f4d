import type { Counted } from '../counted';
import type { backlog as shape } from '../vi/backlog';

const cases = (count: Counted) => `${count.text} ${count.n === 1 ? 'case' : 'cases'}`;
const organizations = (count: Counted) => `${count.text} ${count.n === 1 ? 'organisation' : 'organisations'}`;

const single = (of: string, count: Counted) => (count.n === 1 ? of.replace(/s$/, '') : of);

/** Sentences of the page `backlog`, in English. */
export const backlog: typeof shape = {
  of: { pending: 'cases', overdue: 'overdue cases' },
  noneOld: (of) => `No ${of} are older than 60 working days`,
  old: (count, names, part, of) => {
    const found = `${count.text} ${single(of, count)} over 60 working days`;
    if (names.length === 0) return found;
    if (count.n === part.n) return `${found}, ${count.n === 1 ? '' : 'all '}in ${names.join(' and ')}`;
    return `${found}, most in ${names.join(' and ')} (${part.text}${names.length > 1 ? ' each' : ''})`;
  },
  empty: { pending: 'No cases are pending', overdue: 'No cases are overdue' },
  ageDescription: (measure, date) => `Cases ${measure} by organisation type and age (working days), ${date}`,
  ageTable: (measure) => `Cases ${measure} by organisation type and age`,
  overBand: 'over 90',
  measure: { pending: 'pending', overdue: 'overdue' },
  measureLabel: 'Figure in the cells',
  steps: 'Colour steps are the same for every month of this version.',
  stageTop: (count, stage, share) =>
    `${share} of the cases (${count.text}) are at the stage ${stage.toLowerCase()}`,
  stageTied: (count, stages, share) =>
    `Most at the stages ${stages.join(' and ').toLowerCase()}: ${cases(count)} each (${share})`,
  stageMany: (count, stages) => `Most at a stage: ${cases(count)}, the same at ${stages.text} stages`,
  stageUnknown: (month) => `No snapshot in ${month}: the stages of cases are not known`,
  stageDescription: (measure, date) =>
    `Cases ${measure} by case type and stage, ${date}. The stage is that of the month's snapshot`,
  stageTable: (measure) => `Cases ${measure} by case type and stage`,
  headline: (half, old, of) =>
    `${half.isConcentrated ? `${half.part.text} of ${half.total.text} ${of} lie` : `${half.total.text} ${single(of, half.total)} ${half.total.n === 1 ? 'lies' : 'lie'}`} with ${organizations(half.organizations)}; ${old.n === 0 ? 'none is' : `${old.text} ${old.n === 1 ? 'is' : 'are'}`} over 60 working days old`,
  lede: (pending, overdue, share) =>
    pending.n === 0
      ? 'No cases are pending.'
      : pending.n === 1
        ? `1 case pending, ${overdue.n === 1 ? '' : 'not '}overdue.`
        : `${cases(pending)} pending, ${overdue.text} of them overdue (${share}).`,
  more: (page, pages) => `Page ${page}/${pages}`,
  previous: 'Previous page',
  next: 'Next page',
  pages: 'Pages of organisations',
  close: 'Close',
  succession: {
    renamed: (date, other) => `${date}: renamed ${other}`,
    merged_into: (date, other) => `${date}: merged into ${other}`,
    split_from: (date, other) => `${date}: split into ${other}`,
    handed_over: (date, other) => `${date}: handed over to ${other}`,
    ended: (date) => `${date}: ended`,
    received: (date, other) => `${date}: took over from ${other}`,
  },
  successionTitle: 'Reorganisation',
};
