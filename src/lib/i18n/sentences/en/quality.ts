import type { quality as shape } from '../vi/quality';

/** Quality of data over snapshots, warnings, and what changed against an older version, in English. */
export const quality: typeof shape = {
  finding: (share, rejected, date) =>
    rejected.n === 0
      ? `No row of the snapshot of ${date} was rejected`
      : `${share} of the rows of ${date} were rejected (${rejected.text} ${rejected.n === 1 ? 'row' : 'rows'})`,
  against: {
    more: (finding, before) => `${finding}; ${before} the time before: worse`,
    less: (finding, before) => `${finding}; ${before} the time before: better`,
    same: (finding) => `${finding}, as the time before`,
  },
  description:
    'Share of rejected rows of each file over snapshots, on one scale; small figure: change against the snapshot before',
  table: 'Rows read, rejected and mended by snapshot',
  columns: {
    asOf: 'As of',
    read: 'Read',
    rejected: 'Rejected',
    share: 'Share rejected',
    mended: 'Mended',
    open: 'To mend',
    shareOf: (file) => `${file}: share rejected`,
  },
  warnings: {
    none: 'Nothing unusual against earlier snapshots',
    unknown: 'This version was made by an older program, which did not look for anything unusual',
    newest: (count) => `${count.text} unusual ${count.n === 1 ? 'sign' : 'signs'} in the newest snapshot`,
    older: 'Nothing unusual in the newest snapshot',
    description: 'Against earlier snapshots; worth a look, stops no load',
    message: 'Sign',
    subject: 'Code or column',
  },
  changes: {
    none: 'No figure of the months published before has changed',
    unknown: 'No version to compare with: the first one, or made by an older program',
    finding: (figures, months, cause) =>
      `${figures.text} ${figures.n === 1 ? 'figure' : 'figures'} of ${months.text} published ${months.n === 1 ? 'month' : 'months'} changed, mostly by ${cause}`,
    description: (version, date) =>
      `Against version ${version} (as of ${date}): before + four causes = now. Only whole months that both versions show; structure as reported`,
    descriptionNone: 'Only whole months that both versions show are compared; structure as reported',
    note: 'Rates: changes in percentage points, in the order rules, reorganisation, late arrivals, corrections. Figures that do not add up (days, months of work, share of waiting time) are not split.',
    more: (shown, all) => `${shown} of ${all} lines shown; all of them in the CSV file.`,
    table: 'What has changed since the version before',
    label: 'Against',
    version_before: 'Version before',
    month_before: 'Last of the month before',
    month: 'Month',
    metric: 'Figure',
    before: 'Before',
    late_arrivals: 'Late arrivals',
    corrections: 'Corrections',
    reorganisation: 'Reorganisation',
    rules: 'Rules',
    change: 'Change',
    after: 'Now',
    causes: {
      late_arrivals: 'late arrivals',
      corrections: 'corrections',
      reorganisation: 'reorganisation',
      rules: 'changed rules',
    },
  },
};
