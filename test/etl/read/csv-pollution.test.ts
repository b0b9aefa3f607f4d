import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { installMaps } from '#etl/steps/landing-sql.ts';
import { createLanding, landFiles } from '#etl/steps/land.ts';
import { locateRejects } from '#etl/steps/locate.ts';
import { runFile } from '#etl/steps/store.ts';
import { RefusedError } from '#etl/errors.ts';
import { loadReference } from '#warehouse/reference.ts';
import { type Database, openMemory } from '#warehouse/open.server.ts';

const root = mkdtempSync(join(tmpdir(), 'pollution-test-'));
let database: Database;

beforeAll(async () => {
  database = await openMemory();
  await runFile(database, 'steps/macros.sql');
  await loadReference(database, null);
  await installMaps(database);
});

afterAll(() => {
  database.close();
  rmSync(root, { recursive: true, force: true });
});

const columns = ['from_code', 'to_code', 'event', 'event_on', 'legal_basis'];
/** Free text at both ends, quoted or not, a null in the last column: where damage is hardest to see. */
const clean = [
  ['A1', 'B1', 'renamed', '2025-01-01', 'QĐ 1'],
  ['A2', 'B2', 'merged_into', '2025-01-02', ''],
  ['A3', 'B3', 'handed_over', '2025-01-03', 'QĐ 3, mục 2'],
  ['A4', '', 'ended', '2025-01-04', 'QĐ "4"'],
  ['A5', 'B5', 'split_from', '2025-01-05', 'QĐ 5'],
];

/** Text of a table by RFC 4180. */
function written(rows: readonly (readonly string[])[], delimiter = ',', end = '\n'): string {
  const field = (value: string) =>
    value.includes(delimiter) || /["\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
  return rows.map((row) => `${row.map(field).join(delimiter)}${end}`).join('');
}

const text = written([columns, ...clean]);

const quotedThroughout = [columns, ...clean]
  .map((row) => `${row.map((value) => `"${value.replaceAll('"', '""')}"`).join(',')}\n`)
  .join('');

interface Landed {
  /** Rows taken, fields apart by `|`. */
  taken: string[];
  /** Rejects, as `line reason`. */
  rejects: string[];
}

/** What a load takes and rejects of a file, or the reason for which it refuses it. */
async function landed(content: string | Buffer): Promise<Landed | string> {
  const path = join(root, 'successions.csv');
  writeFileSync(path, content);
  const folder = {
    folder: root,
    asOf: '2026-10-31',
    source: '',
    controlTotals: {},
    notDelivered: [],
    files: [],
    notes: [],
    refuseChanged: () => undefined,
  };
  const file = { register: 'successions', name: 'successions.csv', path, format: 'csv' } as const;
  await createLanding(database);
  try {
    const waiting = { snapshotNo: 1, folder: { ...folder, sha256: '' }, file };
    const files = await landFiles(database, [waiting], () => undefined);
    await locateRejects(database, files);
  } catch (error) {
    if (error instanceof RefusedError) return error.refusal.reason;
    throw error;
  }
  const rows = await database.all(
    `select concat_ws('|', coalesce(from_code, ''), coalesce(to_code, ''), event, event_on, coalesce(legal_basis, '')) as taken, reason, line
     from landing.successions where coalesce(reason, '') <> 'blank' order by rowid`,
  );
  return {
    taken: rows.filter(({ reason }) => reason === null).map(({ taken }) => String(taken)),
    rejects: rows.filter(({ reason }) => reason !== null).map(({ reason, line }) => `${line} ${reason}`),
  };
}

const rows = clean.map((row) => row.join('|'));
const without = (...numbers: number[]) => rows.filter((_, at) => !numbers.includes(at + 1));
const lines = text.trimEnd().split('\n');
/** The text with some lines changed; line 1 is the heading. */
const changed = (changes: Record<number, string>) =>
  `${lines.map((line, at) => changes[at + 1] ?? line).join('\n')}\n`;

describe('a file reads as its clean twin', () => {
  it.each<[string, string | Buffer]>([
    ['the twin itself', text],
    ['with semicolons', written([columns, ...clean], ';')],
    ['with tabs', written([columns, ...clean], '\t')],
    ['with two commas for one', written([columns, ...clean], ',,').replace('QĐ 3, mục 2', '"QĐ 3, mục 2"')],
    ['with a comma and a blank', written([columns, ...clean], ', ')],
    ['with quotes throughout', quotedThroughout],
    ['with carriage returns', written([columns, ...clean], ',', '\r')],
    ['with Windows line ends', written([columns, ...clean], ',', '\r\n')],
    ['with line ends of two kinds', text.replace('\n', '\r\n')],
    ['with line ends of three kinds', text.replace('\n', '\r\n').replace('2025-01-02,\n', '2025-01-02,\r')],
    ['with line ends doubled', text.replaceAll('\n', '\n\n')],
    ['without an end', text.trimEnd()],
    ['with a byte order mark', `\ufeff${text}`],
    ['in UTF-16', Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['with a preamble', `Đơn vị: Đảng bộ tỉnh\n\nTháng 10,,,,\n${text}`],
    ['with a heading of two rows', `Mã,,,,Căn cứ\n${text}`],
    ['with blank rows', text.replaceAll('\n', '\n,,,,\n')],
    ['with a delimiter too many on every row', text.replaceAll('\n', ',\n')],
    [
      'with a delimiter too many on every row but the heading',
      changed({}).replaceAll(/(?<=\d.*|\d.*,)\n/g, ',\n'),
    ],
    ['with a delimiter at the front of every row', text.replaceAll(/^(?=.)/gm, ',')],
    [
      'with columns that the contract does not know',
      text.replaceAll(/^(?=.)/gm, 'x,').replaceAll('\n', ',y\n'),
    ],
  ])('%s', async (_, content) => {
    expect(await landed(content)).toEqual({ taken: rows, rejects: [] });
  });
});

describe('a file is read but for what is damaged', () => {
  it.each<[string, string, string[], string[]]>([
    ['a delimiter lost', changed({ 3: 'A2,B2,merged_into2025-01-02,' }), without(2), ['3 malformed_row']],
    [
      'a delimiter too many in front',
      changed({ 3: ',A2,B2,merged_into,2025-01-02,' }),
      without(2),
      ['3 malformed_row'],
    ],
    [
      'a delimiter too many in the middle',
      changed({ 3: 'A2,,B2,merged_into,2025-01-02,' }),
      without(2),
      ['3 malformed_row'],
    ],
    [
      'a delimiter too many at the end',
      changed({ 3: 'A2,B2,merged_into,2025-01-02,,' }),
      without(2),
      ['3 malformed_row'],
    ],
    [
      'another delimiter on a row',
      changed({ 2: 'A1;B1;renamed;2025-01-01;QĐ 1' }),
      without(1),
      ['2 malformed_row'],
    ],
    [
      'an opening quote too many',
      changed({ 2: '"A1,B1,renamed,2025-01-01,QĐ 1' }),
      without(1),
      ['2 malformed_row'],
    ],
    [
      'a closing quote too many',
      changed({ 2: 'A1,B1,renamed,2025-01-01,QĐ 1"' }),
      without(1),
      ['2 malformed_row'],
    ],
    [
      'a quote too many in a quoted value',
      changed({ 4: 'A3,B3,handed_over,2025-01-03,"QĐ 3", mục 2"' }),
      without(3),
      ['4 malformed_row'],
    ],
    [
      'a quoted value without its end',
      changed({ 4: 'A3,B3,handed_over,2025-01-03,"QĐ 3, mục 2' }),
      without(3),
      ['4 malformed_row'],
    ],
    [
      'quotes escaped by backslashes',
      changed({ 5: 'A4,,ended,2025-01-04,"QĐ \\"4\\""' }),
      without(4),
      ['5 malformed_row'],
    ],
    [
      'single quotes',
      changed({ 4: "A3,B3,handed_over,2025-01-03,'QĐ 3, mục 2'" }),
      without(3),
      ['4 malformed_row'],
    ],
    [
      'single quotes about a plain value',
      changed({ 2: "A1,B1,renamed,2025-01-01,'QĐ 1'" }),
      without(1),
      ['2 malformed_row'],
    ],
    [
      'a heading that comes again',
      changed({ 3: `${columns.join(',')}\n${lines[2]}` }),
      rows,
      ['3 wrong_type'],
    ],
    ['a remark below', `${text}Người lập: ...\n`, rows, ['7 malformed_row']],
    [
      'a carriage return in the last value',
      changed({ 2: 'A1,B1,renamed,2025-01-01,QĐ\r1' }),
      without(1),
      ['2 malformed_row'],
    ],
    [
      'a carriage return in the first value',
      changed({ 2: 'A\r1,B1,renamed,2025-01-01,QĐ 1' }),
      without(1),
      ['2 malformed_row'],
    ],
    [
      'a line end in a middle value',
      changed({ 2: 'A1,B1,ren\named,2025-01-01,QĐ 1' }),
      without(1),
      ['2 malformed_row', '3 malformed_row'],
    ],
    [
      'a blank of no width inside a code',
      changed({ 2: 'A\u200b1,B1,renamed,2025-01-01,QĐ 1' }),
      without(1),
      ['2 wrong_type'],
    ],
    [
      'a Cyrillic letter for a Latin one',
      changed({ 3: '\u04102,B2,merged_into,2025-01-02,' }),
      without(2),
      ['3 wrong_type'],
    ],
    [
      'a control sign inside a code',
      changed({ 2: 'A\u00021,B1,renamed,2025-01-01,QĐ 1' }),
      without(1),
      ['2 wrong_type'],
    ],
    [
      'a code that guards its zeros as a formula',
      changed({ 5: '"=""A4""",,ended,2025-01-04,' }),
      without(4),
      ['5 wrong_type'],
    ],
    [
      'a code that a spreadsheet has put into powers of ten',
      changed({ 6: 'A5,2.1E+11,split_from,2025-01-05,' }),
      without(5),
      ['6 wrong_type'],
    ],
    // The row beside the stray line goes too: which of the two the line belongs to cannot be seen.
    [
      'a line end in the last value',
      changed({ 2: 'A1,B1,renamed,2025-01-01,Q\nĐ 1' }),
      without(1, 2),
      ['2 malformed_row', '3 malformed_row', '4 malformed_row'],
    ],
    [
      'a line end in the first value',
      changed({ 3: 'A\n2,B2,merged_into,2025-01-02,' }),
      without(1, 2),
      ['2 malformed_row', '3 malformed_row', '4 malformed_row'],
    ],
  ])('%s', async (_, content, taken, rejects) => {
    expect(await landed(content)).toEqual({ taken, rejects });
  });
});

describe('a file is refused', () => {
  it.each<[string, string | Buffer, string]>([
    ['with bars between columns', written([columns, ...clean], '|'), 'unreadable_file'],
    ['with blanks between columns', written([columns, ...clean], ' '), 'unreadable_file'],
    ['in single quotes', text.replaceAll('"', '').replaceAll(/[^,\n]+/g, "'$&'"), 'unreadable_file'],
    ['without a heading', written(clean), 'missing_column'],
    ['with a name twice', text.replace('legal_basis', 'event_on'), 'ambiguous_file'],
    ['cut off inside quotes', text.slice(0, text.indexOf('mục')), 'unreadable_file'],
    ['in no known encoding', Buffer.from(text.replaceAll('Đ', '\xd0'), 'latin1'), 'unknown_encoding'],
  ])('%s', async (_, content, reason) => {
    expect(await landed(content)).toBe(reason);
  });
});
