import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Viewer } from '$lib/server/access/viewer';
import { answerMetricRequest } from '$lib/server/api';
import { pages } from '$lib/server/pages';
import { downloadOf } from '$lib/server/pages/download';
import { loadOpenPage } from '$lib/server/pages/load';
import { makePlace } from '../../../../etl/support.ts';
import { reader } from '../../../../support/viewers.ts';

/** Cases received in each of two months at one agency, twelve of each closed: all above the shipped thresholds. */
const received = { admission_check: 60, petition: 24, verification: 31 } as const;
const [place, shipped] = [makePlace('2026-02-28'), makePlace('2026-02-28')];
const known = process.env.DATA_DIR;

beforeAll(async () => {
  const rows = ['01', '02'].flatMap((month) =>
    Object.entries(received).flatMap(([type, count]) =>
      Array.from({ length: count }, (_, n) => {
        const end =
          n < 12 ? `closed,2026-${month}-08,2026-${month}-20,concluded` : `intake,2026-${month}-08,,`;
        return `${type}-${month}-${n},A,${type},${end}`;
      }),
    ),
  );
  const organizations = `organization_code,organization_name,organization_level,organization_type,parent_code
P,Tỉnh ủy,province_committee,,
A,Chi bộ Sở Một,grassroots_cell,agency,P
`;
  const files = {
    'organizations.csv': organizations,
    'members.csv': 'member_code,organization_code,member_status\nT1,A,official\n',
    'cases.csv': `case_code,organization_code,case_type,stage,received_on,closed_on,closing\n${rows.join('\n')}\n`,
  };
  place.setting('disclosure.csv', 'dimension,code,k\ncase_type,verification,40\n');
  for (const each of [place, shipped]) await each.load([each.snapshot('2026-02-28', files)]);
  process.env.DATA_DIR = place.dataDir;
});

afterAll(() => {
  if (known === undefined) delete process.env.DATA_DIR;
  else process.env.DATA_DIR = known;
  for (const each of [place, shipped]) each.remove();
});

const restricted = reader({ disclosure: 'restricted' });
const visit = (search: string, viewer: Viewer) => ({
  url: new URL(`http://127.0.0.1/${search}`),
  locals: { viewer },
});

/** A panel's file: its lines, and what it is called. */
async function fileOf(
  viewer: Viewer,
  kind: 'csv' | 'svg',
  { search = '?measure=opened', panel = 'by-case' },
) {
  const response = await downloadOf(visit(search, viewer), { page: 'backlog', panel, kind });
  const text = await response.text();
  return { text, name: response.headers.get('content-disposition') ?? '' };
}

async function ask(search: string, viewer: Viewer) {
  const url = new URL(`http://127.0.0.1/api/v1/metrics/cases_opened${search}`);
  const response = await answerMetricRequest({ id: 'cases_opened', url, request: new Request(url), viewer });
  return {
    status: response.status,
    body: (await response.json()) as { disclosure?: string; data: unknown[][]; error: { message: string } },
  };
}

/** Figures of the newest month in the table of cases by type, as a restricted reader's page has them. */
async function shown(): Promise<Record<string, unknown>> {
  const { restricted: page } = await loadOpenPage<unknown>(
    visit('?measure=opened', restricted),
    'backlog',
    pages.backlog,
  );
  const [table] = (page?.panels ?? []).flatMap(({ result }) =>
    result.ok && result.content.frame.id === 'by-case' ? [result.content.frame.table] : [],
  );
  return Object.fromEntries(table?.columns.map(({ label }, at) => [label, table.rows[0]?.[at]]) ?? []);
}

const verification = 'Thẩm tra, xác minh vấn đề';

describe('the profile', () => {
  it('stands in every row of a file, in its name, and on its drawing', async () => {
    for (const [viewer, search, word, mark] of [
      [restricted, '?measure=opened', 'hạn chế', '-restricted.'],
      [reader(), '?disclosure=restricted&measure=opened', 'hạn chế', '-restricted.'],
      [reader(), '', 'đầy đủ', '.001.'],
    ] as const) {
      const panel = word === 'hạn chế' ? 'by-case' : 'cross';
      const { text, name } = await fileOf(viewer, 'csv', { search, panel });
      const [head = '', ...rows] = text.trim().split('\r\n');
      expect(head.split(',').at(-1)).toBe('Mức công bố');
      expect(rows.length).toBeGreaterThan(0);
      expect(rows.map((row) => row.split(',').at(-1))).toEqual(rows.map(() => word));
      expect(name).toContain(mark);
      expect((await fileOf(viewer, 'svg', { search, panel })).text).toContain(`Mức công bố: ${word}`);
    }
  });

  it('stands in every answer of the API', async () => {
    expect((await ask('?by=month', restricted)).body.disclosure).toBe('restricted');
    expect((await ask('?by=month', reader())).body.disclosure).toBe('full');
    expect((await ask('?by=month&disclosure=restricted', reader())).body.disclosure).toBe('restricted');
  });
});

describe('a threshold that an installation has raised', () => {
  it('hides what the shipped one would show, on pages and in the API alike', async () => {
    expect(await shown()).toMatchObject({ [verification]: 'ẩn' });
    const { body } = await ask('?by=case_type', restricted);
    const [types = [], values = []] = body.data;
    expect(values[types.indexOf('verification')]).toBeNull();
    process.env.DATA_DIR = shipped.dataDir;
    expect(await shown()).toMatchObject({ [verification]: 31 });
    process.env.DATA_DIR = place.dataDir;
  });
});

describe('figures that are kept in memory', () => {
  it('go to nobody whose profile is another, whoever asks first', async () => {
    const [first, full, again] = [
      await ask('?by=month,case_type', restricted),
      await ask('?by=month,case_type', reader()),
      await ask('?by=month,case_type', restricted),
    ];
    expect(again.body).toEqual(first.body);
    expect(full.body.data[2]).toEqual(expect.arrayContaining([60, 24, 31]));
    expect(first.body.data[2]).not.toEqual(full.body.data[2]);
    const page = await loadOpenPage<unknown>(visit('', reader()), 'overview', pages.overview);
    expect(page.restricted).toBeNull();
    expect(await shown()).toMatchObject({ [verification]: 'ẩn' });
  });
});

describe('a version in the address of a page', () => {
  const open = (search: string, viewer: Viewer) =>
    loadOpenPage<unknown>(visit(search, viewer), 'overview', pages.overview);

  it('may be the one in use', async () => {
    const { shell } = await open('', reader());
    for (const viewer of [reader(), restricted])
      expect((await open(`?version=${shell.version}`, viewer)).shell.version).toBe(shell.version);
  });

  it.each([
    ['a reader of everything', reader(), 400, 'phiên bản đang dùng, 2026-02-28.001'],
    ['a restricted reader', restricted, 403, 'Bản hạn chế chỉ có của phiên bản đang dùng.'],
  ] as const)(
    'is refused to %s when it is another one, with the reason',
    async (_who, viewer, status, why) => {
      for (const name of ['2026-01-31.001', '<script>'])
        await expect(open(`?version=${encodeURIComponent(name)}`, viewer)).rejects.toMatchObject({
          status,
          body: { message: expect.stringContaining(why) as string },
        });
      await expect(fileOf(viewer, 'csv', { search: '?version=2026-01-31.001' })).rejects.toMatchObject({
        status,
      });
    },
  );
});
