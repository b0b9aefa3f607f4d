import type { sql as vi } from '../vi/sql';

/** The workbench in English. */
export const sql: typeof vi = {
  title: 'SQL',
  lede: (version, asOf) =>
    `Reads version ${version}, data as of ${asOf}. Read only; every statement is written to the audit.`,
  limits: (seconds, rows, memory) =>
    `A statement may run ${seconds} s, use ${memory} of memory and give ${rows} rows.`,
  questions: 'Ready questions',
  tables: 'Tables and columns',
  rowCount: (count) => `${count} rows`,
  editor: 'SQL statement',
  run: 'Run',
  runHelp:
    'Ctrl+Enter runs the statement at the cursor (or what is selected); Ctrl+Space suggests; Ctrl+F finds; Ctrl+/ comments; Esc, then Tab leaves the editor.',
  stop: 'Stop',
  format: 'Format',
  unformatted: 'The statement has a syntax error and cannot be formatted yet.',
  result: 'Result',
  running: (rows) => `Running… ${rows} rows`,
  stopped: (rows) => `Stopped after ${rows} rows.`,
  done: (rows, seconds, version) => `${rows} rows · ${seconds} s · version ${version}`,
  cut: (rows) => `First ${rows} rows of more.`,
  empty: 'No rows.',
  failed: 'The statement could not be run',
  offline: 'There was no answer from the server. Try again.',
  at: (line, column) => `Line ${line}, column ${column}.`,
  download: 'Download',
  insert: (name) => `Insert ${name} into the statement`,
  copy: 'Copy (TSV)',
  copied: (rows) => `${rows} rows copied; they can be pasted into Excel.`,
  sortBy: (name) => `Sort by ${name}`,
  nothing: 'empty',
  yes: 'yes',
  no: 'no',
  rowNumber: 'Row',
};
