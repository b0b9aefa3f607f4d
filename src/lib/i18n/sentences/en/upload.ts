import type { upload as shape } from '../vi/upload';

/** What to do on this page where the loader's own words speak of the command line. */
const hints: Record<string, string> = {
  too_many_rejects: 'Mend the rows listed below and send again, or choose an exception below.',
  row_count_drop:
    'Ask the sender whether the file is whole; if there are fewer indeed, choose an exception below.',
  not_newer: 'Load in order of time; only the newest snapshot can be replaced by a correction.',
};

/** The page on which a steward loads a snapshot, in English. */
export const upload: typeof shape = {
  title: 'Load data',
  open: 'Load new data',
  finding: {
    start: 'Hand in the files of a snapshot, check them, and only then load them',
    checking: 'Checking; nothing has been stored',
    loading: (date) => `Loading the snapshot of ${date}`,
    passed: (date) => `The snapshot of ${date} can be loaded`,
    known: 'This snapshot has been loaded before',
    refused: 'The snapshot is refused; the data in use are unchanged',
    loaded: (date, version) => `The snapshot of ${date} is loaded: version ${version} is live`,
    stopped: 'Stopped; the data in use are unchanged',
    busy: 'Another load is running',
    fault: 'The program met a fault; the data in use are unchanged',
  },
  lede: 'The files stay in this machine’s memory and are deleted after the load, when cancelled, or after 30 minutes without use. Nothing is stored before you press Load.',
  back: 'Back to the data page',
  again: (time) => `A snapshot has been in preparation since ${time}`,
  goOn: 'Open it',
  elsewhere: 'Data are loaded where they are published',
  follower:
    'This server follows a publisher: figures are loaded there and come here, nothing is loaded on this server.',
  noRoom: {
    missing:
      'This machine has no /dev/shm: there is no place in memory for the files, and raw files must not reach a disk. On the command line: npm run etl -- load FOLDER.',
    not_memory:
      '/dev/shm of this machine does not lie in memory (tmpfs), and raw files must not reach a disk. On the command line: npm run etl -- load FOLDER.',
    small: (free) =>
      `/dev/shm has only ${free} left: not enough to keep the files in memory. Ask the administrator to enlarge it, or load on the command line: npm run etl -- load FOLDER.`,
  },
  full: 'Too many snapshots are in preparation. Cancel some, or wait for 30 minutes.',
  statement: 'Snapshot',
  asOf: 'As of',
  asOfHint: 'The day that the files describe, usually the last of a month',
  source: 'Source',
  sourceHint: 'The sender and number of the letter (no names of persons)',
  files: 'Files',
  drop: 'Drop files here, or choose them line by line. CSV, XLSX or Parquet, one file of each kind.',
  choose: 'Choose file',
  replaceFile: 'Replace',
  removeFile: (name) => `Remove the file ${name}`,
  remove: 'Remove',
  fileOf: (register) => `File: ${register}`,
  required: 'required',
  optional: 'if there is one',
  noFile: 'no file yet',
  total: 'Rows as stated by the sender',
  totalOf: (register) => `Rows as stated by the sender: ${register}`,
  totalHint: 'optional',
  sending: (percent) => `sending, ${percent}`,
  unknownName: (name) =>
    `The file “${name}” is not recognised: its name must be organizations, members, cases, duties or successions; or drop it on its line.`,
  unknownFormat: (name) =>
    `The kind of the file “${name}” cannot be read: .csv, .xlsx or .parquet is needed. An .xls file: open it and save it as .xlsx.`,
  refusedFile: {
    too_large: 'The file is larger than 2 GB: load it on the command line, npm run etl -- load FOLDER.',
    no_room: (free) =>
      `Not enough memory to keep the file (${free} left): remove other files, or use the command line.`,
    empty: 'The file is empty.',
    other_content:
      'The content does not fit the name’s ending: the file was renamed, or is an old .xls; open it and save it in the right form.',
    cut_off: 'The file did not arrive whole: send it again.',
  },
  sendFailed: 'The file could not be sent: the connection broke. Send it again.',
  missing: 'Organisations that sent nothing',
  missingHint: 'Codes of the organisations that sent nothing this time, apart by commas or blanks',
  problems: {
    missing_day: 'Give the date of the snapshot.',
    no_day: 'The date must be a real day, as YYYY-MM-DD.',
    future_day: 'The date must not lie after today.',
    no_count: 'The number of rows must be a whole number.',
    too_long: 'The text is too long.',
  },
  obstacles: {
    no_files: 'The three required files are needed: organisations, members, cases.',
    problems: 'Mend the marked fields, then check again.',
    receiving: 'A file is still coming in: wait and try again.',
    other_running: 'The server is running another check or load: wait and try again.',
    unchecked: 'Files or details have changed since the check: check again before loading.',
    no_room:
      'The memory of the server is full (/dev/shm): wait for other snapshots or ask the administrator, then check again.',
  },
  exceptions: 'Exceptions',
  exceptionsHint: 'Choose one only after asking the sender and knowing the reason',
  replace: 'Replace the snapshot of the same day',
  replaceMeaning:
    'The newest snapshot has this very date. Choose this to load it again as a correction: the old one no longer counts anywhere.',
  accept_drop: 'Accept a file with fewer rows',
  accept_dropMeaning:
    'A file has over 20 % fewer rows than before: usually something is missing. Cases that are no longer in the file become “vanished”.',
  max_rejects: 'Allow rejected rows up to',
  max_rejectsMeaning:
    'Over 1 % of a file’s rows are rejected: usually a whole column is wrong. Rejected rows stay out of the figures until they are mended.',
  percent: '% of a file',
  check: 'Check',
  checkAgain: 'Check again',
  load: (date) => `Load the snapshot of ${date}`,
  cancel: 'Cancel, delete the files',
  stop: 'Stop',
  startNew: 'Load another snapshot',
  toData: 'To the data page',
  toOverview: 'To the overview',
  refresh: 'How far is it?',
  died: (step) =>
    `The work was cut off${step === '' ? '' : ` at the step “${step}”`}. Try again; if it fails again, tell the administrator.`,
  leave: 'You may leave this page: the work goes on; open it again to see the result.',
  progress: 'Progress',
  elapsed: (text) => `${text} seconds`,
  phases: {
    read: 'Reading files',
    compare: 'Comparing with earlier snapshots',
    build: 'Computing figures',
    verify: 'Checking figures',
    write: 'Writing and publishing',
  },
  phaseStates: { done: 'done', now: 'in progress', next: 'waiting' },
  result: 'Result',
  summary: (read, kept, rejected) =>
    rejected.n === 0
      ? `${read.text} rows read, all kept.`
      : `${read.text} rows read, ${kept.text} kept, ${rejected.text} rejected, each with its reason.`,
  knownText: 'The content is the same as that of a loaded snapshot: there is nothing to load.',
  filesTable: 'By file',
  rejectsTable: 'Rejected rows by reason',
  rowsTable: (shown, all) => `Rejected rows one by one: ${shown} of ${all}`,
  rowsCsv: 'Download the list of rejected rows (CSV)',
  warnings: 'Warnings',
  noWarnings: 'No warnings.',
  format: 'Format',
  missingColumns: 'Columns not there',
  refusal: { file: 'File', line: 'Line', found: 'Found', expected: 'Expected', hint: 'What to do' },
  reasons: {
    missing_file: 'A file is missing',
    unreadable_file: 'The file cannot be read',
    unknown_encoding: 'The encoding is not recognised',
    ambiguous_file: 'It is not clear which file or column to read',
    missing_column: 'A required column is missing',
    unknown_contract: 'Another version of the data contract',
    bad_as_of: 'The date of the snapshot cannot be used',
    control_total: 'The number of rows is not the one stated',
    too_many_rejects: 'Too many rejected rows',
    row_count_drop: 'The file has far fewer rows than before',
    not_newer: 'The date is not after the newest snapshot',
    bad_setting: 'A settings file is wrong',
    failed_check: 'A check of the figures failed',
    not_writable: 'The data folder cannot be written',
  },
  hint: (reason, hint) => hints[reason] ?? hint,
  bytes: (value, unit) => `${value} ${unit}`,
};
