import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { metricRows } from '$lib/server/metrics';
import { openContext, type PageContext } from '$lib/server/pages/context';
import { organizationsPage } from '$lib/server/pages/organizations/page';
import { searchPanel } from '$lib/server/pages/organizations/search';
import { treeOf, type Tree } from '$lib/server/pages/organizations/tree';
import { treePanel } from '$lib/server/pages/organizations/tree-panel';
import { Warehouse } from '$lib/server/warehouse';
import { newDataDir, publish, removeDataDir } from '../../support.ts';

const dataDir = newDataDir();
let warehouse: Warehouse;

const names = `
  update marts.dim_organization set organization_name = 'Đảng bộ Sở Nông nghiệp' where organization_key = 5;
  update marts.dim_organization set organization_name = 'Đảng bộ Sở NN và Môi trường' where organization_key = 6;
  update marts.dim_organization set organization_name = 'Chi bộ Đồi Thông' where organization_code = 'B';
`;

beforeAll(async () => {
  await publish(dataDir, '2026-10-31.001', names);
  warehouse = new Warehouse({ dataDir, now: Date.now, warn: () => undefined });
});

afterAll(() => removeDataDir(dataDir));

const open = async (search: string): Promise<PageContext> =>
  openContext(await warehouse.live(), new URLSearchParams(search), () => undefined);

const nodesOf = (tree: Tree, code: string) => tree.lists.get(code)?.nodes ?? [];
const pendingOf = (tree: Tree, code: string) =>
  Object.fromEntries(nodesOf(tree, code).map((node) => [node.code, node.all.pending]));

describe('the tree of organisations', () => {
  it('stands as it did in the month: D is below P until October, then below U', async () => {
    const september = await treeOf(await open('month=2026-09&open=P,U'));
    expect(pendingOf(september, '')).toEqual({ P: 4 + 3 + 2 });
    expect(pendingOf(september, 'P')).toEqual({ U: 4 + 3, D: 2, E: 0 });
    expect(pendingOf(september, 'U')).toEqual({ A: 4, B: 3, C: 0 });
    const october = await treeOf(await open('open=P,U'));
    expect(pendingOf(october, 'P')).toEqual({ U: 6 + 4, E: 0 });
    expect(pendingOf(october, 'U')).toEqual({ A: 6, C: 4, B: 0, D: 0 });
  });

  it('stands as it does today in the other basis, where B is C', async () => {
    const tree = await treeOf(await open('month=2026-09&basis=current&open=P,U'));
    expect(pendingOf(tree, 'P')).toEqual({ U: 4 + 3 + 2, E: 0 });
    expect(pendingOf(tree, 'U')).toEqual({ A: 4, C: 3, D: 2 });
  });

  it('counts those below as of the month, or of today in the structure of today', async () => {
    const below = async (search: string) => nodesOf(await treeOf(await open(search)), '')[0]?.below;
    expect(await below('month=2026-09')).toBe(6);
    expect(await below('month=2026-10')).toBe(5);
    expect(await below('month=2026-09&basis=current')).toBe(5);
    const { columns } = await treePanel(await open('month=2026-09&basis=current'));
    expect(columns.at(-1)?.label).toBe('Tổ chức bên dưới hiện nay');
  });

  it('counts in the structure of today those founded after the month too', async () => {
    const own = newDataDir();
    const founded = `update marts.dim_organization set established_date = date '2026-10-05' where organization_code = 'E'`;
    await publish(own, '2026-10-31.001', founded);
    const live = await new Warehouse({ dataDir: own, now: Date.now, warn: () => undefined }).live();
    const below = async (search: string) => {
      const page = await openContext(live, new URLSearchParams(search), () => undefined);
      return nodesOf(await treeOf(page), '')[0]?.below;
    };
    expect(await below('month=2026-09')).toBe(5);
    expect(await below('month=2026-09&basis=current')).toBe(5);
    removeDataDir(own);
  });

  it('does not name the top as the one that holds everything', async () => {
    expect((await treePanel(await open('open='))).frame.title).toBe('10 hồ sơ đang xử lý');
    expect((await treePanel(await open('open=U,P'))).frame.title).toMatch(/^Tổ chức U giữ tất cả 10 hồ sơ/);
  });

  it('adds up: what an organisation holds itself and those below it make its figures', async () => {
    for (const search of [
      'open=P,U',
      'month=2026-09&open=P,U',
      'month=2026-09&basis=current&open=P,U&type=agency',
    ]) {
      const tree = await treeOf(await open(search));
      const parents = ['', 'P'].flatMap((code) => nodesOf(tree, code)).filter((node) => node.below > 0);
      expect(parents.map((node) => node.code)).toEqual(['P', 'U']);
      for (const parent of parents) {
        for (const name of ['pending', 'overdue', 'opened', 'closed', 'members'] as const) {
          const below = nodesOf(tree, parent.code).reduce((sum, node) => sum + node.all[name], 0);
          expect([search, parent.code, name, parent.own[name] + below]).toEqual([
            search,
            parent.code,
            name,
            parent.all[name],
          ]);
        }
      }
    }
  });

  it('gives the figures of the API, duties over twelve months by the tree of each', async () => {
    const [root] = nodesOf(await treeOf(await open('')), '');
    expect(root).toMatchObject({
      below: 5,
      all: { pending: 10, overdue: 5, opened: 5, closed: 4, onTime: 4, judged: 7, members: 100 },
    });
    const [committee] = nodesOf(await treeOf(await open('open=P')), 'P');
    expect(committee?.all).toMatchObject({ onTime: 2 + 2, judged: 4 + 2 });
    const { version } = await open('');
    const [answer] = await metricRows(version, {
      metric: 'compliance_rate',
      by: [],
      from: '2025-11',
      to: '2026-10',
      basis: 'as_reported',
      filters: { organization: ['U'] },
    });
    expect(answer).toMatchObject({ numerator: 4, denominator: 6 });
  });

  it('starts at the organisation that the page looks at', async () => {
    const tree = await treeOf(await open('org=U'));
    expect(pendingOf(tree, '')).toEqual({ U: 10 });
    expect(tree.open).toEqual(['U']);
  });

  it('shows the own part of an open organisation only where it has one', async () => {
    const { lines } = await treePanel(await open('open=P,U'));
    expect(lines.map((line) => `${line.kind} ${line.depth}`)).toEqual([
      'organization 0',
      'organization 1',
      'organization 2',
      'organization 2',
      'organization 2',
      'organization 2',
      'organization 1',
    ]);
  });

  it('refuses an unknown code and a page that is none', async () => {
    await expect(treeOf(await open('open=Z'))).rejects.toThrow('open');
    await expect(treeOf(await open('page=P'))).rejects.toThrow('page');
  });
});

describe('the search for organisations', () => {
  const found = async (search: string, words: string) =>
    (await searchPanel(await open(search), words)).hits.map((hit) => hit.code);

  it('finds a name without its marks, whatever the order of the words', async () => {
    expect(await found('', 'doi thong')).toEqual(['B']);
    expect(await found('', 'THÔNG đồi')).toEqual(['B']);
    expect(await found('', 'moi truong')).toEqual(['C']);
    expect(await found('', '50%')).toEqual([]);
  });

  it('finds an organisation by a name it had, and says so', async () => {
    const { hits } = await searchPanel(await open(''), 'so nong nghiep');
    expect(hits).toHaveLength(1);
    expect(hits[0]).toMatchObject({
      code: 'C',
      name: 'Đảng bộ Sở NN và Môi trường',
      formerly: 'tên cũ: Đảng bộ Sở Nông nghiệp',
      path: 'Tổ chức P › Tổ chức U',
    });
  });

  it('finds a code first, and tells when an ended one existed', async () => {
    const { hits } = await searchPanel(await open(''), 'b');
    expect(hits[0]).toMatchObject({ code: 'B', ended: true, period: 'đến 09/10/2026' });
  });

  it('takes the place of the tree, and says when nothing is found', async () => {
    const page = await organizationsPage(await open('q=khong+co'));
    expect(page.tree).toBeNull();
    expect(page.search).toMatchObject({ ok: true, content: { hits: [], pager: { next: null } } });
  });
});
