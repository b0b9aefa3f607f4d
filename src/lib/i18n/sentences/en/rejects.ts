import type { rejects as shape } from '../vi/rejects';

const rows = (n: number) => (n === 1 ? 'row' : 'rows');

/** What the reject list expects, as the loader writes it. */
const expectedWords: Record<string, string> = {
  'ngày YYYY-MM-DD hoặc dd/mm/yyyy, từ 1930, không sau as_of':
    'a date YYYY-MM-DD or dd/mm/yyyy, from 1930 on, not after the snapshot',
  'ngày YYYY-MM-DD hoặc dd/mm/yyyy, từ 1930': 'a date YYYY-MM-DD or dd/mm/yyyy, from 1930 on',
  'số nguyên từ 0': 'a whole number from 0',
  'mã của một tổ chức có trong organizations': 'the code of an organisation in the file organizations',
  'có giá trị': 'a value',
  'số trường bằng số cột của tiêu đề': 'as many fields as the heading has columns',
  'received_on <= concluded_on <= closed_on': 'received ≤ concluded ≤ closed',
  'mã dạng chữ, không có ký tự ẩn hay chữ của bảng chữ cái khác':
    'a code as text, without hidden signs or letters of other alphabets',
  'mã chỉ có một lần trong tệp': 'each code once in the file',
  'stage closed khi và chỉ khi có closed_on và closing':
    'stage closed exactly when closed_on and closing are given',
};

/** What the cells of a workbook hold that is no value, as the loader writes it. */
const foundWords: Record<string, string> = {
  'công thức chưa có giá trị': 'a formula without a stored value',
  'ô báo lỗi': 'an error',
  'ô đúng/sai (TRUE/FALSE)': 'TRUE or FALSE',
  'ô số hỏng': 'a broken number',
  'ô định dạng ngày': 'a cell formatted as a date',
  'số quá 15 chữ số': 'a number of over 15 digits',
  'số phần trăm': 'a percentage',
  'số hiện thành chữ': 'a number shown as words',
  'số lẻ': 'a fraction',
  'số dạng mũ (E+)': 'a number with an exponent (E+)',
  'ngày có giờ': 'a date with a time of day',
  'tiêu đề lặp lại': 'the heading once more',
};

/** The reject list and what to do about each row, in English. */
export const rejects: typeof shape = {
  none: (date) => `No row of the snapshot of ${date} is left to mend`,
  noneAll: 'No row is left to mend',
  noneFound: 'No rejected row matches this choice',
  finding: (open, date, most) =>
    `${open.text} ${rows(open.n)} of the snapshot of ${date} to mend, most of them: ${most}`,
  findingAll: (open, most) => `${open.text} ${rows(open.n)} to mend in all snapshots, most of them: ${most}`,
  most: (file, reason, count) => `${file}, ${reason} (${count})`,
  findingMixed: (all, open) =>
    `${all.text} rejected ${rows(all.n)} chosen, ${open.n === 0 ? 'all mended' : `${open.text} still to mend`}`,
  description:
    'A list to send back to the office that made the file. Codes of members and cases and text values are not shown; “mended” means that a later snapshot accepted a row of the same code',
  filters: {
    label: 'Choose rejected rows',
    snapshot: 'Snapshot',
    file: 'File',
    reason: 'Reason',
    state: 'State',
    committee: 'Upper committee',
    all: 'All',
    open: 'To mend',
    mended: 'Mended',
    apply: 'Show',
    clear: 'Back to default',
  },
  groups: 'By file and reason',
  byCommittee: 'To send back, by committee',
  noCommittee: 'Organisation not known',
  whole: 'All of these rows',
  csv: 'CSV',
  csvOf: (name, count) => `Download CSV: ${name}, ${count} rows`,
  rows: (from, to, total) => `Rows ${from}–${to} of ${total}`,
  rowsCaption: 'Rejected rows one by one',
  previous: 'Previous',
  next: 'Next',
  pages: 'Pages of the list of rejected rows',
  columns: {
    asOf: 'As of',
    file: 'File',
    line: 'Line',
    column: 'Column',
    columnName: 'Column name in the file',
    reason: 'Reason',
    todo: 'What to do',
    found: 'Found',
    expected: 'Expected',
    organizationCode: 'Organisation code',
    organization: 'Organisation',
    committee: 'Upper committee',
    mended: 'Mended in',
    count: 'Rows',
  },
  fileName: (date) => `rejected-rows-${date}`,
  text: (length) => `text of ${length} characters`,
  found: (text) => foundWords[text] ?? text,
  withForeign: (text, sign) => `${text}, with a hidden or foreign sign: ${sign}`,
  inQuotes: (text, sign) => `${text}, in quotes ${sign}`,
  withGuard: (text, sign) => `${text}, with a spreadsheet’s ${sign}`,
  empty: 'empty',
  expected: (text) => expectedWords[text] ?? text,
  codeList: (list) => `a code of the list “${list}”`,
  lists: {
    organization_level: 'levels of organisation',
    organization_type: 'types of organisation',
    member_status: 'member status',
    case_type: 'case types',
    stage: 'stages',
    closing: 'closings',
    duty_type: 'duty types',
    duty_state: 'duty states',
    succession_event: 'successions',
  },
  todo: {
    malformed_row: 'Too many or too few fields: check delimiters, quotes and line breaks inside a cell.',
    missing_value: 'Fill in the required value.',
    wrong_type:
      'Write it in the right form: dates dd/mm/yyyy, whole numbers, no words; type a code anew, do not paste it.',
    unknown_code: 'Use one of the codes of the list.',
    date_out_of_range: 'Check the year: not before 1930, not after the snapshot.',
    dates_contradict: 'Check the order of dates: received, concluded, closed.',
    closing_mismatch: 'Closed: give stage, date and closing; not closed: leave them empty.',
    duplicate_code: 'Keep one row for each code.',
    unknown_organization: 'Use a code of the file of organisations, or add that organisation.',
  },
  columnLabel: (name) => name,
};
