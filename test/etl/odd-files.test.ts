import { mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refusedError } from '#etl/tell.ts';
import { SettingError } from '#warehouse/reference.ts';
import { bytesBelow, csv, lines, linesOf, liveRejects, makePlace, refusalOf, withLive } from './support.ts';

const place = makePlace('2026-07-01');
const organizationHead = 'organization_code,organization_name,organization_level';
const files = {
  'organizations.csv': `${organizationHead}\nA,Một,grassroots_cell\n`,
  'members.csv': csv('member_code organization_code member_status\n M1 A official'),
  'cases.csv': csv(
    'case_code organization_code case_type stage received_on\n C1 A petition intake 2026-01-05',
  ),
};
const shiftedHead = 'case_code,member_code,organization_code,case_type,stage,received_on';

/** What is odd about each snapshot; all of them are loaded in one go. */
const odd: [string, Record<string, string>, Record<string, unknown>?][] = [
  // Text behind a closing quote on line 2, a quoted name over two lines, a lost field behind it.
  [
    '2026-01-31',
    {
      'organizations.csv': `\ufeffTiêu đề\r\n${organizationHead}\r\nA,"Cty" X,grassroots_cell\r\nB,"Hai\r\ndòng",grassroots_cell\r\nC,Ba\r\n`,
    },
  ],
  // A row of totals below, which no control total counts.
  ['2026-02-28', { 'cases.csv': `${files['cases.csv']}Tổng cộng,,,,\n` }, { control_totals: { cases: 1 } }],
  // Blanks that do not break, of several kinds.
  [
    '2026-03-31',
    {
      'members.csv':
        'member_code,organization_code,member_status\nM1,A\u2007,official\nM2,\u202fA\u00a0,\u200bofficial\n',
    },
  ],
  // A lost first field moves a member's code to where the case's code should be.
  [
    '2026-04-30',
    {
      'cases.csv': `${shiftedHead}\nC1,KINTHE-1,A,petition,intake,2026-01-05\nKINTHE-2,A,petition,intake,2026-01-05\n`,
    },
  ],
  // A due date beyond any calendar.
  [
    '2026-05-31',
    { 'duties.csv': csv('duty_code organization_code duty_type due_on\n D1 A annual_plan 2150-01-01') },
  ],
  // Headings and nothing else but one row, no line end at the end.
  [
    '2026-06-30',
    {
      'cases.csv': 'case_code,organization_code,case_type,stage,received_on',
      'members.csv': files['members.csv'].trimEnd(),
    },
  ],
];

beforeAll(async () => {
  const folders = odd.map(([asOf, changed, statement]) => {
    const written = place.snapshot(asOf, { ...files, ...changed }, statement);
    // Every folder has the same name, with letters that mean something in a pattern.
    const folder = join(place.root, 'gửi', asOf, "kỳ [1]*{a,b}'s");
    mkdirSync(join(folder, '..'), { recursive: true });
    renameSync(written, folder);
    return folder;
  });
  await place.load(folders, { maxRejects: 100, acceptDrop: true });
});

afterAll(() => place.remove());

describe('odd files', () => {
  it('lose no row without a word', () => {
    const shown = liveRejects(place.dataDir).map((reject) =>
      [reject.as_of, reject.file, reject.line, reject.column ?? '-', reject.reason].join(' '),
    );
    expect(shown.sort()).toEqual(
      lines(`
        2026-01-31 cases.csv 2 organization_code unknown_organization
        2026-01-31 members.csv 2 organization_code unknown_organization
        2026-01-31 organizations.csv 3 - malformed_row
        2026-01-31 organizations.csv 6 - malformed_row
        2026-04-30 cases.csv 3 - malformed_row
      `),
    );
  });

  it('are counted as they stand, without titles, blanks and totals', async () => {
    const counted = await withLive(place.dataDir, 'warehouse', (database) =>
      linesOf(
        database,
        `select as_of, file, rows_read_count, rows_kept_count from meta.loads
         where (rows_read_count, rows_kept_count) <> (1, 1) order by all`,
      ),
    );
    expect(counted).toEqual(
      lines(`
        2026-01-31 cases 1 0
        2026-01-31 members 1 0
        2026-01-31 organizations 3 1
        2026-03-31 members 2 2
        2026-04-30 cases 2 1
        2026-06-30 cases 0 0
      `),
    );
  });

  it('keep a duty of a far year in its month', async () => {
    const duties = await withLive(place.dataDir, 'warehouse', (database) =>
      linesOf(
        database,
        'select month, organization_code, due_count, overdue_count from marts.agg_duties_by_month',
      ),
    );
    // Missing from the June snapshot, but a duty is a duty by its newest row: once due, always due.
    expect(duties).toEqual(['2150-01-01 A 1 0']);
  });

  it('leave no member code behind, wherever it was moved', () => {
    expect(
      [...bytesBelow(place.dataDir)].filter(([, bytes]) => bytes.includes('KINTHE')).map(([path]) => path),
    ).toEqual([]);
  });
});

describe('refused are', () => {
  it('files in UTF-32, by their encoding', async () => {
    const letters = Array.from(`\ufeff${files['organizations.csv']}`, (letter) => [letter.charCodeAt(0), 0]);
    const text = Buffer.from(Uint16Array.from(letters.flat()).buffer);
    const folder = place.snapshot('2026-07-01', { ...files, 'organizations.csv': text });
    expect(await refusalOf(place.load([folder]))).toMatchObject({
      reason: 'unknown_encoding',
      found: 'UTF-32',
    });
  });

  it('settings with fractions of days, which are not rounded', async () => {
    place.setting('time-limits.csv', 'case_type,workdays\npetition,10.6\n');
    const fault = await place.load([place.snapshot('2026-07-01', files)]).catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(SettingError);
    const refused = refusedError(fault, place.dataDir);
    expect(refused?.refusal).toMatchObject({
      reason: 'bad_setting',
      found: '1 dòng sai kiểu hoặc thiếu giá trị',
    });
    expect(refused?.english).toMatchObject({ found: '1 row of a wrong type or without a value' });
  });
});
