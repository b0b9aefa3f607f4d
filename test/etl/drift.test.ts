import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { undo } from '#etl/jobs/versions.ts';
import { csv, lines, linesOf, liveManifest, makePlace, type Place, withLive } from './support.ts';

/** What a snapshot holds, as rows; the rest is as in the others. */
interface World {
  cases?: string[];
  duties?: string[];
  members?: string[];
  organizations?: string[];
}

const organizations = [
  'P Tỉnh province_committee . . .',
  'A Một grassroots_cell agency P .',
  'B Hai grassroots_cell other P .',
  'C Ba grassroots_cell other P .',
];

function files({ cases = [], duties = [], members = ['M1 A official', 'M2 B official'], ...rest }: World) {
  const head =
    'organization_code organization_name organization_level organization_type parent_code ended_on';
  return {
    'organizations.csv': csv([head, ...(rest.organizations ?? organizations)].join('\n')),
    'members.csv': csv(['member_code organization_code member_status', ...members].join('\n')),
    'cases.csv': csv(
      ['case_code organization_code case_type stage received_on closed_on closing', ...cases].join('\n'),
    ),
    ...(duties.length > 0
      ? {
          'duties.csv': csv(
            ['duty_code organization_code duty_type due_on duty_state', ...duties].join('\n'),
          ),
        }
      : {}),
  };
}

let place: Place;

beforeEach(() => {
  place = makePlace('2026-04-02');
});

afterEach(() => place.remove());

const accept = { acceptDrop: true };
const snapshot = (asOf: string, world: World, statement = {}) =>
  place.snapshot(asOf, files(world), statement);
/** Loads, or looks only, and gives the warnings but those of missing columns and files without rows. */
async function load(asOf: string, world: World, statement = {}, checkOnly = false): Promise<string[]> {
  const { loaded, warnings } = await place.load([snapshot(asOf, world, statement)], { ...accept, checkOnly });
  expect(loaded).toEqual([asOf]);
  return warnings.filter((warning) => !/không có (cột|dòng dữ liệu)/.test(warning));
}

const open = (code: string, stage: string, organization = 'A') =>
  `${code} ${organization} petition ${stage} 2026-01-05 . .`;
const closed = (code: string) => `${code} A petition closed 2026-01-05 2026-01-20 concluded`;

describe('a load warns, and goes on, when', () => {
  it('a category vanished that the snapshot before had', async () => {
    const before = await load('2026-01-31', { cases: [open('K1', 'intake'), open('K2', 'situation')] });
    expect(before).toEqual([]);
    const warnings = await load('2026-02-28', {
      cases: [open('K1', 'intake'), open('K2', 'examination')],
      members: ['M1 A official', 'M2 B exempt'],
    });
    expect(warnings).toEqual([
      '2026-02-28/cases: stage=situation (Nắm tình hình) không còn dòng nào, kỳ trước có 1',
    ]);
  });

  it('an organisation sent nothing, or has no members left though it has not ended', async () => {
    await load('2026-01-31', { members: ['M1 A official', 'M2 B official', 'M3 C official'] });
    const warnings = await load(
      '2026-02-28',
      {
        members: ['M1 A official', 'M2 A official', 'M3 A official'],
        // C has ended: that it has no members is as it should be.
        organizations: organizations.with(3, 'C Ba grassroots_cell other P 2026-02-10'),
      },
      { not_delivered: ['C', 'B'] },
    );
    expect(warnings).toEqual([
      '2026-02-28/members: 1 tổ chức kỳ trước có đảng viên, kỳ này không còn ai mà chưa kết thúc (B)',
      '2026-02-28/snapshot: 2 tổ chức không gửi số liệu (B, C)',
    ]);
  });

  it('cases went back a stage or were reopened, also after an absence; their codes are not told', async () => {
    await load('2026-01-31', {
      cases: [
        open('K1', 'appraisal', 'B'),
        open('K2', 'appraisal'),
        closed('K3'),
        open('K4', 'intake'),
        closed('K5'),
      ],
    });
    await load('2026-02-28', {
      cases: [open('K2', 'conclusion'), closed('K3'), open('K4', 'appraisal'), closed('K5')],
      members: ['M1 A exempt', 'M2 B official'],
    });
    const warnings = await load('2026-03-31', {
      cases: [
        open('K1', 'situation', 'B'),
        open('K2', 'conclusion'),
        open('K3', 'notice'),
        open('K4', 'intake'),
        closed('K5'),
      ],
      members: ['M1 A official', 'M2 B exempt'],
    });
    expect(warnings).toEqual([
      '2026-03-31/cases: 1 hồ sơ đã kết thúc nay mở lại (A)',
      '2026-03-31/cases: stage=appraisal (Thẩm định) không còn dòng nào, kỳ trước có 1',
      '2026-03-31/cases: 2 hồ sơ lùi lại giai đoạn trước (A, B)',
    ]);
  });

  it('days of new or changed rows stand in the wrong order, or seem to have the month in front', async () => {
    const head = 'case_code organization_code case_type stage received_on due_on';
    const day = (asOf: string, ...rows: string[]) => {
      const cases = csv([head, ...rows].join('\n'));
      return place.load([place.snapshot(asOf, { ...files({}), 'cases.csv': cases })], accept);
    };
    const first = await day(
      '2026-01-31',
      'K1 A petition intake 2026-01-09 2026-01-05',
      'K2 A petition intake 01/05/2025 .',
      'K3 A petition intake 01/25/2026 .',
      'K4 A petition intake 32/13/2026 .',
    );
    const told = (warnings: readonly string[]) => warnings.filter((each) => /ngược|tháng đứng/.test(each));
    expect(told(first.warnings)).toEqual([
      '2026-01-31/cases: 1 dòng mới hoặc mới sửa có hai ngày ngược thứ tự: có thể hai cột đã đổi chỗ (due_on < received_on)',
      '2026-01-31/cases: 1 ngày bị loại đọc được nếu tháng đứng trước ngày: những ngày khác của cột có thể đã bị hiểu sai, hãy xem lại (received_on)',
    ]);
    const second = await day(
      '2026-02-28',
      'K1 A petition intake 2026-01-09 2026-01-05',
      'K2 A petition situation 01/05/2025 .',
    );
    expect(told(second.warnings)).toEqual([]);
  });

  it('a register stands exactly as in the snapshot before', async () => {
    const world = {
      cases: [open('K1', 'intake')],
      duties: ['D1 A annual_plan 2026-01-10 waived'],
      members: ['M1 A official', 'M2 B official'],
    };
    await load('2026-01-31', world);
    const warnings = await load('2026-02-28', { ...world, members: ['M1 A official', 'M3 B official'] });
    expect(warnings).toEqual([
      '2026-02-28/cases: không một dòng nào khác kỳ trước: có thể đã gửi lại tệp của kỳ trước',
      '2026-02-28/duties: không một dòng nào khác kỳ trước: có thể đã gửi lại tệp của kỳ trước',
    ]);
  });
});

describe('a share', () => {
  /** 200 members, so many of them probationary and exempt. */
  const members = (probationary: number, exempt = 0) => ({
    members: Array.from({ length: 200 }, (_, index) => {
      const status =
        index < probationary ? 'probationary' : index < probationary + exempt ? 'exempt' : 'official';
      return `M${index} A ${status}`;
    }),
  });
  /** Months of 2025, the first ones: 10 % and 20 % probationary in turn. */
  const months = (count: number) =>
    Array.from({ length: count }, (_, index) => {
      const asOf = new Date(Date.UTC(2025, index + 1, 0)).toISOString().slice(0, 10);
      return snapshot(asOf, members(index % 2 === 0 ? 20 : 40));
    });
  const moved = (probationary: number, exempt = 0) =>
    load('2026-01-31', members(probationary, exempt), {}, true);

  it('that left its usual range is told once there are twelve snapshots before', async () => {
    await place.load(months(12), accept);
    // Mean 0.15, sample deviation sqrt(12 x 0.05^2 / 11) = 0.052223: from 0 (-0.67 %) to 30.67 %. Official: 69.33 % to 100 %.
    expect(await moved(60)).toEqual([]);
    expect(await moved(62)).toEqual(
      [
        '2026-01-31/members: member_status=probationary (Dự bị) chiếm 31 % số dòng, ngoài khoảng thường gặp 0 % đến 30,67 % của 12 kỳ trước',
        '2026-01-31/members: member_status=official (Chính thức) chiếm 69 % số dòng, ngoài khoảng thường gặp 69,33 % đến 100 % của 12 kỳ trước',
      ].sort(),
    );
    // Never exempt before, so that one percentage point is usual: 2 of 200, but not 3.
    expect(await moved(30, 2)).toEqual([]);
    expect(await moved(30, 3)).toEqual([
      '2026-01-31/members: member_status=exempt (Miễn sinh hoạt) chiếm 1,5 % số dòng, ngoài khoảng thường gặp 0 % đến 1 % của 12 kỳ trước',
    ]);
  });

  it('has no usual range after eleven', async () => {
    await place.load(months(11), accept);
    expect(await load('2025-12-31', members(199), {}, true)).toEqual([]);
  });
});

describe('codes that lost zeros at the front', () => {
  const organized = [
    'P Tỉnh province_committee . . .',
    '01 Một grassroots_cell agency P .',
    '02 Hai grassroots_cell other P .',
  ];
  const world = (member: string, organization: string): World => ({
    organizations: organized,
    members: [`${member} 01 official`, '0043 02 official'],
    cases: [open('007', 'intake', organization)],
  });

  it('are told by the organisations that rows name in vain, rejected as they are', async () => {
    const { rejects, warnings } = await place.load([snapshot('2026-01-31', world('0042', '1'))], {
      ...accept,
      maxRejects: 100,
    });
    expect(rejects.map(({ file, reason, count }) => `${file} ${reason} ${count}`)).toEqual([
      'cases.csv unknown_organization 1',
    ]);
    expect(warnings).toContain(
      '2026-01-31/cases: ít nhất 1 mã sẽ là mã đã biết nếu thêm số 0 ở đầu: có vẻ tệp đã mất số 0 ở đầu mã (organization_code)',
    );
  });

  it('are told by what is gone, members by their pseudonyms', async () => {
    expect(await load('2026-01-31', world('0042', '01'))).toEqual([]);
    const lost = { ...world('42', '01'), cases: [open('7', 'intake', '01')] };
    const { warnings_en: told } = await place.load([snapshot('2026-02-28', lost)], {
      ...accept,
      checkOnly: true,
    });
    const zeros = told.filter((warning) => warning.includes('zeros'));
    const sentence =
      'codes that would be known ones with zeros in front, at least: 1; the file seems to have lost zeros';
    expect(zeros).toEqual([
      `2026-02-28/cases: ${sentence} (case_code)`,
      `2026-02-28/members: ${sentence} (member_code)`,
    ]);
  });

  it('are not seen in codes that are new beside the known ones', async () => {
    await load('2026-01-31', world('0042', '01'));
    const more = { ...world('0042', '01'), cases: [open('007', 'intake', '01'), open('7', 'intake', '01')] };
    more.members?.push('42 01 official');
    expect(await load('2026-02-28', more, {}, true)).toEqual([]);
  });
});

describe('warnings', () => {
  const first: World = { cases: [open('K1', 'situation')] };
  const second: World = { cases: [open('K1', 'intake')], members: ['M1 A official', 'M2 A official'] };
  const published = (file: 'warehouse' | 'analyst') =>
    withLive(place.dataDir, file, (database) =>
      linesOf(
        database,
        `select as_of, file, kind, subject, value, expected_low, expected_high from meta.warnings order by all`,
      ),
    );
  const expected = lines(`
    2026-02-28 cases category_vanished stage=situation 0 1 -
    2026-02-28 cases stage_back A 1 - -
    2026-02-28 members organisation_emptied B 1 - -`);

  it('are published; the analyst’s file names no organisation in them', async () => {
    await load('2026-01-31', first);
    await load('2026-02-28', second);
    expect(await published('warehouse')).toEqual(expected);
    expect(await published('analyst')).toEqual(
      expected.map((line) => line.replace('stage_back A', 'stage_back -').replace('emptied B', 'emptied -')),
    );
    const told = await withLive(place.dataDir, 'analyst', (database) =>
      linesOf(database, `select message_en from meta.warnings where kind = 'category_vanished'`),
    );
    expect(told).toEqual([
      'stage=situation (Situation) has no row left, there were 1 in the snapshot before',
    ]);
  });

  it('go with their snapshot, and are the same whichever way it came in', async () => {
    const folders = [snapshot('2026-01-31', first), snapshot('2026-02-28', second)];
    await place.load(folders, accept);
    const { content_hash: hash } = liveManifest(place.dataDir);
    await undo(place.surroundings);
    expect(await published('warehouse')).toEqual([]);
    await place.load(folders, accept);
    expect(await published('warehouse')).toEqual(expected);
    expect(liveManifest(place.dataDir).content_hash).toBe(hash);
  });
});
