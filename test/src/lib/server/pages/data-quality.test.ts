import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { changesPanel } from '$lib/server/pages/changes';
import { openContext, type PageContext } from '$lib/server/pages/context';
import { disclosurePanel } from '$lib/server/pages/disclosure-panel';
import { limitMarks, limitsNote, marksOf } from '$lib/server/pages/marks';
import { qualityPanel, warningsPanel } from '$lib/server/pages/quality';
import { caseMeasures } from '#warehouse/disclosure/grid.ts';
import { Warehouse } from '$lib/server/warehouse';
import { makePlace } from '../../../../etl/support.ts';
import { newDataDir, publish, removeDataDir } from '../support.ts';
import { cases, casesLater, members, organizations } from '../upload/tiny.ts';

const place = makePlace();
const known = process.env.DATA_DIR;
const older = newDataDir();
let warehouse: Warehouse;

beforeAll(async () => {
  process.env.DATA_DIR = place.dataDir;
  place.setting(
    'time-limits.csv',
    [
      'case_type,workdays,valid_from,valid_to,source',
      'petition,30,,2026-09-30,cũ',
      'petition,20,2026-10-01,,mới',
      'travel_abroad,10,2026-08-01,2026-09-14,thử',
    ].join('\n'),
  );
  const files = { 'organizations.csv': organizations, 'members.csv': members };
  await place.load([place.snapshot('2026-09-30', { ...files, 'cases.csv': cases })]);
  await place.load([place.snapshot('2026-10-31', { ...files, 'cases.csv': casesLater })]);
  warehouse = new Warehouse({ dataDir: place.dataDir, now: Date.now, warn: () => undefined });
});
afterAll(() => {
  if (known === undefined) delete process.env.DATA_DIR;
  else process.env.DATA_DIR = known;
  place.remove();
  removeDataDir(older);
});

/** Text with ordinary blanks: figures stand before their signs by a no-break one. */
const plain = (text: string) => text.replaceAll('\u00a0', ' ');

async function page(search = ''): Promise<PageContext> {
  return openContext(await warehouse.live(), new URLSearchParams(search), () => undefined);
}

describe('the quality of snapshots', () => {
  it('is the share of rejected rows by file and time, with what was mended since', async () => {
    const { frame, items } = await qualityPanel(await page());
    expect(plain(frame.title)).toBe(
      'Bản chốt 31/10/2026 loại 18,18 % số dòng (2 dòng), kỳ trước 27,27 %: tốt hơn',
    );
    // as of, read, rejected, share, mended, open; then organisations, members, cases
    expect(frame.table.rows).toEqual([
      ['2026-10-31', 11, 2, 2 / 11, 0, 2, 0, 1 / 3, 1 / 3],
      ['2026-09-30', 11, 3, 3 / 11, 1, 2, 0, 1 / 3, 2 / 3],
    ]);
    expect(items.map(({ name, value, change }) => [name, plain(value), change])).toEqual([
      ['Tổ chức', '0,00 %', '0,00'],
      ['Đảng viên', '33,33 %', '0,00'],
      ['Hồ sơ', '33,33 %', '−33,33'],
    ]);
  });
});

describe('what changed', () => {
  it('stands by month and figure, the causes beside each other between before and now', async () => {
    const panel = await changesPanel(await page());
    expect(panel.frame.description).toContain('So với bản 2026-09-30.001 (chốt 30/09/2026)');
    const { rows, columns } = panel.shown;
    expect(columns.map(({ label }) => label)).toEqual([
      'Tháng',
      'Số liệu',
      'Trước',
      'Đến muộn',
      'Sửa số liệu',
      'Sắp xếp tổ chức',
      'Quy định',
      'Thay đổi',
      'Nay',
    ]);
    // HS-002, received in September, was rejected in September's snapshot: it came late.
    const opened = rows.find((row) => row[1] === 'Hồ sơ tiếp nhận');
    expect(opened).toEqual(['2026-09', 'Hồ sơ tiếp nhận', '1', '+1', '–', '–', '–', '+1', '2']);
  });

  it('adds up in every line of the file', async () => {
    const { frame } = await changesPanel(await page('against=month_before'));
    expect(frame.table.rows.length).toBeGreaterThan(0);
    for (const [, , before, late, corrections, reorganisation, rules, change, after] of frame.table.rows) {
      const sum = Number(late) + Number(corrections) + Number(reorganisation) + Number(rules);
      expect(sum).toBeCloseTo(Number(change), 8);
      expect(Number(before) + Number(change)).toBeCloseTo(Number(after), 8);
    }
  });

  it('refuses a comparison that there is not', async () => {
    await expect(changesPanel(await page('against=never'))).rejects.toMatchObject({ parameter: 'against' });
  });
});

describe('what the restricted profile hides', () => {
  it('is counted by table: the cells that its readers find empty', async () => {
    const context = await page();
    const { frame } = await disclosurePanel(context);
    const months = await context.version.all("from restricted.cases where table_name = 'month'");
    const cells = months.flatMap((row) => caseMeasures.map((measure) => row[measure]));
    const hidden = cells.filter((figure) => figure === null).length;
    const [name, all, small, counted, share] =
      frame.table.rows.find((row) => row[0] === 'Hồ sơ, theo tháng') ?? [];
    expect([name, all, counted]).toEqual(['Hồ sơ, theo tháng', months.length * caseMeasures.length, hidden]);
    // Two cases in all: every cell is below its threshold, and nobody knows of one that it is none.
    expect([small, hidden, share]).toEqual([cells.length, cells.length, 1]);
    expect(plain(frame.title)).toMatch(/^Mức hạn chế che \d+,\d % số ô về hồ sơ/);
    expect(frame.table.rows.map((row) => row[0])).toContain('Đảng viên, theo tháng và loại tổ chức');
  });
});

describe('a version of an older program', () => {
  it('says that it has no comparison and did not look for warnings', async () => {
    await publish(older, '2026-10-31.001');
    const version = await new Warehouse({ dataDir: older, now: Date.now, warn: () => undefined }).live();
    const context = { ...(await page()), version };
    expect((await warningsPanel(context)).frame.title).toContain('chương trình cũ');
    expect((await changesPanel(context)).frame.title).toContain('Chưa có bản nào để so');
    expect((await disclosurePanel(context)).frame.table.rows).toEqual([]);
  });
});

describe('a change of time limits', () => {
  const months = ['2026-08', '2026-09', '2026-10'];

  it('is a dashed line in its month: a limit that begins, changes or ends', async () => {
    expect(await marksOf(await page(), months)).toEqual([
      { index: 0, label: '8/2026: hạn mới ra nước ngoài: 10 ngày làm việc' },
      { index: 1, label: '9/2026: hết hạn quy định của ra nước ngoài' },
      { index: 2, label: '10/2026: hạn mới đơn thư: 20 ngày làm việc' },
    ]);
  });

  it('is drawn for the case types that it touches only, and told in the source line', async () => {
    const petitions = await page('case=petition');
    expect((await marksOf(petitions, months)).map(({ index }) => index)).toEqual([2]);
    expect(await limitsNote(petitions, months)).toBe('hạn xử lý đổi trong 10/2026');
    expect(await limitsNote(await page('case=verification'), months)).toBe('');
    expect(await limitMarks(await page(), months, 'petition')).toEqual([
      { index: 2, label: '10/2026: hạn mới 20 ngày làm việc' },
    ]);
    expect(await limitMarks(await page(), months, 'verification')).toEqual([]);
  });

  it('is told in English too', async () => {
    const marks = await marksOf(await page('lang=en&case=petition'), months);
    expect(marks.map(({ label }) => label)).toEqual([
      'Oct 2026: new time limit for petition: 20 working days',
    ]);
  });
});
