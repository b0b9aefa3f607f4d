import { afterEach, beforeEach, expect, it } from 'vitest';
import { csv, liveManifest, liveRejects, makePlace, type Place } from './support.ts';

let place: Place;
beforeEach(() => (place = makePlace('2026-07-01')));
afterEach(() => place.remove());

const organizations =
  'organization_code organization_name organization_level established_on\n' +
  ['A Một', 'B Hai', 'C Ba', 'D Tư'].map((each) => `${each} grassroots_cell .`).join('\n') +
  '\n N Mới grassroots_cell 2026-03-31';

const snapshot = (asOf: string, ...successions: string[]) =>
  place.snapshot(asOf, {
    'organizations.csv': csv(organizations),
    'members.csv': csv(`member_code organization_code member_status\n M${asOf} A official`),
    'cases.csv': csv(
      `case_code organization_code case_type stage received_on\n C${asOf} A petition intake 2026-01-05`,
    ),
    'successions.csv': csv(['from_code to_code event event_on', ...successions].join('\n')),
  });

/** What a load says of successions, in Vietnamese. */
async function told(asOf: string, ...successions: string[]): Promise<string[]> {
  const { warnings } = await place.load([snapshot(asOf, ...successions)], { acceptDrop: true });
  const start = `${asOf}/successions: `;
  return warnings
    .filter((each) => each.startsWith(start) && !each.includes('không có cột'))
    .map((each) => each.slice(start.length).replace(/:.*(?= \()/, ''));
}

it('ordinary successions are taken without a word, a split that is merged again too', async () => {
  expect(
    await told(
      '2026-04-30',
      'A B merged_into 2026-01-01',
      'B C renamed 2026-02-01',
      'D N handed_over 2026-03-01',
      'C D split_from 2026-03-01',
      'D C merged_into 2026-04-01',
      'A . ended 2026-04-01',
    ),
  ).toEqual([]);
});

it.each([
  ['A A renamed 2026-01-01', '1 dòng kế thừa của một tổ chức sang chính nó (A → A)'],
  ['A B ended 2026-01-01', '1 dòng ghi "ended" (kết thúc) mà vẫn có tổ chức mới (A → B)'],
  [
    'A N merged_into 2026-02-28',
    '1 dòng kế thừa có ngày ở tháng mà tổ chức cũ hoặc mới chưa thành lập (A → N)',
  ],
  [
    'N A merged_into 2026-02-28',
    '1 dòng kế thừa có ngày ở tháng mà tổ chức cũ hoặc mới chưa thành lập (N → A)',
  ],
])('%s is taken, and told once', async (row, sentence) => {
  expect(await told('2026-04-30', row)).toEqual([sentence]);
  expect(await told('2026-05-31', row)).toEqual([]);
});

it('rings are told when they close, however long they are', async () => {
  const ring = 'nối thành vòng, tổ chức cuối cùng lại là tổ chức đầu';
  expect(await told('2026-04-30', 'A B renamed 2026-01-01', 'B C merged_into 2026-02-01')).toEqual([]);
  const closed = ['A B renamed 2026-01-01', 'B C merged_into 2026-02-01', 'C A handed_over 2026-03-01'];
  expect(await told('2026-05-31', ...closed, 'D A renamed 2026-01-01')).toEqual([
    `1 dòng kế thừa ${ring} (C → A)`,
  ]);
  expect(await told('2026-06-30', ...closed)).toEqual([]);
});

it('a code that no register had, and a day after the snapshot, are rejected', async () => {
  await told('2026-04-30', 'A Q renamed 2026-01-01', 'Q A renamed 2026-01-01', 'A B renamed 2026-05-01');
  expect(liveRejects(place.dataDir).map(({ line, column, reason }) => [line, column, reason])).toEqual([
    [2, 'to_code', 'unknown_organization'],
    [3, 'from_code', 'unknown_organization'],
    [4, 'event_on', 'date_out_of_range'],
  ]);
});

it('what is told is the same whether snapshots come at once or one by one', async () => {
  const folders = () => [
    snapshot('2026-04-30', 'A B renamed 2026-01-01'),
    snapshot('2026-05-31', 'A B renamed 2026-01-01', 'B A renamed 2026-02-01', 'C C renamed 2026-02-01'),
  ];
  await place.load(folders());
  const { content_hash: hash } = liveManifest(place.dataDir);
  const other = makePlace('2026-07-01');
  try {
    for (const folder of folders()) await other.load([folder]);
    expect(liveManifest(other.dataDir).content_hash).toBe(hash);
  } finally {
    other.remove();
  }
});
