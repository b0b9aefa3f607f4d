import type { explain as shape } from '../vi/explain';

/** Sentences of the page `explain`, in English. */
export const explain: typeof shape = {
  title: (metric) => `How it is counted: ${metric}`,
  finding: (metric, value) => `${metric}: ${value}`,
  period: (from, to) => `${from} to ${to}`,
  none: {
    zero_denominator: 'not defined, the denominator is 0',
    not_applicable: 'not applicable to this period',
    not_reported: 'not reported',
    suppressed: 'hidden',
  },
  noDimension: (metric, name) => `The metric "${metric}" cannot be split by "${name}".`,
  pooled: (cases) => `over ${cases.text} ${cases.n === 1 ? 'case' : 'cases'} concluded in the period`,
  calculation: 'Calculation',
  definition: 'Definition',
  data: 'Data',
  sql: 'SQL statement',
  sqlNote: 'Runs as it stands on the published file.',
  version: 'Version of the data',
  snapshot: 'Newest snapshot',
  snapshots: 'Snapshots loaded',
  checks: (passed, all) =>
    all.n === 0 ? 'No checks of these tables' : `${passed} of ${all.text} checks of these tables passed`,
  partChecks: 'Checks run on the whole version and are not told part by part',
  passed: 'passed',
  failed: 'failed',
  more: 'More',
  api: 'This figure from the API',
  definitions: 'All definitions',
  full: 'Open as a page, with a chart by month',
  close: 'Close',
  series: (metric, months) => `${metric}, ${months.text} ${months.n === 1 ? 'month' : 'months'}`,
  seriesDescription: 'Month by month, under the same filters and definition as the figure above',
  rules: {
    time_limit: {
      title: (date) => `Time limits in force on ${date}`,
      note: 'Each case goes by the time limit in force on the day it was received.',
      none: 'No time limit is set: only cases with a due date of their own are ever due.',
      code: 'Case type',
      value: 'Working days',
    },
    document: {
      title: 'Documents that these duties rest on',
      note: (whose) =>
        `By the register, for duties of ${whose} due in the period. The due date stands in the register.`,
      none: 'No duty due in the period names a document.',
      code: 'Number',
      value: 'Title',
    },
  },
};
