import type { briefings as shape } from '../vi/briefings';

/** Sentences of the page `briefings`, in English. */
export const briefings: typeof shape = {
  title: 'Briefings',
  finding: (name, issued) =>
    issued === 0
      ? `Briefing of ${name}: a draft, not issued yet`
      : `Briefing of ${name}: issued${issued > 1 ? `, number ${issued}` : ''}`,
  lede: (version) =>
    `Previewed from data version ${version}. Underlined figures lead to how they were counted; the judgement is the officer’s.`,
  choose: 'Choose a period',
  month: 'Last month',
  span: 'Period',
  spans: { month: 'month', quarter: 'quarter', half: '6 months', nine_months: '9 months', year: 'year' },
  show: 'Show',
  downloads: 'Download',
  draft: 'draft',
  issued: 'issued',
  preview: 'Preview',
  notPrinted: 'Secrecy is not decided yet: the officer decides by the list in force.',
  texts: 'The officer’s judgement',
  textsHelp: 'What is left empty stays a prompt in the document. It is saved as you write.',
  prompts: {
    leadership: 'Leadership and direction',
    strengths: 'Strengths',
    weaknesses: 'Weaknesses',
    causes: 'Causes',
    tasks: 'Main tasks',
    proposals: 'Proposals',
  },
  save: 'Save',
  saved: 'Saved.',
  saving: 'Saving…',
  notSaved: 'Not saved. Press Save.',
  issue: 'Issue',
  issueHelp:
    'Issuing freezes the four files with what they were made from; number, day and signature stay blank for the clerk.',
  done: 'Issued.',
  list: 'Issued',
  none: 'No briefing has been issued yet.',
  columns: ['Period', 'Number', 'Version', 'Time', 'By', 'Files'],
  changes: (id) => `Figures that differ now from ${id}`,
  unchanged: (id) => `All figures are still as in ${id}.`,
  changeColumns: ['Figure', 'Issued', 'Now'],
  more: (count) => `${count} more figures.`,
  unavailable: 'There is no briefing for this account',
  origin: (metric, period, part) => `${metric}, ${period}${part}. Opens how it was counted.`,
};
