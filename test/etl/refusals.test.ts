import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LoadOptions } from '#etl/jobs/load.ts';
import { places } from '#etl/surroundings.ts';
import { hashesBelow, csv, makePlace, refusalInBoth, refusalOf, refusedOf, type Texts } from './support.ts';

const place = makePlace('2026-03-25');

/** Ten rows of each register: 20 % fewer are eight. */
const rows = (count: number, row: (index: number) => string) =>
  Array.from({ length: count }, (_, i) => row(i)).join('\n');
const organizations = (count: number) =>
  csv(
    `organization_code organization_name organization_level\n${rows(count, (i) => `T${i} Tên grassroots_cell`)}`,
  );
const members = (count: number) =>
  csv(`member_code organization_code member_status\n${rows(count, (i) => `M${i} T0 official`)}`);
const caseRow = (code: string, status = 'intake') => `${code} T0 petition ${status} 2026-01-05`;
const cases = (count: number, bad = 0) =>
  csv(`case_code organization_code case_type stage received_on
    ${rows(count - bad, (i) => caseRow(`C${i}`))}\n${rows(bad, (i) => caseRow(`B${i}`, 'lost'))}`);
const duties = csv('duty_code organization_code duty_type due_on\nD1 T0 annual_plan 2026-01-05');
const whole = (): Texts => ({
  'organizations.csv': organizations(10),
  'members.csv': members(10),
  'cases.csv': cases(10),
  'duties.csv': duties,
});
const without = (name: string) =>
  Object.fromEntries(Object.entries(whole()).filter(([file]) => file !== name));

beforeAll(async () => {
  await place.load([place.snapshot('2026-01-31', whole())]);
});

afterAll(() => place.remove());

/** The refusal of a load; fails when any byte of the data directory is another afterwards, or without English words. */
async function refused(folders: readonly string[], options: Partial<LoadOptions> = {}) {
  const before = hashesBelow(place.dataDir);
  const refusal = await refusalInBoth(place.load(folders, options));
  expect(hashesBelow(place.dataDir)).toEqual(before);
  expect([refusal.expected, refusal.hint].every((text) => text.length > 3)).toBe(true);
  return refusal;
}

const february = (files: Texts, statement: Record<string, unknown> = {}) =>
  place.snapshot('2026-02-28', files, statement);

describe('a folder is refused, and nothing changes,', () => {
  it.each(['organizations', 'members', 'cases'])('without %s', async (register) => {
    expect(await refused([february(without(`${register}.csv`))], { acceptDrop: true })).toMatchObject({
      reason: 'missing_file',
      file: expect.stringMatching(new RegExp(`/${register}\\.csv$`)),
    });
  });

  it('that is not there, or has no statement', async () => {
    expect(await refused([join(place.root, 'nowhere')])).toMatchObject({ reason: 'missing_file' });
    const folder = place.snapshot('2026-02-28', whole());
    expect(await refused([join(folder, 'cases.csv')])).toMatchObject({ reason: 'missing_file' });
    expect(await refused([place.root])).toMatchObject({ reason: 'missing_file' });
  });

  it.each<[string, string]>([
    ['cut off', '{"contract": 1, "as_of": "2026-02-28"'],
    ['a list', '[1]'],
    ['nothing', 'null'],
    ['empty', ''],
    ['no list of codes', '{"contract": 1, "as_of": "2026-02-28", "not_delivered": "0042"}'],
  ])('with a statement that is %s', async (_, statement) => {
    expect(await refused([february({ ...whole(), 'snapshot.json': statement })])).toMatchObject({
      reason: 'unreadable_file',
    });
  });

  it.each([[undefined], [2], ['1'], [null], [{}]])('under the contract %j', async (contract) => {
    expect(await refused([february(whole(), { contract })])).toMatchObject({ reason: 'unknown_contract' });
  });

  it.each([
    undefined,
    null,
    20260228,
    '',
    '28/02/2026',
    '2026-02-30',
    '2026-2-28',
    '2026-03-26',
    '2126-02-28',
  ])('as of %j', async (as_of) => {
    expect(await refused([february(whole(), { as_of })])).toMatchObject({ reason: 'bad_as_of' });
  });

  it.each([{ cases: 9 }, { members: 11 }, { duties: 0 }, { cases: '10' }, { cases: 9.5 }, { cases: -1 }, 10])(
    'with control totals %j',
    async (control_totals) => {
      expect(await refused([february(whole(), { control_totals })])).toMatchObject({
        reason: 'control_total',
      });
    },
  );

  it('with one register twice', async () => {
    expect(await refused([february({ ...whole(), 'Cases.CSV': cases(10) })])).toMatchObject({
      reason: 'ambiguous_file',
      file: 'Cases.CSV, cases.csv',
    });
    expect(await refused([february({ ...whole(), 'cases.parquet': 'PAR1' })])).toMatchObject({
      reason: 'ambiguous_file',
    });
  });
});

describe('a file is refused, and nothing changes,', () => {
  const head = 'case_code,organization_code,case_type,stage,received_on\n';
  const row = 'C0,T0,petition,intake,2026-01-05\n';
  const reading = (text: string | Uint8Array) => refused([february({ ...whole(), 'cases.csv': text })]);

  it('that is empty, binary, cut off in a quoted field, or no Parquet', async () => {
    expect(await reading('')).toMatchObject({ reason: 'unreadable_file' });
    expect(await reading(`${head}${row}\0`)).toMatchObject({ reason: 'unreadable_file' });
    expect(await reading(`${head}${row}"C1,T0,petition,intake`)).toMatchObject({
      reason: 'unreadable_file',
      line: 3,
    });
    const files = { ...without('cases.csv'), 'cases.parquet': 'no parquet' };
    expect(await refused([february(files)])).toMatchObject({ reason: 'unreadable_file' });
  });

  it('in another encoding than UTF-8', async () => {
    const windows = Buffer.from(`${head}C0,T0,petition,intake,2026-01-05,\xd0\n`, 'latin1');
    expect(await reading(windows)).toMatchObject({ reason: 'unknown_encoding' });
    const letter = Buffer.from('ệ');
    expect(await reading(Buffer.concat([Buffer.from(head + row), letter.subarray(0, 2)]))).toMatchObject({
      reason: 'unknown_encoding',
    });
  });

  it('with a heading that stands twice, also under its other name', async () => {
    const doubled = head.replace('stage', 'stage,STAGE ');
    expect(await reading(`${doubled}C0,T0,petition,intake,intake,2026-01-05\n`)).toMatchObject({
      reason: 'ambiguous_file',
      found: 'hai cột stage',
    });
    const named = head.replace('stage', 'stage,Giai đoạn');
    expect(await reading(`${named}C0,T0,petition,intake,intake,2026-01-05\n`)).toMatchObject({
      reason: 'ambiguous_file',
    });
  });

  it('without a column that is needed, or without headings', async () => {
    expect(await reading(`${head.replace('stage', 'stages')}${row}`)).toMatchObject({
      reason: 'missing_column',
      found: 'thiếu stage',
    });
    expect(await reading(row)).toMatchObject({ reason: 'missing_column' });
  });

  it('with ten rejected rows and more than the share that is allowed', async () => {
    const folder = (count: number, bad: number) => february({ ...whole(), 'cases.csv': cases(count, bad) });
    expect(await refused([folder(999, 10)])).toMatchObject({
      reason: 'too_many_rejects',
      file: '2026-02-28/cases',
      line: 991,
      found: '10 trên 999 dòng bị loại (unknown_code: 10)',
    });
    expect(await refused([folder(100, 20)], { maxRejects: 19.9 })).toMatchObject({
      reason: 'too_many_rejects',
    });
  });

  it('with what was noted of the files beside, which may tell why', async () => {
    const folder = february({ ...whole(), 'cases.csv': cases(100, 20) });
    const { warnings } = await refusedOf(place.load([folder]));
    expect(warnings).toContainEqual({
      vi: expect.stringMatching(/^2026-02-28\/cases\.csv: không có cột .*due_on/),
      en: expect.stringMatching(/^2026-02-28\/cases\.csv: no column .*due_on/),
    });
  });

  it('with more than 20 % fewer rows than before, also when an optional one is gone', async () => {
    expect(await refused([february({ ...whole(), 'members.csv': members(7) })])).toMatchObject({
      reason: 'row_count_drop',
      file: '2026-02-28/members',
      found: '7 dòng, kỳ trước 10',
    });
    expect(await refused([february(without('duties.csv'))])).toMatchObject({
      reason: 'row_count_drop',
      file: '2026-02-28/duties',
    });
  });
});

describe('a load of several folders', () => {
  it('is refused whole for one of them', async () => {
    const good = february(whole());
    const bad = place.snapshot('2026-03-20', { ...whole(), 'cases.csv': '' });
    expect(await refused([bad, good])).toMatchObject({ reason: 'unreadable_file' });
    const less = place.snapshot('2026-03-20', { ...whole(), 'cases.csv': cases(7) });
    expect(await refused([less, good])).toMatchObject({ reason: 'row_count_drop' });
  });

  it('is refused when one is not newer than what is loaded, or than another', async () => {
    const old = place.snapshot('2025-12-31', whole());
    const same = place.snapshot('2026-01-31', { ...whole(), 'cases.csv': cases(11) });
    expect(await refused([february(whole()), old])).toMatchObject({
      reason: 'not_newer',
      found: '2025-12-31',
    });
    expect(await refused([same])).toMatchObject({ reason: 'not_newer', found: '2026-01-31' });
    expect(await refused([old], { replace: true })).toMatchObject({ reason: 'not_newer' });
    const pair = [february(whole()), february({ ...whole(), 'cases.csv': cases(11) })];
    expect(await refused(pair)).toMatchObject({ reason: 'not_newer', found: '2026-02-28' });
  });
});

it('a first load that is refused publishes nothing', async () => {
  const other = makePlace('2026-03-25');
  const folder = other.snapshot('2026-01-31', { ...whole(), 'cases.csv': cases(10, 10) });
  expect(await refusalOf(other.load([folder]))).toMatchObject({ reason: 'too_many_rejects', line: 2 });
  expect(existsSync(join(other.dataDir, 'published'))).toBe(false);
  expect(existsSync(places(other.dataDir).lock)).toBe(false);
  other.remove();
});

describe('what is just not refused', () => {
  it('is nine rejected rows, ten in a thousand, and exactly 20 % fewer rows', async () => {
    const lost = rows(9, (i) => `L${i} T0 lost 2026-01-05`);
    const folder = february(
      {
        'organizations.csv': organizations(8),
        'members.csv': members(10),
        'cases.csv': cases(1000, 10),
        'duties.csv': `${duties}${csv(lost)}`,
      },
      { control_totals: { organizations: 8, cases: 1000, duties: 10 } },
    );
    const report = await place.load([folder], { checkOnly: true });
    expect(report.rejects.map(({ file, reason, count }) => [file, reason, count])).toEqual([
      ['cases.csv', 'unknown_code', 10],
      ['duties.csv', 'unknown_code', 9],
    ]);
  });

  it('is a drop that is accepted, and as many rejects as are allowed', async () => {
    const files = { ...without('duties.csv'), 'cases.csv': cases(20, 12), 'members.csv': members(1) };
    const report = await place.load([february(files)], { checkOnly: true, acceptDrop: true, maxRejects: 60 });
    expect(report.files.map(({ file, rows_rejected }) => [file, rows_rejected])).toEqual([
      ['cases', 12],
      ['members', 0],
      ['organizations', 0],
    ]);
    expect(JSON.parse(readFileSync(places(place.dataDir).current, 'utf8'))).toEqual({
      version: '2026-01-31.001',
    });
  });
});
