import { beforeEach, describe, expect, it } from 'vitest';
import { annexPins, boardOf, isFull, pinQuery, unpin } from '../../../../../src/lib/server/kept/pins.ts';
import {
  addQuery,
  ChangedMeanwhile,
  changeQuery,
  editionsOf,
  mostQueries,
  removeQuery,
  type QueryText,
} from '../../../../../src/lib/server/kept/saved.ts';
import {
  analystNames,
  openQuery,
  queriesFor,
  readersOf,
  shareQuery,
} from '../../../../../src/lib/server/kept/sharing.ts';
import { useWorld } from '../people/support.ts';

const world = useWorld();
beforeEach(async () => {
  const person = {
    ...({ role: 'analyst', organization: null, disclosure: 'full', password_hash: null } as const),
    ...{ must_change_password: 0, is_disabled: 0, created_at: '', changed_at: '' },
  };
  const people = [
    ...['an', 'bình', 'chi'].map((name) => ({ ...person, name })),
    { ...person, name: 'ủy', role: 'committee' as const },
    { ...person, name: 'bó', organization: 'A' },
    { ...person, name: 'hẹp', disclosure: 'restricted' as const },
  ];
  const rows = people.map((each) => ({ ...each, name_key: each.name }));
  await world().state.insertInto('people').values(rows).execute();
});

const text = (sql: string, more: Partial<QueryText> = {}): QueryText => ({
  ...{ title: 'Tồn', description: '', sql, parameters: [], view: null },
  ...more,
});
async function kept(sql = 'select 1', owner = 'an'): Promise<string> {
  const id = await addQuery(world(), owner, text(sql));
  if (id === null) throw new Error('The query was not kept.');
  return id;
}
const share = (id: string, sharing: 'nobody' | 'analysts' | 'named', names: string[] = [], owner = 'an') =>
  shareQuery(world(), { id, owner }, { sharing, names });
const set = (name: string, change: { role?: 'committee'; is_disabled?: number }) =>
  world().state.updateTable('people').set(change).where('name', '=', name).execute();
const mayOpen = async (id: string, name: string) => (await openQuery(world(), id, name)) !== null;

describe('a saved query', () => {
  it('keeps its earlier texts when it changes, the last twenty', async () => {
    const id = await kept('select 1');
    for (let edition = 1; edition <= 22; edition++) {
      await changeQuery(world(), { id, owner: 'an', edition }, text(`select ${edition + 1}, $month`));
    }
    expect((await openQuery(world(), id, 'an'))?.query).toMatchObject({
      sql: 'select 23, $month',
      edition: 23,
      parameters: [{ name: 'month', kind: 'month', usual: '' }],
    });
    const editions = await editionsOf(world(), id);
    expect(editions.map(({ edition }) => edition)).toEqual(Array.from({ length: 20 }, (_, i) => 22 - i));
    expect(editions.at(-1)).toMatchObject({ sql: 'select 3, $month' });
  });

  it('is not written over by who read an older text, nor by anybody else', async () => {
    const id = await kept();
    await changeQuery(world(), { id, owner: 'an', edition: 1 }, text('select 2'));
    for (const who of [
      { id, owner: 'an', edition: 1 },
      { id, owner: 'bình', edition: 2 },
    ])
      await expect(changeQuery(world(), who, text('select 3'))).rejects.toThrow(ChangedMeanwhile);
    expect((await openQuery(world(), id, 'an'))?.query).toMatchObject({ sql: 'select 2', edition: 2 });
    expect(await editionsOf(world(), id)).toHaveLength(1);
  });

  it('is taken away by its owner alone, with all that belongs to it', async () => {
    const id = await kept();
    await share(id, 'named', ['bình']);
    await pinQuery(world(), { name: 'an', id, place: 'board' }, {});
    expect(await removeQuery(world(), id, 'bình')).toBe(false);
    expect(await removeQuery(world(), id, 'an')).toBe(true);
    expect([await readersOf(world(), id), await boardOf(world(), 'an')]).toEqual([[], []]);
    expect(await mayOpen(id, 'an')).toBe(false);
  });

  it('is refused beyond so many of one person', async () => {
    const row = { owner: 'an', title: '', description: '', sql: '', parameters: '[]', view: null };
    const rows = Array.from({ length: mostQueries }, (_, i) => ({
      ...{ ...row, id: String(i), edition: 1, sharing: 'nobody' as const, created_at: '', changed_at: '' },
    }));
    await world().state.insertInto('saved_queries').values(rows).execute();
    expect(await addQuery(world(), 'an', text('select 1'))).toBeNull();
    expect(await addQuery(world(), 'bình', text('select 1'))).not.toBeNull();
  });
});

describe('sharing a query', () => {
  it('lets open it those that it names, all analysts, or nobody else', async () => {
    const id = await kept();
    const openers = async () => Promise.all(['an', 'bình', 'chi'].map(async (name) => mayOpen(id, name)));
    expect(await openers()).toEqual([true, false, false]);
    await share(id, 'named', ['bình']);
    expect(await openers()).toEqual([true, true, false]);
    expect((await openQuery(world(), id, 'bình'))?.isOwn).toBe(false);
    await share(id, 'analysts');
    expect(await openers()).toEqual([true, true, true]);
    await share(id, 'nobody');
    expect(await openers()).toEqual([true, false, false]);
    expect(await share(id, 'analysts', [], 'bình')).toBe(false);
    expect(await mayOpen('no-such-id', 'an')).toBe(false);
  });

  it('lists what others share with one, and no more', async () => {
    const [own, named, open] = [await kept('own', 'bình'), await kept('named'), await kept('open')];
    await kept('private');
    await share(named, 'named', ['bình']);
    await share(open, 'analysts');
    const idsOf = async (name: string) => {
      const found = await queriesFor(world(), name);
      return { own: found.own.map(({ id }) => id), shared: found.shared.map(({ id }) => id).sort() };
    };
    expect(await idsOf('bình')).toEqual({ own: [own], shared: [named, open].sort() });
    expect(await idsOf('chi')).toEqual({ own: [], shared: [open] });
  });

  it.each([
    ['disabled', { is_disabled: 1 }],
    ['no analyst any more', { role: 'committee' }],
  ] as const)('ends while its owner is %s', async (_, change) => {
    const id = await kept();
    await share(id, 'analysts');
    await pinQuery(world(), { name: 'an', id, place: 'annex' }, {});
    await set('an', change);
    expect(await mayOpen(id, 'bình')).toBe(false);
    expect((await queriesFor(world(), 'bình')).shared).toEqual([]);
    expect(await annexPins(world())).toEqual([]);
  });

  it('is among those who may query: whole sight, the role, an account that is open', async () => {
    expect(await analystNames(world())).toEqual(['an', 'bình', 'chi']);
  });
});

describe('a pin', () => {
  it('stands on the board of its person, in the order of pinning, until it is taken off by them', async () => {
    const [first, second] = [await kept('select 1'), await kept('select 2')];
    await pinQuery(world(), { name: 'an', id: second, place: 'board' }, { month: '' });
    world().pass(1);
    await pinQuery(world(), { name: 'an', id: first, place: 'board' }, { month: '2026-01' });
    const board = await boardOf(world(), 'an');
    expect(board.map(({ query, choices }) => [query.sql, choices])).toEqual([
      ['select 2', { month: '' }],
      ['select 1', { month: '2026-01' }],
    ]);
    expect(await boardOf(world(), 'bình')).toEqual([]);
    expect(await unpin(world(), board[0]?.id ?? '', 'bình')).toBe(false);
    expect(await unpin(world(), board[0]?.id ?? '', 'an')).toBe(true);
    expect(await boardOf(world(), 'an')).toHaveLength(1);
  });

  it('is of the owner of the query only', async () => {
    const id = await kept('select 1', 'bình');
    await share(id, 'analysts', [], 'bình');
    await pinQuery(world(), { name: 'an', id, place: 'board' }, {});
    expect(await boardOf(world(), 'an')).toEqual([]);
  });

  it('finds a place until the place is full', async () => {
    const id = await kept();
    for (let count = 0; count < 8; count++) await pinQuery(world(), { name: 'an', id, place: 'annex' }, {});
    expect([await isFull(world(), 'annex', 'bình'), await isFull(world(), 'board', 'an')]).toEqual([
      true,
      false,
    ]);
  });
});
