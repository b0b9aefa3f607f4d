import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerMetricRequest } from '$lib/server/api';
import { pages } from '$lib/server/pages';
import { downloadOf } from '$lib/server/pages/download';
import { contextOf, loadPage, type PageMaker } from '$lib/server/pages/load';
import { organizationPage } from '$lib/server/pages/organizations/organization';
import { whoseFigures } from '$lib/server/pages/shell';
import { writeGoldenWorld } from '../../../../etl/golden-world.ts';
import { makePlace } from '../../../../etl/support.ts';
import { reader } from '../../../../support/viewers.ts';

const place = makePlace('2026-03-25');
const known = process.env.DATA_DIR;

beforeAll(async () => {
  await place.load(writeGoldenWorld(place), { acceptDrop: true });
  process.env.DATA_DIR = place.dataDir;
});

afterAll(() => {
  if (known === undefined) delete process.env.DATA_DIR;
  else process.env.DATA_DIR = known;
  place.remove();
});

const viewer = (organization: string | null) => reader({ organization });

const visit = (search: string, organization: string | null) => ({
  url: new URL(`http://127.0.0.1/${search}`),
  locals: { viewer: viewer(organization) },
});

/** Names and codes that only organisations outside G1 and C1 have. */
const outside = ['Khối', 'Viện', 'Xưởng', '"U"', '"G2"', '"X1"', '"N1"'];
const found = (text: string) => outside.filter((word) => text.includes(word));

const makers: Record<string, PageMaker<unknown>> = {
  ...pages,
  'organization-G1': { make: organizationPage('G1'), parameters: ['scope'] },
};
const searches = ['', '?basis=current', '?month=2026-01', '?type=agency&case=petition', '?org=C1', '?q=vien'];

/** Every panel of a page, by its name in an address. */
function panelsOf(value: unknown, panels = new Map<string, boolean>()): Map<string, boolean> {
  if (value === null || typeof value !== 'object') return panels;
  if ('frame' in value && value.frame !== null && typeof value.frame === 'object') {
    const { page, id } = value.frame as { page: string; id: string };
    panels.set(`${page}/${id}`, true);
  }
  for (const inner of Object.values(value)) panelsOf(inner, panels);
  return panels;
}

describe('a viewer who is bound to an organisation', () => {
  it.each(Object.keys(makers))(
    'finds nothing of other organisations on the page %s, nor in its files',
    async (name) => {
      const maker = makers[name];
      if (!maker) throw new Error(name);
      for (const search of searches) {
        const loaded = await loadPage(visit(search, 'G1'), maker);
        expect(found(JSON.stringify(loaded)), search).toEqual([]);
        for (const panel of panelsOf(loaded.page).keys()) {
          const [page = '', id = ''] = panel.split('/');
          if (id === 'rejects') continue;
          const file = await downloadOf(visit(search, 'G1'), { page, panel: id, kind: 'csv' });
          expect(found(`"${(await file.text()).replaceAll(',', '","')}"`), `${panel} ${search}`).toEqual([]);
        }
      }
    },
  );

  it('would have found them without being bound', async () => {
    const all = await Promise.all(Object.values(makers).map((maker) => loadPage(visit('', null), maker)));
    expect(found(JSON.stringify(all))).toEqual(outside);
  });

  it('sees the figures that anybody sees who looks at that organisation', async () => {
    const figures = async (search: string, organization: string | null) => {
      const { page } = await loadPage(visit(search, organization), pages.overview);
      return page.figures;
    };
    const values = (given: Awaited<ReturnType<typeof figures>>) =>
      JSON.parse(JSON.stringify(given).replaceAll(/org=G1&?/g, ''), (key, value: unknown) =>
        key === 'href' || key === 'source' ? undefined : value,
      ) as unknown;
    for (const search of ['', 'basis=current', 'month=2026-01'])
      expect(values(await figures(`?${search}`, 'G1'))).toEqual(
        values(await figures(`?org=G1&${search}`, null)),
      );
  });

  it('is shown which part it is, and choices at and below it only', async () => {
    const { shell } = await loadPage(visit('', 'G1'), pages.trends);
    expect(shell.part).toEqual({ code: 'G1', name: 'Mới' });
    expect(shell.organization).toMatchObject({ code: 'G1', above: [], isWhole: false });
    expect(shell.below).toEqual({ listed: [{ code: 'C1', name: 'Tổ ba' }], count: 1 });
    expect(shell.filters.org).toBeNull();
    expect((await loadPage(visit('', null), pages.trends)).shell.part).toBeNull();
  });

  it('is told whose figures it sees where all that it may see is looked at', async () => {
    const whose = async (search: string, organization: string | null) =>
      whoseFigures(await contextOf(visit(search, organization)));
    expect(await whose('', 'G1')).toBe('Mới và các tổ chức bên dưới');
    expect(await whose('?org=C1&lang=en', 'G1')).toBe('Mới and the organisations below it');
    expect(await whose('', null)).toBe('mọi tổ chức');
  });

  it.each(['N1', 'P', 'NOBODY'])(
    'is told of %s what is told of an organisation that does not exist',
    async (code) => {
      const refusal = async (work: Promise<unknown>) => {
        const [result] = await Promise.allSettled([work]);
        return JSON.stringify(result.status === 'rejected' ? result.reason : result.value).replaceAll(
          code,
          '…',
        );
      };
      const asked = [
        refusal(loadPage(visit(`?org=${code}`, 'G1'), pages.overview)),
        refusal(loadPage(visit('', 'G1'), { make: organizationPage(code), parameters: [] })),
      ];
      const [filter, page] = await Promise.all(asked);
      expect(filter).toContain('"status":400');
      expect(page).toContain('"status":404');
      expect(found(`${filter ?? ''}${page ?? ''}`)).toEqual([]);
    },
  );

  it('gets a clear refusal, and no figures of others, when the organisation does not exist', async () => {
    await expect(loadPage(visit('', 'GONE'), pages.overview)).rejects.toMatchObject({
      status: 403,
      body: { message: expect.stringContaining('"GONE"') as string },
    });
  });
});

describe('the API for a viewer who is bound to an organisation', () => {
  const ask = async (search: string, organization: string | null) => {
    const url = new URL(`http://127.0.0.1/api/v1/metrics/${search}`);
    const id = url.pathname.split('/').at(-1) ?? '';
    const response = await answerMetricRequest({
      id,
      url,
      request: new Request(url),
      viewer: viewer(organization),
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };

  it('answers as for that organisation', async () => {
    for (const question of ['?by=month', '?by=month,organization', '?by=case_type&basis=current', '?'])
      expect(await ask(`cases_opened${question}&from=2026-01`, 'G1')).toEqual(
        await ask(`cases_opened${question}&from=2026-01&organization=G1`, null),
      );
  });

  it('knows no other organisation, in no version', async () => {
    for (const version of ['', '&version=2026-03-20.001']) {
      const { status, body } = await ask(`members?organization=N1${version}`, 'G1');
      expect(status).toBe(400);
      expect(found(JSON.stringify(body).replaceAll('\\"N1\\"', ''))).toEqual([]);
      const members = await ask(`members?by=organization${version}`, 'G1');
      expect(members.body.data).toEqual([
        ['C1', 'G1'],
        [3, 9],
        [null, null],
        [null, null],
      ]);
    }
  });

  it('refuses when the organisation does not exist', async () => {
    expect(await ask('members?by=organization', 'GONE')).toMatchObject({ status: 403 });
  });
});
