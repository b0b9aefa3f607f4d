import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { csv, liveRejects, makePlace, type Place, refusalOf } from './support.ts';

let place: Place;
beforeEach(() => (place = makePlace('2026-07-01')));
afterEach(() => place.remove());

const told = () =>
  liveRejects(place.dataDir).map(({ reason, column, line }) => [reason, column, line].join(' '));
const head = 'case_code,organization_code,case_type,stage,received_on,paused_workdays,STT';
const rows = [
  'C1,A,petition,intake,2026-01-05,2,1',
  'C2,A,petition,intake,2026-01-06,3,2',
  'C3,A,petition,intake,2026-01-07,4,3',
];
const snapshot = (...lines: string[]) =>
  place.snapshot('2026-01-31', {
    'organizations.csv': 'organization_code,organization_name,organization_level\nA,Một,grassroots_cell\n',
    'members.csv': csv('member_code organization_code member_status\n M1 A official'),
    'cases.csv': `${[head, ...lines].join('\n')}\n`,
  });
const cases = async (...lines: string[]) => {
  const report = await place.load([snapshot(...lines)]);
  const file = report.files.find((each) => each.file === 'cases');
  return [file?.rows_read, file?.rows_kept, file?.rows_rejected];
};

describe('totals rows', () => {
  it.each([
    ['below, with the number of rows', [...rows, 'Tổng cộng,,,,,,3']],
    ['below, with the number behind its label', [...rows, 'Tổng số: 3 hồ sơ,,,,,,']],
    ['above the rows', ['Tổng số,,,,,,3', ...rows]],
    ['with the sum of a column of counts (2 + 3 + 4)', [...rows, 'Cộng,,,,,9,']],
    ['without any number', [...rows, 'CỘNG,,,,,,']],
    [
      'followed by its parts, which are not held against anything',
      [...rows, 'Tổng số,,,,,,3', 'Trong đó: quá hạn,,,,,,77'],
    ],
    ['one a group (2 rows and 1 row)', [...rows.slice(0, 2), 'Cộng,,,,,,2', ...rows.slice(2), 'Cộng,,,,,,1']],
    [
      'one a group, by its name',
      [...rows.slice(0, 2), 'Cộng đảng ủy A,,,,,,2', ...rows.slice(2), 'Tổng cộng,,,,,,3'],
    ],
    ['with fewer fields than the heading', [...rows, 'Tổng cộng']],
  ])('are no data: %s', async (_name, lines) => {
    expect(await cases(...lines)).toEqual([3, 3, 0]);
  });

  it('refuse a file that does not hold what they say', async () => {
    const refusal = await refusalOf(place.load([snapshot(...rows, 'Tổng cộng,,,,,,4')]));
    expect(refusal).toMatchObject({
      reason: 'control_total',
      line: 5,
      found: 'dòng tổng ghi 4',
      expected: '3 dòng dữ liệu trong tệp',
    });
  });

  it('are told from rows that only lack their code', async () => {
    expect(
      await cases(...rows, ',A,petition,intake,2026-01-08,,', 'Tổng công ty,A,petition,intake,2026-01-08,,'),
    ).toEqual([5, 4, 1]);
    expect(told()).toEqual(['missing_value case_code 5']);
  });
});

describe('labels in place of codes', () => {
  it('are read whatever their case, blanks and place of the tone mark', async () => {
    const report = await place.load([
      place.snapshot('2026-01-31', {
        'organizations.csv': [
          'Mã tổ chức,Tên tổ chức,Cấp tổ chức,Loại hình',
          'A,Một,CHI BỘ  CƠ SỞ,cơ quan',
          'B,Hai,Đảng bộ cơ sở,Doanh nghiệp 100% vốn Nhà nước',
        ].join('\n'),
        'members.csv': csv(
          'member_code organization_code member_status\n M1 A Chính~thức\n M2 A đảng~viên~dự~bị',
        ),
        'cases.csv': [
          'case_code,organization_code,case_type,stage,received_on',
          'C1,A,Thẩm định nhân sự cấp uỷ,Đang xử lý,2026-01-05',
          'C2,A,Đơn thư,đang ngủ,2026-01-05',
        ].join('\n'),
      }),
    ]);
    expect(report.files.map((file) => [file.file, file.rows_kept])).toEqual([
      ['cases', 1],
      ['members', 2],
      ['organizations', 2],
    ]);
    expect(told()).toEqual(['unknown_code stage 3']);
  });
});
