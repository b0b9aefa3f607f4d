import { afterEach, beforeEach, expect, it } from 'vitest';
import { csv, makePlace, type Place, refusedOf } from './support.ts';

const files = {
  'organizations.csv': csv(
    [
      'organization_code organization_name organization_level organization_type parent_code',
      'P Tỉnh province_committee . .',
      'A Một grassroots_cell agency P',
      'B Hai grassroots_cell other P',
    ].join('\n'),
  ),
  'members.csv': csv(
    ['member_code organization_code member_status', 'M1 A official', 'M2 B official'].join('\n'),
  ),
  'cases.csv': cases('case_code organization_code case_type stage received_on closed_on closing', (no) => [
    `K${no}`,
    'A',
    'petition',
    'closed',
    '2026-01-05',
    '2026-01-20',
    'concluded',
  ]),
};

function cases(head: string, row: (no: number) => string[], count = 12): string {
  return csv([head, ...Array.from({ length: count }, (_, no) => row(no).join(' '))].join('\n'));
}

let place: Place;

beforeEach(() => {
  place = makePlace('2026-04-02');
});

afterEach(() => place.remove());

/** What a check or a load tells of columns that seem swapped, refused or not. */
async function told(changed: Partial<typeof files>, maxRejects = 1): Promise<string[]> {
  const folder = place.snapshot('2026-01-31', { ...files, ...changed });
  const work = place.load([folder], { maxRejects });
  const warnings =
    maxRejects === 100 ? (await work).warnings : ((await refusedOf(work)).warnings ?? []).map(({ vi }) => vi);
  return warnings.filter((warning) => warning.includes('đổi chỗ'));
}

const sentence = (file: string, count: number, columns: string) =>
  `2026-01-31/${file}: ${count} dòng bị loại có giá trị của cột này nằm ở cột kia: có vẻ hai cột đã đổi chỗ (${columns})`;

const head = 'case_code organization_code case_type stage received_on closed_on closing';

it.each([
  ['codes of two lists', head.replace('case_type stage', 'stage case_type'), 'case_type, stage'],
  ['a day and a code', head.replace('stage received_on', 'received_on stage'), 'received_on, stage'],
  ['two days', head.replace('received_on closed_on', 'closed_on received_on'), 'closed_on, received_on'],
  [
    'the code of the row and that of its organisation',
    head.replace('case_code organization_code', 'organization_code case_code'),
    'organization_code, case_code',
  ],
])('a file with %s swapped is refused, and names them', async (_, heading, columns) => {
  const swapped = files['cases.csv'].replace(/^.*/, heading.replaceAll(' ', ','));
  expect(await told({ 'cases.csv': swapped })).toEqual([sentence('cases', 12, columns)]);
});

it('labels in Vietnamese tell as much as codes, also where the rows are let pass', async () => {
  const row = (no: number) => [
    `K${no}`,
    'A',
    'Đã_kết_thúc',
    'Đơn_thư',
    '2026-01-05',
    '2026-01-20',
    'concluded',
  ];
  const swapped = cases(head, row).replaceAll('_kết_thúc', ' kết thúc').replaceAll('_thư', ' thư');
  expect(await told({ 'cases.csv': swapped }, 100)).toEqual([sentence('cases', 12, 'case_type, stage')]);
});

it('members under the codes of organisations are known without a code of a member being shown', async () => {
  const rows = Array.from({ length: 12 }, (_, no) => `${no % 2 ? 'A' : 'B'} M${no} official`);
  const swapped = csv(['member_code organization_code member_status', ...rows].join('\n'));
  const warnings = await told({ 'members.csv': swapped });
  expect(warnings).toEqual([sentence('members', 12, 'organization_code, member_code')]);
});

it('a few such rows among many are no swapped columns', async () => {
  const row = (no: number) => [
    `K${no}`,
    'A',
    ...(no < 3 ? ['closed', 'petition'] : ['petition', 'closed']),
    '2026-01-05',
    '2026-01-20',
    'concluded',
  ];
  expect(await told({ 'cases.csv': cases(head, row, 40) }, 100)).toEqual([]);
});
