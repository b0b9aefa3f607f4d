import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sentences } from '$lib/i18n/sentences';
import { openContext, type PageContext } from '$lib/server/pages/context';
import { chosenRows, rejectChoiceOf } from '$lib/server/pages/reject-choice';
import { foundWords, rejectFile } from '$lib/server/pages/reject-words';
import { ownedRejects, rejectsPanel } from '$lib/server/pages/rejects';
import { rejectsOf } from '$lib/server/reject-file';
import { DamagedVersion, Warehouse } from '$lib/server/warehouse';
import { toCsv } from '$lib/shape/table';
import { livePath, makePlace } from '../../../../etl/support.ts';
import { cases, casesLater, members, organizations } from '../upload/tiny.ts';

const place = makePlace();
const known = process.env.DATA_DIR;
let warehouse: Warehouse;

beforeAll(async () => {
  process.env.DATA_DIR = place.dataDir;
  await place.load([
    place.snapshot('2026-09-30', {
      'organizations.csv': organizations,
      'members.csv': members,
      'cases.csv': cases,
    }),
    place.snapshot('2026-10-31', {
      'organizations.csv': organizations,
      'members.csv': members,
      'cases.csv': casesLater,
    }),
  ]);
  warehouse = new Warehouse({ dataDir: place.dataDir, now: Date.now, warn: () => undefined });
});
afterAll(() => {
  if (known === undefined) delete process.env.DATA_DIR;
  else process.env.DATA_DIR = known;
  place.remove();
});

async function page(search = ''): Promise<PageContext> {
  return openContext(await warehouse.live(), new URLSearchParams(search), () => undefined);
}

/** The rows of the list as `as_of file line`. */
async function listed(search: string): Promise<string[]> {
  const context = await page(search);
  const choice = rejectChoiceOf(context.params, context.version.asOf);
  return chosenRows(await ownedRejects(context.version), choice).map(
    ({ asOf, file, line }) => `${asOf} ${file} ${line}`,
  );
}

// September: cases 3 (A, mended in October), cases 4 (B), members 4 (no organisation). October: cases 4, members 4.
describe('the reject list', () => {
  it.each([
    ['', ['2026-10-31 cases.csv 4', '2026-10-31 members.csv 4']],
    ['snapshot=2026-09-30', ['2026-09-30 cases.csv 4', '2026-09-30 members.csv 4']],
    ['snapshot=all&state=mended', ['2026-09-30 cases.csv 3']],
    [
      'snapshot=all&state=all&file=cases',
      ['2026-10-31 cases.csv 4', '2026-09-30 cases.csv 3', '2026-09-30 cases.csv 4'],
    ],
    ['snapshot=all&reason=unknown_organization', ['2026-10-31 members.csv 4', '2026-09-30 members.csv 4']],
    ['snapshot=all&state=all&committee=U1', ['2026-09-30 cases.csv 3']],
    ['committee=U2', ['2026-10-31 cases.csv 4']],
    ['committee=none', ['2026-10-31 members.csv 4']],
    ['snapshot=2020-01-31', []],
  ])('chosen by "%s" is %j', async (search, rows) => {
    expect(await listed(search)).toEqual(rows);
  });

  it.each(['state=half', 'file=secrets', 'snapshot=31/10/2026', 'rows=0', 'rows=x'])(
    'refuses what cannot be meant: %s',
    async (search) => {
      await expect(listed(search)).rejects.toMatchObject({
        name: 'BadParameter',
        parameter: search.split('=')[0],
      });
    },
  );

  it('says what is open, and counts by file, reason and committee, each with its address', async () => {
    const panel = await rejectsPanel(await page());
    expect(panel.frame.title).toBe(
      '2 dòng của bản chốt 31/10/2026 còn phải sửa, nhiều nhất: Hồ sơ, sai kiểu dữ liệu (1)',
    );
    expect(panel.groups.map(({ file, reason, count, href }) => [file, reason, count, href])).toEqual([
      ['Hồ sơ', 'Sai kiểu dữ liệu', '1', '?file=cases&reason=wrong_type#rejects'],
      ['Đảng viên', 'Không có tổ chức này', '1', '?file=members&reason=unknown_organization#rejects'],
    ]);
    expect(panel.committees.map(({ name, count, csv }) => [name, count, csv])).toEqual([
      ['Đảng ủy huyện', '1', '/data/rejects.csv?committee=U2'],
      ['Chưa rõ tổ chức', '1', '/data/rejects.csv?committee=none'],
    ]);
    expect(panel.frame.table.rows[0]).toEqual([
      4,
      'Hồ\u00a0sơ',
      'Ngày tiếp nhận',
      'Sai kiểu dữ liệu',
      '2026-02-30',
      'ngày dd/mm/yyyy, từ 1930, không sau ngày chốt',
      '=Chi bộ B',
      'Đảng ủy huyện',
    ]);
    const done = await rejectsPanel(await page('snapshot=all&state=mended&lang=en'));
    expect(done.frame.title).toBe('1 rejected row chosen, all mended');
  });

  it('goes to offices as CSV without a formula, an identifier or a value of text', async () => {
    const context = await page('snapshot=all&state=all');
    const rows = chosenRows(
      await ownedRejects(context.version),
      rejectChoiceOf(context.params, '2026-10-31'),
    );
    const text = toCsv(rejectFile(context, rows));
    expect(text.startsWith('\ufeffNgày chốt,Tệp,Dòng số,Cột,')).toBe(true);
    expect(text.split('\r\n')).toHaveLength(7);
    expect(text).toContain(`,B,'=Chi bộ B,Đảng ủy huyện,`);
    expect(text).toContain('cases.csv,3,Loại hồ sơ,case_type,Mã không có trong danh mục');
    expect(text).toContain('2026-10-31\r\n');
    expect(text).not.toMatch(/THE-|HS-0/);
  });
});

describe('a version whose reject list was altered', () => {
  it('does not show it', async () => {
    const opened = await warehouse.live();
    await place.load([
      place.snapshot('2026-11-01', {
        'organizations.csv': organizations,
        'members.csv': members,
        'cases.csv': casesLater,
      }),
    ]);
    const next = await warehouse.live();
    expect(next.id).not.toBe(opened.id);
    writeFileSync(livePath(place.dataDir, 'rejects.json'), '[]');
    await expect(rejectsOf(next)).rejects.toBeInstanceOf(DamagedVersion);
  });
});

describe('what was found', () => {
  it.each([
    ['2026-13-01', '2026-13-01', '2026-13-01'],
    ['text of 1200', 'chữ, 1.200 ký tự', 'text of 1,200 characters'],
    [
      'text of 7 (U+200B)',
      'chữ, 7 ký tự, có ký tự ẩn hoặc lạ: ký tự có độ rộng bằng không, U+200B',
      'text of 7 characters, with a hidden or foreign sign: a sign of no width, U+200B',
    ],
    [
      'text of 7 (U+0E01)',
      'chữ, 7 ký tự, có ký tự ẩn hoặc lạ: U+0E01',
      'text of 7 characters, with a hidden or foreign sign: U+0E01',
    ],
    ['text of 7 («)', 'chữ, 7 ký tự, nằm trong dấu ngoặc «', 'text of 7 characters, in quotes «'],
    ["text of 9 (')", "chữ, 9 ký tự, có ' của bảng tính", "text of 9 characters, with a spreadsheet’s '"],
    ['text of 9 (=)', 'chữ, 9 ký tự, có = của bảng tính', 'text of 9 characters, with a spreadsheet’s ='],
    ['ngày có giờ', 'ngày có giờ', 'a date with a time of day'],
  ])('%s is told in both languages', (found, vi, en) => {
    const row = { found, reason: 'wrong_type' };
    expect(foundWords(row, sentences('vi'), 'vi')).toBe(vi);
    expect(foundWords(row, sentences('en'), 'en')).toBe(en);
  });
});
