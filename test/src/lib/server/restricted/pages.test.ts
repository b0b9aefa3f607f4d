import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Viewer } from '$lib/server/access/viewer';
import { answerMetricRequest } from '$lib/server/api';
import { pages } from '$lib/server/pages';
import { downloadOf } from '$lib/server/pages/download';
import { loadOpenPage, loadPage } from '$lib/server/pages/load';
import type { RestrictedPage } from '$lib/server/pages/restricted';
import { makePlace } from '../../../../etl/support.ts';
import { reader } from '../../../../support/viewers.ts';

const place = makePlace('2026-06-30');
const known = process.env.DATA_DIR;

/** Each month: so many cases of a type received at A and at B, and of both closed. Below 10 petitions are hidden. */
const opened: [string, number, number, number][] = [
  ['admission_check', 41, 23, 26],
  ['record_check', 29, 11, 14],
  ['petition', 7, 0, 1],
  ['foreign_element', 0, 3, 0],
];
const eachMonth = 41 + 23 + 29 + 11 + 7 + 3;

function cases(): string {
  const rows = ['case_code,organization_code,case_type,stage,received_on,closed_on,closing'];
  for (const month of ['01', '02', '03', '04', '05', '06'])
    for (const [type, atA, atB, closed] of opened)
      for (let n = 0; n < atA + atB; n++) {
        const end =
          n < closed ? `closed,2026-${month}-08,2026-${month}-22,concluded` : `intake,2026-${month}-08,,`;
        rows.push(`${type}-${month}-${n},${n < atA ? 'A' : 'B'},${type},${end}`);
      }
  return `${rows.join('\n')}\n`;
}

beforeAll(async () => {
  const folder = place.snapshot('2026-06-30', {
    'organizations.csv': `organization_code,organization_name,organization_level,organization_type,parent_code,established_on,ended_on
P,Tỉnh ủy,province_committee,,,,
A,Chi bộ Sở Một,grassroots_cell,agency,P,,
B,Chi bộ Công ty Hai,grassroots_cell,private_enterprise,P,,
`,
    'members.csv': 'member_code,organization_code,member_status\nT1,A,official\nT2,B,official\n',
    'cases.csv': cases(),
    'duties.csv': `duty_code,organization_code,duty_type,document_code,due_on,fulfilled_on,duty_state
D1,A,annual_plan,,2026-06-10,2026-06-09,
D2,B,annual_plan,,2026-06-10,2026-06-12,
D3,A,report_after_travel,,2026-06-11,2026-06-20,
`,
  });
  await place.load([folder]);
  process.env.DATA_DIR = place.dataDir;
});

afterAll(() => {
  if (known === undefined) delete process.env.DATA_DIR;
  else process.env.DATA_DIR = known;
  place.remove();
});

const restrictedReader = reader({ disclosure: 'restricted' });
const visit = (search: string, viewer: Viewer) => ({
  url: new URL(`http://127.0.0.1/${search}`),
  locals: { viewer },
});

const names = ['overview', 'trends', 'backlog', 'compliance'] as const;

async function open(
  name: keyof typeof pages,
  search = '',
  viewer: Viewer = restrictedReader,
): Promise<RestrictedPage> {
  const { restricted } = await loadOpenPage<unknown>(visit(search, viewer), name as 'overview', pages[name]);
  if (!restricted) throw new Error(`${name} is not restricted`);
  return restricted;
}

const tablesOf = (page: RestrictedPage) =>
  page.panels.flatMap(({ result }) => (result.ok ? [result.content.frame] : []));

/** The column of a heading in a panel's table, the newest month first. */
async function column(name: 'overview' | 'backlog' | 'trends', id: string, heading: string, search = '') {
  const frame = tablesOf(await open(name, search)).find((each) => each.id === id);
  const at = frame?.table.columns.findIndex(({ label }) => label === heading) ?? -1;
  return frame?.table.rows.map((row) => row[at]);
}

describe('the pages of a restricted reader', () => {
  it('tell what is large enough, and hide what is small and what would give it away', async () => {
    const search = '?measure=opened';
    expect(await column('backlog', 'by-case', 'Đơn thư', search)).toEqual(Array(6).fill('ẩn'));
    expect(await column('backlog', 'by-case', 'Yếu tố nước ngoài', search)).toEqual(Array(6).fill('ẩn'));
    expect(await column('backlog', 'by-case', 'Cộng', search)).toEqual(Array(6).fill(eachMonth));
    const types = await column('backlog', 'by-type', 'Cơ quan', search);
    expect(types?.every((value) => value === 'ẩn' || value === 41 + 29 + 7)).toBe(true);
  });

  it('have no count of cases under the threshold, in no measure, month or language', async () => {
    const searches = ['', '?month=2026-03', '?lang=en', '?type=agency', '?case=petition'];
    const measures = ['pending', 'overdue', 'opened', 'closed'].map((measure) => `?measure=${measure}`);
    let told = 0;
    for (const name of ['overview', 'trends', 'backlog'] as const)
      for (const search of name === 'overview' ? searches : [...searches, ...measures])
        for (const { id, table } of tablesOf(await open(name, search))) {
          if (id === 'compliance') continue;
          const counts = table.columns.map(({ kind }) => kind === 'count');
          const figures = table.rows.flatMap((row) =>
            row.filter((cell, at) => counts[at] && typeof cell === 'number'),
          );
          expect(
            figures.filter((figure) => Number(figure) < 5),
            `${name} ${id} ${search}`,
          ).toEqual([]);
          told += figures.length;
        }
    expect(told).toBeGreaterThan(100);
  });

  it('say the same in files, where a hidden cell has a word of its own', async () => {
    const file = async (id: string, kind: string) =>
      (
        await downloadOf(visit('?measure=opened', restrictedReader), { page: 'backlog', panel: id, kind })
      ).text();
    const [head = '', ...rows] = (await file('by-case', 'csv')).trim().split('\r\n');
    const at = head.split(',').indexOf('Đơn thư');
    expect(rows.map((row) => row.split(',')[at])).toEqual(Array(6).fill('ẩn'));
    const drawing = await file('by-case', 'svg');
    expect(drawing).toContain('mức công bố hạn chế');
    expect(drawing).toContain('>ẩn<');
    expect(drawing).not.toContain('>7<');
  });

  it('hatch a hidden cell, and never call it 0', async () => {
    const heat = (await open('backlog', '?measure=opened')).panels.find(({ kind }) => kind === 'heat');
    if (heat?.kind !== 'heat' || !heat.result.ok) throw new Error('no heatmap');
    const rows = heat.result.content.heatmap?.groups.flatMap((group) => group.rows) ?? [];
    const petitions = rows.find(({ key }) => key === 'petition');
    expect(petitions?.cells).toEqual(Array(6).fill({ text: 'ẩn', empty: 'suppressed' }));
    expect(rows.some(({ cells }) => cells.some(({ empty }) => empty === 'zero'))).toBe(false);
  });

  it('tell nothing of organisations, other bases or two attributes at once', async () => {
    for (const search of ['?org=A', '?basis=current', '?type=agency&case=petition']) {
      const { panels, cards } = await open('overview', search);
      const about = panels.filter(
        ({ result }) => (result.ok ? result.content.frame.id : result.id) !== 'compliance',
      );
      expect(
        about.map(({ result }) => (result.ok ? 'told' : result.undisclosed?.title)),
        search,
      ).toEqual(Array(3).fill('Ngoài mức công bố hạn chế.'));
      expect(cards?.ok).toBe(false);
    }
  });

  it('count duties that are not about persons, and say so', async () => {
    const page = await open('compliance');
    const duties = tablesOf(page).find(({ id }) => id === 'duties');
    expect(duties?.table.rows.map((row) => row.slice(0, 4))).toEqual([['Kế hoạch năm', 0.5, 1, 2]]);
    expect(duties?.source).toContain('trừ nhiệm vụ về cá nhân');
    expect(JSON.stringify(page)).not.toContain('Báo cáo sau chuyến đi');
  });

  it.each(['organizations', 'compare', 'explain'] as const)('have no page %s', async (name) => {
    const page = await open(name, name === 'explain' ? '?metric=cases_opened' : '');
    expect(page).toMatchObject({
      panels: [],
      cards: null,
      finding: 'Trang này không có ở mức công bố hạn chế',
    });
    for (const panel of ['tree', 'figures', 'series'])
      await expect(
        downloadOf(visit('', restrictedReader), { page: name, panel, kind: 'csv' }),
      ).rejects.toMatchObject({ status: 404 });
  });

  it('name no organisation', async () => {
    const all = await Promise.all(names.map((name) => open(name)));
    expect(JSON.stringify(all)).not.toMatch(/Sở Một|Công ty Hai/);
  });

  it('are what a reader of everything sees who asks for the restricted profile', async () => {
    const plain = (page: RestrictedPage) =>
      JSON.stringify(page)
        .replaceAll(/disclosure=restricted&/g, '')
        .replaceAll(/&disclosure=restricted/g, '')
        .replaceAll('disclosure=restricted', '');
    for (const name of names)
      expect(plain(await open(name, '?disclosure=restricted', reader()))).toBe(plain(await open(name)));
    const { restricted } = await loadOpenPage(visit('', reader()), 'overview', pages.overview);
    expect(restricted).toBeNull();
  });

  it('cannot be left by address', async () => {
    for (const load of [
      loadPage(visit('?disclosure=full', restrictedReader), pages.data),
      open('overview', '?disclosure=full'),
    ])
      await expect(load).rejects.toMatchObject({ status: 403 });
    await expect(open('overview', '?disclosure=some')).rejects.toMatchObject({ status: 400 });
  });
});

it('gives the API the same limits as the pages', async () => {
  const ask = async (search: string) => {
    const url = new URL(`http://127.0.0.1/api/v1/metrics/cases_opened${search}`);
    const response = await answerMetricRequest({
      id: 'cases_opened',
      url,
      request: new Request(url),
      viewer: restrictedReader,
    });
    return {
      status: response.status,
      body: (await response.json()) as { disclosure?: string; data?: unknown[][] },
    };
  };
  const months = await ask('?by=month&from=2026-01');
  expect(months).toMatchObject({ status: 200, body: { disclosure: 'restricted' } });
  expect(months.body.data?.[1]).toEqual(Array(6).fill(eachMonth));
  for (const search of ['?by=organization', '?disclosure=full', '?by=month&basis=current&from=2026-01'])
    expect((await ask(search)).status, search).toBe(403);
});
