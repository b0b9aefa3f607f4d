import type { data as shape } from '../vi/data';

/** Sentences of the page `data`, in English. */
export const data: typeof shape = {
  good: (snapshots, checks) =>
    `${snapshots.text} ${snapshots.n === 1 ? 'snapshot' : 'snapshots'} loaded, all ${checks} checks passed`,
  bad: (failed) => `${failed.text} ${failed.n === 1 ? 'check' : 'checks'} failed`,
  lede: (rows, rejected, date) =>
    `Newest snapshot ${date}: ${rows} rows kept, ${rejected} rejected, each with its reason.`,
  part: (name, date) => `Data of ${name}, snapshot of ${date}`,
  partLede:
    'Loads, rejected rows, checks, reconciliation and changes between versions tell of all organisations and are not in the part that you see.',
  restrictedLede:
    'Restricted profile: loads, rejected rows, reconciliation and changes between versions hold small numbers and are not told.',
  snapshots: 'Snapshots',
  loads: (rejected) =>
    rejected.n === 0
      ? 'Ledger of loads: no row rejected'
      : `Ledger of loads: ${rejected.text} ${rejected.n === 1 ? 'row' : 'rows'} rejected, each with its reason`,
  loadsDescription: 'One line a file and snapshot, the newest first',
  snapshotsFinding: (count, first, last) =>
    `${count.text} ${count.n === 1 ? 'snapshot' : 'snapshots'}, ${first} to ${last}`,
  snapshotsDescription: 'Snapshots in force, the newest first',
  checksGood: (count) => `All ${count} checks passed`,
  checksBad: (failed, total) => `${failed.text} of ${total} checks failed`,
  checksDescription: 'Run on the very tables that are published, before they are published',
  reconciled: (agreeing, total) => `${agreeing} of ${total} published figures agree with those computed`,
  reconciledNone: 'No published figure falls into a month with a snapshot',
  reconciledDescription:
    'Published figures against those computed from the snapshot of their month; a difference is shown and stops nothing',
  rejects: (count) =>
    count.n === 0
      ? 'No row was rejected'
      : `${count.text} ${count.n === 1 ? 'row' : 'rows'} rejected, by reason`,
  rejectsDescription: 'Counts by snapshot, file and reason; the rows themselves are never shown',
  notDelivered: (count) =>
    count.n === 0
      ? 'Every organisation sent its data'
      : `${count.text} ${count.n === 1 ? 'delivery is' : 'deliveries are'} missing`,
  notDeliveredDescription: 'Organisations noted as not delivered in each snapshot',
  columns: {
    asOf: 'As of',
    source: 'Source',
    loadedAt: 'Loaded at',
    sha: 'SHA-256',
    correction: 'Correction',
    file: 'File',
    format: 'Format',
    encoding: 'Encoding',
    read: 'Read',
    kept: 'Kept',
    rejected: 'Rejected',
    vanished: 'Vanished',
    ignored: 'Columns ignored',
    check: 'Check',
    claim: 'Claim',
    table: 'Table',
    offending: 'Offending rows',
    result: 'Result',
    figure: 'Figure',
    published: 'Published',
    computed: 'Computed',
    agrees: 'Agrees',
    note: 'Note',
    reason: 'Reason',
    count: 'Rows',
    organization: 'Organisation',
  },
  disclosure: {
    title: (cells, counted) =>
      `The restricted profile hides ${cells} of the cells about cases, which count ${counted} of what is counted`,
    none: 'This version has no restricted profile yet',
    description:
      'The tables that readers of the restricted profile have: cells below their threshold, and cells hidden so that those do not follow; all measures of a table together',
    table: 'Table',
    cells: 'Cells',
    small: 'Below threshold',
    hidden: 'Hidden',
    hiddenShare: 'Share of cells hidden',
    countedShare: 'Share of counts hidden',
    families: { cases: 'Cases', members: 'Members', duties: 'Duties' },
    tables: {
      month: 'by month',
      month_by_type: 'by month and organisation type',
      month_by_duty_type: 'by month and duty type',
      month_by_case_type: 'by month and case type',
      year: 'by year',
      year_by_type: 'by year and organisation type',
      year_by_case_type: 'by year and case type',
      year_by_type_and_case_type: 'by year, organisation type and case type',
    },
  },
  provinces: {
    title: (whole, late, absent) =>
      [
        `${whole.text} ${whole.n === 1 ? 'province' : 'provinces'} whole up to the snapshot date`,
        ...(late.n > 0 ? [`${late.text} late`] : []),
        ...(absent.n > 0 ? [`${absent.text} without figures`] : []),
      ].join(', '),
    description: (date) =>
      `Combined as of ${date}: each province counts up to its own snapshot date, and is missing from the months after it`,
    prefix: 'Code',
    name: 'Province',
    upTo: 'Figures up to',
    version: 'Version',
    state: 'State',
    passed: (version, fault) =>
      version === null ? `at the province’s place: ${fault}` : `version ${version} passed over: ${fault}`,
    kept: 'a copy that was kept here is used',
    states: {
      included: 'whole',
      late: 'late',
      other_contract: 'of another version of the contract',
      other_models: 'counted by another version of the program',
      damaged: 'a file is missing or not what was published',
      not_signed: 'not signed by the province',
      put_back: 'older than what the province had signed before',
      not_kept: 'no version up to this date',
      unreachable: 'no version found',
    },
  },
  yes: 'yes',
  no: 'no',
  passed: 'passed',
  failed: 'failed',
  agrees: 'agrees',
  differs: 'differs',
  uncomputed: 'no snapshot',
  files: {
    organizations: 'Organisations',
    members: 'Members',
    cases: 'Cases',
    duties: 'Duties',
    successions: 'Successions',
  },
  reasons: {
    malformed_row: 'Wrong number of fields',
    missing_value: 'Missing value',
    wrong_type: 'Wrong type',
    unknown_code: 'Unknown code',
    date_out_of_range: 'Date out of range',
    dates_contradict: 'Dates contradict',
    closing_mismatch: 'Closing does not fit',
    duplicate_code: 'Duplicate code',
    unknown_organization: 'Unknown organisation',
  },
};
