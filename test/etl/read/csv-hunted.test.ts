import { mkdirSync, symlinkSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  csv,
  linesOf,
  liveRejects,
  makePlace,
  type Place,
  refusalOf,
  withLive,
  writeFiles,
} from '../support.ts';

let place: Place;
beforeEach(() => (place = makePlace('2026-07-01')));
afterEach(() => place.remove());

const head = 'organization_code,organization_name,organization_level';
const plain = {
  'organizations.csv': `${head}\nA,Một,grassroots_cell\n`,
  'members.csv': csv('member_code organization_code member_status\n M1 A official'),
  'cases.csv': csv(
    'case_code organization_code case_type stage received_on\n C1 A petition intake 2026-01-05',
  ),
};
const snapshot = (files: Record<string, string | Uint8Array>, statement = {}) =>
  place.snapshot('2026-01-31', { ...plain, ...files }, statement);
/** Warnings but those of columns that the small files here do without. */
const toldBesides = (warnings: readonly string[]) =>
  warnings.filter((each) => !each.includes('không có cột'));
const organizations = () =>
  withLive(place.dataDir, 'warehouse', (database) =>
    linesOf(database, 'select organization_code, organization_name from marts.dim_organization order by all'),
  );

describe('values of a text file', () => {
  it.each([
    [
      'line ends in quotes are trimmed like blanks',
      `${head}\n"A\n",Một,grassroots_cell\n"\r\nB",Hai,grassroots_cell\n`,
    ],
    [
      'a lone carriage return in quotes too',
      `${head}\nA,"Một\r",grassroots_cell\n"\rB",Hai,grassroots_cell\n`,
    ],
    ['a Ctrl-Z at the end is no row', `${head}\nA,Một,grassroots_cell\nB,Hai,grassroots_cell\n\u001a`],
  ])('%s', async (_name, text) => {
    const report = await place.load([
      snapshot({ 'organizations.csv': text }, { control_totals: { organizations: 2 } }),
    ]);
    expect(await organizations()).toEqual(['A Một', 'B Hai']);
    expect(liveRejects(place.dataDir)).toEqual([]);
    expect(toldBesides(report.warnings)).toEqual([]);
  });

  it('with the sign for lost letters are told of', async () => {
    const report = await place.load([
      snapshot({ 'organizations.csv': `${head}\nA,Bệnh vi\ufffdn,grassroots_cell\n` }),
    ]);
    expect(report.warnings.join()).toMatch(/organizations\.csv: Có ký tự thay thế/);
  });

  it('of a million letters are read in passing', async () => {
    await place.load([
      snapshot({ 'organizations.csv': `${head}\nA,${'ê'.repeat(1_000_000)},grassroots_cell\n` }),
    ]);
    expect(await organizations()).toHaveLength(1);
  });
});

describe('a file is refused', () => {
  it('when its rows end with a sign that is no line end here', async () => {
    const text =
      'member_code,organization_code,member_status,admitted_on\u2028M1,A,official,2020-01-01\u2028';
    expect(await refusalOf(place.load([snapshot({ 'members.csv': text })]))).toMatchObject({
      reason: 'unreadable_file',
      line: 1,
      found: 'ký tự U+2028 trong tiêu đề, có vẻ dùng làm dấu xuống dòng',
    });
  });

  it('when UTF-8 stands among an old encoding', async () => {
    const names = [
      'Chi bé V\xa8n phßng',
      '\xa7\xb6ng bé B\xd6nh vi\xd6n',
      'Chi bé Tr\xadêng häc',
      'Chi bé C\xabng \xaeoµn',
    ];
    const rows = [0, 1, 2, 3].flatMap((round) =>
      names.map((name, at) => `${round}${at},${name},grassroots_cell`),
    );
    const text = Buffer.concat([
      Buffer.from(`${[head, ...rows].join('\n')}\n`, 'latin1'),
      Buffer.from('D,Đảng bộ Điện lực,grassroots_cell\n'),
    ]);
    expect(await refusalOf(place.load([snapshot({ 'organizations.csv': text })]))).toMatchObject({
      reason: 'unknown_encoding',
      line: 18,
      found: 'chữ UTF-8 lẫn với chữ của bảng mã khác',
    });
  });

  it.each([
    ['"organization_code"|"organization_name"|"organization_level"', 'dấu phân cách "|"'],
    [`'organization_code';'organization_name';'organization_level'`, `dấu nháy đơn (') bao quanh tiêu đề`],
  ])('when its dialect is another: %s', async (text, found) => {
    expect(await refusalOf(place.load([snapshot({ 'organizations.csv': `${text}\n` })]))).toMatchObject({
      reason: 'unreadable_file',
      found,
    });
  });

  it('when a line is longer than 16 MB, by that line', async () => {
    const text = `${head}\nA,${'x'.repeat(17 * 1024 * 1024)},grassroots_cell\n`;
    expect(await refusalOf(place.load([snapshot({ 'organizations.csv': text })]))).toMatchObject({
      reason: 'unreadable_file',
      line: 2,
      found: 'dòng dài hơn 16 MB',
    });
  });

  it('when its headings have lost their letters, with that as the reason', async () => {
    const text = 'M? t? ch?c,T?n t? ch?c,C?p t? ch?c\nA,M?t,chi b?\n';
    expect(await refusalOf(place.load([snapshot({ 'organizations.csv': text })]))).toMatchObject({
      reason: 'missing_column',
      found: expect.stringContaining('tiêu đề đã mất chữ có dấu') as string,
    });
  });

  it('when it is a folder, or a link to nothing', async () => {
    const folder = snapshot({});
    mkdirSync(join(folder, 'duties.csv'));
    expect((await refusalOf(place.load([folder]))).found).toBe('không phải tệp thường');
    const other = snapshot({});
    symlinkSync('nowhere', join(other, 'duties.csv'));
    expect(await refusalOf(place.load([other]))).toMatchObject({
      reason: 'unreadable_file',
      file: join(basename(other), 'duties.csv'),
    });
  });
});

describe('a folder', () => {
  it('whose name looks like a pattern is read as it stands', async () => {
    writeFiles(join(place.root, 'in', 'gb'), plain);
    const folder = writeFiles(join(place.root, 'in', 'g[ab]'), {
      ...plain,
      'snapshot.json': JSON.stringify({ contract: 1, as_of: '2026-01-31' }),
    });
    expect((await place.load([folder])).loaded).toEqual(['2026-01-31']);
  });

  it('tells of files that nobody reads, and of totals that nobody compares', async () => {
    const report = await place.load([
      snapshot({ 'dutties.csv': 'x', 'Thumbs.db': 'x' }, { control_totals: { casess: 5 } }),
    ]);
    expect(toldBesides(report.warnings)).toEqual([
      '2026-01-31: control_totals có tên lạ, không đối chiếu được: casess',
      '2026-01-31: tệp không được đọc: dutties.csv',
    ]);
  });

  it.each([
    ['{"contract": 1,\n"as_of": "2026-01-31", "as_of": "2026-02-28"}', 2, 'khóa "as_of" có hai lần'],
    [
      '{"contract": 1, "as_of": "2026-01-31", "control_totals":\n{"cases": 1,\n"c\\u0061ses": 2}}',
      3,
      'khóa "cases" có hai lần',
    ],
  ])('is refused when its statement says one thing twice', async (text, line, found) => {
    const folder = writeFiles(snapshot({}), { 'snapshot.json': text });
    expect(await refusalOf(place.load([folder]))).toMatchObject({ reason: 'unreadable_file', line, found });
  });

  it('may say in its source what looks like keys, and is told of keys that nobody reads', async () => {
    const statement = { source: '{"a": 1, "a": 2}', control_totals: { cases: 1 }, contol_totals: {} };
    const report = await place.load([snapshot({}, statement)]);
    expect(toldBesides(report.warnings)).toEqual([
      '2026-01-31: snapshot.json có khóa lạ, không đọc: contol_totals',
    ]);
  });

  it('is refused when it declares rows of a register that it does not have', async () => {
    expect(await refusalOf(place.load([snapshot({}, { control_totals: { duties: 3 } })]))).toMatchObject({
      reason: 'control_total',
      found: 'khai 3 dòng duties, nhưng không có tệp',
    });
  });
});
