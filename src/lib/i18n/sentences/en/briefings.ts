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
  profile: 'Disclosure',
  profiles: { full: 'full', restricted: 'restricted' },
  show: 'Show',
  downloads: 'Download',
  draft: 'draft',
  issued: 'issued',
  preview: 'Preview',
  annex: 'Annex: tables, charts, definitions and origin of the figures',
  notPrinted: 'Secrecy is not decided yet: the officer decides by the list in force.',
  secrecy: 'Secrecy mark',
  secrecyHelp:
    'Only the competent person decides, by the list of state secrets in force. Left empty, the document bears no mark.',
  secrecyLevel: 'Level',
  secrecyNone: 'not decided',
  secrecyBasis: 'Basis (document, article)',
  marked: 'The mark is saved.',
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
  columns: ['Period', 'Disclosure', 'Number', 'Version', 'Time', 'By', 'Files'],
  scheduled: (at, version) =>
    `Drafted by the schedule at ${at} from version ${version}; what was written since is not in these files.`,
  drafted: (name, at) =>
    `The briefing of ${name} was drafted by the schedule at ${at} and is not issued yet.`,
  openDraft: 'Write and issue',
  comparison: 'What two briefings tell otherwise',
  then: 'Earlier briefing',
  now: 'Compared with',
  today: 'today’s figures of the period shown',
  compare: 'Compare',
  optionName: (period, number, profile) => `${period}, number ${number} (${profile})`,
  differing: (count) =>
    count === 0
      ? 'No figure of the same metric and time differs.'
      : count === 1
        ? 'One figure of the same metric and time differs.'
        : `${count} figures of the same metric and time differ.`,
  changeColumns: ['Figure', 'Time', 'Earlier', 'Now', 'Reason'],
  causes: {
    late_arrivals: 'reported late',
    corrections: 'corrections',
    reorganisation: 'reorganisation',
    rules: 'changed rules',
  },
  noCause: 'the changes between the two versions do not name it',
  unknownCause: 'unknown: not all versions in between are kept',
  otherProgram: 'made by another program version',
  noFigure: 'none, or not shown',
  sinceTerm: 'since the term began',
  topics: {
    appraisal: 'political-standard appraisals',
    admission: 'admission checks',
    records: 'record checks',
    verification: 'verifications',
    foreign: 'foreign elements',
    travel: 'travel abroad',
    petition: 'petitions',
  },
  groups: {
    all_duties: '',
    open_duties: 'without duties about persons',
    committees: 'grassroots committees',
    cells: 'grassroots cells',
    grassroots: 'grassroots organisations',
  },
  more: (count) => `${count} more figures.`,
  unavailable: 'There is no briefing here',
  origin: (metric, period, part) => `${metric}, ${period}${part}. Opens how it was counted.`,
};
