import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rejects } from '#etl/jobs/rejects.ts';
import { bytesBelow, csv, lines, linesOf, livePath, liveRejects, makePlace, withLive } from './support.ts';

const place = makePlace('2026-03-25');
const bom = '\ufeff';
const nbsp = '\u00a0';
const zeroWidth = '\u200b';

/** Semicolons, CRLF, a byte order mark, a title, Vietnamese headings in NFD with the tone mark at the other vowel. */
const organizations =
  bom +
  [
    'Danh sách tổ chức đảng;;;;;;;', // 1
    '', // 2
    'Mã tổ chức;Tên tổ chức đảng;CẤP TỔ CHỨC;Lọai hình;Mã tổ chức cấp trên;Ngày thành lập;Ngày kết thúc;Ghi chú'.normalize(
      'NFD',
    ), // 3
    'G1;"Đảng bộ ""A""; cơ sở";Đảng bộ cơ sở;Cơ quan;;01/02/2010;;ghi', // 4
    ';;;;;;;', // 5: blank, not counted
    `${nbsp}G2${zeroWidth};Hai;${'Chi bộ cơ sở'.normalize('NFD')};Loại hình khác${nbsp};G1;1.3.2011;-;`, // 6
    'V1;Vòng;grassroots_cell;other;V2;;;', // 7
    'V2;Vòng;grassroots_cell;other;V1;;;', // 8
    'X1;Cấp lạ;to_dang;other;;;;', // 9
    'X2;Dưới cấp lạ;member_cell;other;X1;;;', // 10
    'X3;Dưới nữa;member_cell;other;X2;;;', // 11
    'D1;Hai lần;grassroots_cell;other;;;;', // 12
    ' D1 ;Hai lần;grassroots_cell;other;;;;', // 13
    'D2;Dưới hai lần;member_cell;other;D1;;;', // 14
    'E1;Kết thúc sau;grassroots_cell;other;;;2026-02-01;', // 15
    ';Không mã;grassroots_cell;other;;;;', // 16
    'F1;Thiếu trường;grassroots_cell;other;;;', // 17
    'F2;Thừa trường;grassroots_cell;other;;;;;', // 18
    'F3;Thừa nhiều;grassroots_cell;other;;;;;;;', // 19
    '"G3";"Tên hai\r\ndòng";grassroots_cell;other;"";"15-6-2012";;', // 20, 21
    'W1;Ngày sai;grassroots_cell;other;;31/02/2020;;', // 22
    'W2;Ngày cũ;grassroots_cell;other;;31-12-1929;;', // 23
    '   ', // 24: blank, not counted
    'O1;Cha lạ;grassroots_cell;other;0099;;;', // 25
  ].join('\r\n');

const members = [
  'Số thẻ đảng viên\tMã tổ chức\tTình trạng\tNgày kết nạp', // 1
  'MAT-THE-1\tG1\tChính thức\t19/05/1990', // 2
  'MAT-THE-2\tG1\tdự bị\t-', // 3
  'MAT-THE-3\tG1\t\t', // 4
  'MAT-THE-4\tG1\tĐã chết\t', // 5
  'MAT-THE-5\tG1\tofficial\t1.1.29', // 6
  'MAT-THE-6\tG1\tofficial\t', // 7
  `${nbsp}MAT-THE-6\tG1\texempt\t`, // 8
  'MAT-THE-7\tX1\tofficial\t', // 9
  'MAT-THE-8\t0099\tofficial\t', // 10
  '\tG1\tofficial\t', // 11
  '', // 12
  'MAT-THE-9\tG2', // 13
  `MAT-THE${zeroWidth}-4\tG1\tofficial\t`, // 14: the right code comes later
  `MAT-THE-${zeroWidth}1\tG1\tofficial\t`, // 15: no second copy of line 2
].join('\n');

const heading =
  'case_code,organization_code,member_code,case_type,stage,received_on,due_on,external_sent_on,external_answered_on,paused_workdays,return_count,concluded_on,decision_on,closed_on,closing';
const cases = [
  heading, // 1
  'MAT-HS-01,G1,MAT-THE-1,petition,intake,05/01/2026,31/12/2026,,,1.000,"2,0",,31/12/2026,,', // 2: kept
  'MAT-HS-02,G1,,,intake,yesterday,,,,,,,,,', // 3: missing before wrong
  'MAT-HS-03,G1,MAT-THE-1,strange,intake,2026-02-30,,,,,,,,,', // 4: wrong before unknown
  'MAT-HS-04,G1,,petition,intake,2026-01-05,,,,2.5,,,,,', // 5
  'MAT-HS-05,G1,,petition,intake,2026-01-05,,,,,-1,,,,', // 6
  'MAT-HS-06,G1,,strange,intake,2026-02-01,,,,,,,,,', // 7: unknown before out of range
  'MAT-HS-07,G1,,Đơn thư,Tiếp nhận,2026-02-01,,,,,,,,,', // 8
  'MAT-HS-08,G1,,petition,closed,2026-01-10,1929-01-01,,,,,,,2026-01-09,', // 9: out of range before contradiction
  'MAT-HS-09,G1,,petition,closed,2026-01-10,,,,,,,,2026-01-09,', // 10: contradiction before mismatch
  'MAT-HS-10,G1,,petition,closed,2026-01-10,,,,,,2026-01-13,,2026-01-12,concluded', // 11
  'MAT-HS-11,G1,,petition,intake,2026-01-10,,,,,,2026-01-09,,,', // 12
  'MAT-HS-12,G1,,petition,closed,2026-01-10,,,,,,,,2026-01-12,', // 13
  'MAT-HS-13,G1,,petition,intake,2026-01-10,,,,,,,,2026-01-12,withdrawn', // 14
  'MAT-HS-14,G1,,petition,intake,2026-01-10,,,,,,,,,withdrawn', // 15: mismatch before duplicate
  'MAT-HS-14,0099,,petition,intake,2026-01-10,,,,,,,,,', // 16: duplicate before unknown organisation
  'MAT-HS-15,X3,,petition,intake,2026-01-10,,,,,,,,,', // 17
  '"MAT-HS-16","G2"," ","petition","notice","2026-01-10",,,,,,,,"",""', // 18: kept
  'MAT-HS-17,G1,petition,intake,2026-01-10,,,,,,,,,', // 19: a field too few
  ',,,,,,,,,,,,,,', // 20: blank
  'MAT-HS-\u00ad06,G1,,petition,intake,2026-01-10,,,,,,,,,', // 21: the right code comes later
].join('\n');

const mended = {
  'organizations.csv': csv(`organization_code organization_name organization_level established_on
    G1 Một grassroots_committee 2010-02-01
    G2 Hai grassroots_cell 2011-03-01
    X1 Cấp~đúng grassroots_cell .
    D1 Một~lần grassroots_cell .`),
  'members.csv': csv(`member_code organization_code member_status
    MAT-THE-4 G1 suspended
    MAT-THE-6 G1 exempt`),
  'cases.csv': csv(`case_code organization_code case_type stage received_on
    MAT-HS-06 G1 petition intake 2026-02-01
    MAT-HS-14 G1 petition intake 2026-01-10`),
};

beforeAll(async () => {
  const folders = [
    place.snapshot(
      '2026-01-31',
      { 'organizations.csv': organizations, 'members.csv': members, 'cases.csv': cases },
      { control_totals: { organizations: 19, members: 13, cases: 19 } },
    ),
    place.snapshot('2026-02-28', mended),
  ];
  await place.load(folders, { maxRejects: 100, acceptDrop: true });
});

afterAll(() => place.remove());

const shown = (file: string) =>
  liveRejects(place.dataDir)
    .filter((reject) => reject.file === file)
    .map((reject) =>
      ['line', 'column', 'reason', 'found', 'mended_in']
        .map((name) => String(reject[name] ?? '-').replaceAll(' ', '_'))
        .join(' '),
    );

describe('the reject list', () => {
  it('tells line, column and reason of each organisation, with all that hangs on a rejected one', () => {
    expect(shown('organizations.csv')).toEqual(
      lines(`
        7 parent_code unknown_organization text_of_2 -
        8 parent_code unknown_organization text_of_2 -
        9 organization_level unknown_code to_dang 2026-02-28
        10 parent_code unknown_organization text_of_2 -
        11 parent_code unknown_organization text_of_2 -
        12 organization_code duplicate_code text_of_2 2026-02-28
        13 organization_code duplicate_code text_of_2 2026-02-28
        14 parent_code unknown_organization text_of_2 -
        15 ended_on date_out_of_range 2026-02-01 -
        16 organization_code missing_value - -
        17 - malformed_row - -
        18 - malformed_row - -
        19 - malformed_row - -
        22 established_on wrong_type 31/02/2020 -
        23 established_on date_out_of_range 31-12-1929 -
        25 parent_code unknown_organization text_of_4 -
      `),
    );
  });

  it('never shows a member code, only where and why', () => {
    expect(shown('members.csv').map((line) => line.replace(/(duplicate_code) text\S*/, '$1 text'))).toEqual(
      lines(`
        4 member_status missing_value - -
        5 member_status unknown_code text_of_7 2026-02-28
        6 admitted_on wrong_type 1.1.29 -
        7 member_code duplicate_code text 2026-02-28
        8 member_code duplicate_code text 2026-02-28
        9 organization_code unknown_organization text_of_2 -
        10 organization_code unknown_organization text_of_4 -
        11 member_code missing_value - -
        13 - malformed_row - -
        14 member_code wrong_type text_of_10_(U+200B) 2026-02-28
        15 member_code wrong_type text_of_10_(U+200B) -
      `),
    );
  });

  it('tells the first reason that holds against a case', () => {
    expect(shown('cases.csv')).toEqual(
      lines(`
        3 case_type missing_value - -
        4 received_on wrong_type 2026-02-30 -
        5 paused_workdays wrong_type 2.5 -
        6 return_count wrong_type -1 -
        7 case_type unknown_code strange 2026-02-28
        8 received_on date_out_of_range 2026-02-01 -
        9 due_on date_out_of_range 1929-01-01 -
        10 closed_on dates_contradict 2026-01-09 -
        11 concluded_on dates_contradict 2026-01-13 -
        12 concluded_on dates_contradict 2026-01-09 -
        13 stage closing_mismatch closed -
        14 stage closing_mismatch intake -
        15 stage closing_mismatch intake 2026-02-28
        16 case_code duplicate_code text_of_9 2026-02-28
        17 organization_code unknown_organization text_of_2 -
        19 - malformed_row - -
        21 case_code wrong_type text_of_10_(U+00AD) 2026-02-28
      `),
    );
  });

  it('is the same from the store, for one snapshot or for all, and says what was expected', async () => {
    const all = await rejects(null, place.surroundings);
    expect(all).toEqual(liveRejects(place.dataDir));
    expect(await rejects('2026-01-31', place.surroundings)).toEqual(all);
    expect(await rejects('2026-02-28', place.surroundings)).toEqual([]);
    expect(all.filter((reject) => !reject.expected)).toEqual([]);
  });

  it('holds no identifier and no name, nor does any published byte or message', () => {
    const published = [...bytesBelow(livePath(place.dataDir, '.'))];
    const secrets = ['MAT-THE', 'MAT-HS', 'Đã chết', 'Cấp lạ', 'Thừa trường'];
    for (const secret of secrets) {
      expect(published.filter(([, bytes]) => bytes.includes(secret)).map(([path]) => path)).toEqual([]);
    }
    expect(readFileSync(livePath(place.dataDir, 'rejects.json'), 'utf8')).not.toMatch(/MAT|0099|X3/);
    expect(place.told.join('\n')).not.toMatch(/MAT|0099/);
  });
});

describe('what is kept', () => {
  it('is counted without titles and blank rows: read = kept + rejected', async () => {
    const loads = await withLive(place.dataDir, 'warehouse', (database) =>
      linesOf(
        database,
        `select file, format, rows_read_count, rows_kept_count, rows_rejected_count, replace(nfc_normalize(ignored_columns), ' ', '_')
         from meta.loads where as_of = date '2026-01-31' order by file`,
      ),
    );
    // A list of no columns is empty text, hence the blank at the end. Organisations: lines 4 to 25 without 5, 24 and the second line of 20.
    expect(loads).toEqual(
      lines(`
        cases csv 19 2 17
        members csv 13 2 11
        organizations csv 19 3 16 Ghi_chú
      `).map((line) => (line.startsWith('organizations') ? line : `${line} `)),
    );
  });

  it('has quotes undone, blanks and forms of Unicode levelled, dates and labels understood', async () => {
    const kept = await withLive(place.dataDir, 'warehouse', (database) =>
      database.all(
        `select organization_code, organization_name, organization_level, organization_type, parent_code, established_date
         from marts.dim_organization where valid_from = date '2026-01-31' order by all`,
      ),
    );
    const row = (code: string, name: string, level: string, rest: (string | null)[]) => ({
      organization_code: code,
      organization_name: name,
      organization_level: level,
      organization_type: rest[0],
      parent_code: rest[1],
      established_date: rest[2],
    });
    expect(kept).toEqual([
      row('G1', 'Đảng bộ "A"; cơ sở', 'grassroots_committee', ['agency', null, '2010-02-01']),
      row('G2', 'Hai', 'grassroots_cell', ['other', 'G1', '2011-03-01']),
      row('G3', 'Tên hai\r\ndòng', 'grassroots_cell', ['other', null, '2012-06-15']),
    ]);
  });

  it('has counts with dots for thousands and decimals of zero, and dates that may lie ahead', async () => {
    const [first] = await withLive(place.dataDir, 'analyst', (database) =>
      database.all(
        `select paused_workdays, return_count, due_date, decision_date from marts.fct_cases where received_date = date '2026-01-05'`,
      ),
    );
    expect(first).toEqual({
      paused_workdays: 1000,
      return_count: 2,
      due_date: '2026-12-31',
      decision_date: '2026-12-31',
    });
  });
});
