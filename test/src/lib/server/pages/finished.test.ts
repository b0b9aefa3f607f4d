import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reader } from '../../../../support/viewers.ts';
import { writeGoldenWorld } from '../../../../etl/golden-world.ts';
import { makePlace } from '../../../../etl/support.ts';
import type { Viewer } from '$lib/server/access/viewer';
import { pages } from '$lib/server/pages';
import { FinishedPages } from '$lib/server/pages/finished';
import { loadPage } from '$lib/server/pages/load';
import { liveVersion, type LiveVersion } from '$lib/server/warehouse';

const place = makePlace('2026-03-25');
const known = process.env.DATA_DIR;
let snapshots: string[];

beforeAll(async () => {
  snapshots = writeGoldenWorld(place);
  await place.load(snapshots.slice(0, 2), { acceptDrop: true });
  process.env.DATA_DIR = place.dataDir;
});

afterAll(() => {
  if (known === undefined) delete process.env.DATA_DIR;
  else process.env.DATA_DIR = known;
  place.remove();
});

/** A page that tells how often it was made before, and what it was made from. */
function counting(keptAs: string, isWhole = true) {
  let times = 0;
  return {
    parameters: [],
    keptAs,
    make: async ({ version, lang, report }: Parameters<typeof pages.overview.make>[0]) => {
      if (!isWhole) report('a part failed', new Error('no'));
      return { times: (times += 1), sees: [version.id, version.part, version.disclosure, lang] };
    },
  };
}

const open = async (maker: ReturnType<typeof counting>, search = '', viewer: Viewer = reader()) => {
  const url = new URL(`http://127.0.0.1/${search}`);
  return (await loadPage({ url, locals: { viewer } }, maker)).page;
};

describe('a page that was made', () => {
  it('is not made again for others who see the same', async () => {
    const maker = counting('same');
    const first = await open(maker, '?month=2026-01', reader({ name: 'an', role: 'committee' }));
    const second = await open(maker, '?month=2026-01', reader({ name: 'binh', role: 'analyst' }));
    expect(first.times).toBe(1);
    expect(second).toEqual(first);
    expect(await open(maker, '?month=2026-02')).toMatchObject({ times: 2 });
  });

  it('is the one of every address that says the same', async () => {
    const maker = counting('equal');
    for (const search of [
      'basis=as_reported&month=2026-01',
      'month=2026-01',
      'month=2026-01&basis=as_reported',
    ])
      expect(await open(maker, `?${search}`), search).toMatchObject({ times: 1 });
    expect(await open(maker, '?month=2026-01&basis=current')).toMatchObject({ times: 2 });
    expect(await open(maker, '?lang=vi&month=2026-01')).toMatchObject({ times: 3 });
  });

  it('goes to nobody who sees less, in whatever order they come', async () => {
    const viewers = [
      [reader(), [null, 'full']],
      [reader({ organization: 'G1' }), ['G1', 'full']],
      [reader({ organization: 'U' }), ['U', 'full']],
      [reader({ disclosure: 'restricted' }), [null, 'restricted']],
    ] as const;
    for (const [name, order] of [
      ['there', viewers],
      ['back', viewers.toReversed()],
    ] as const) {
      const maker = counting(name);
      for (const round of ['first', 'again'])
        for (const [viewer, sight] of order) {
          const { sees } = await open(maker, '', viewer);
          expect(sees.slice(1, 3), round).toEqual(sight);
        }
      expect((await open(maker)).times).toBeLessThanOrEqual(4);
    }
  });

  it('is one a language', async () => {
    const maker = counting('language');
    expect((await open(maker)).sees[3]).toBe('vi');
    expect((await open(maker, '?lang=en')).sees[3]).toBe('en');
    expect((await open(maker)).sees[3]).toBe('vi');
  });

  it('is made anew where a part of it failed', async () => {
    const maker = counting('failing', false);
    expect([(await open(maker)).times, (await open(maker)).times]).toEqual([1, 2]);
  });

  it('is made anew without a name, and tells what it is made of', async () => {
    const { make, parameters } = counting('unnamed');
    const maker = { make, parameters };
    const url = new URL('http://127.0.0.1/');
    const visit = { url, locals: { viewer: reader() } };
    expect((await loadPage(visit, maker)).page.times).toBe(1);
    expect((await loadPage(visit, maker)).page.times).toBe(2);
    expect('keptAs' in pages.compare).toBe(false);
  });

  it('stays behind when another version is published', async () => {
    const maker = counting('published');
    const before = await open(maker);
    await place.load(snapshots.slice(2), { acceptDrop: true });
    const after = await open(maker);
    expect(after.times).toBe(2);
    expect(after.sees[0]).not.toBe(before.sees[0]);
  });
});

describe('kept pages', () => {
  const page =
    (times: number, text = '') =>
    async () => ({ page: { times, text }, isWhole: true });

  it('are copies: what one reader does to theirs, no other sees', async () => {
    const kept = new FinishedPages(1000);
    const version = await liveVersion();
    const first = await kept.get({ version, address: 'a', make: page(1) });
    first.text = 'changed';
    expect(await kept.get({ version, address: 'a', make: page(2) })).toEqual({ times: 1, text: '' });
  });

  it('belong to a version object, not to its name', async () => {
    const kept = new FinishedPages(1000);
    const version = await liveVersion();
    const other: LiveVersion = { ...version };
    await kept.get({ version, address: 'a', make: page(1) });
    expect(await kept.get({ version: other, address: 'a', make: page(2) })).toMatchObject({ times: 2 });
  });

  it('leave when they take more room than there is, and come with what failed in the making only once', async () => {
    const kept = new FinishedPages(1000);
    const version = await liveVersion();
    await expect(
      kept.get({ version, address: 'a', make: () => Promise.reject(new Error('no')) }),
    ).rejects.toThrow('no');
    await kept.get({ version, address: 'a', make: page(1, 'x'.repeat(600)) });
    await kept.get({ version, address: 'b', make: page(1, 'x'.repeat(600)) });
    expect(await kept.get({ version, address: 'a', make: page(2) })).toMatchObject({ times: 2 });
    expect(await kept.get({ version, address: 'b', make: page(2) })).toMatchObject({ times: 1 });
  });
});
