import { describe, expect, it } from 'vitest';
import {
  findPerson,
  resetPassword,
  setDisabled,
  setPassword,
} from '../../../../../src/lib/server/people/accounts.ts';
import { signIn } from '../../../../../src/lib/server/people/sign-in.ts';
import { takeAttempt } from '../../../../../src/lib/server/people/throttle.ts';
import { add, place, useWorld } from './support.ts';

const world = useWorld();
const name = 'Nguyễn An';
const wrong = 'not the password';

interface Given {
  name?: string;
  address?: string;
  browser?: string;
}

const attempt = (password: string, given: Given = {}) =>
  signIn(world(), {
    name: given.name ?? name,
    password,
    browser: given.browser ?? 'a browser',
    place: { ...place, address: given.address ?? place.address },
  });

/** So many failures without the work of a password each. */
async function failures(count: number, given: Given = {}) {
  const ends = [];
  for (let i = 0; i < count; i++)
    ends.push(await takeAttempt(world(), { name, address: place.address, browser: `${i}`, ...given }));
  return ends;
}

describe('signing in', () => {
  it('gives a session for the right password, and a new one each time', async () => {
    const password = await add(world());
    const [first, second] = [await attempt(password), await attempt(password, { name: ' NGUYỄN AN ' })];
    expect([first.kind, second.kind]).toEqual(['in', 'in']);
    expect(first.kind === 'in' && second.kind === 'in' && first.secret !== second.secret).toBe(true);
  });

  it('answers a wrong password, an unknown name and a closed account alike', async () => {
    const password = await add(world());
    expect(await attempt(wrong)).toEqual({ kind: 'wrong' });
    expect(await attempt(wrong, { name: 'nobody' })).toEqual({ kind: 'wrong' });
    await setDisabled(world(), name, true);
    expect(await attempt(password)).toEqual({ kind: 'wrong' });
  });

  it('holds up an unknown name just as a known one', async () => {
    await add(world());
    const told = [];
    for (const each of [name, 'nobody']) {
      const ends = [];
      for (let i = 0; i < 6; i++) ends.push((await attempt(wrong, { name: each })).kind);
      told.push(ends);
    }
    expect(told[0]).toEqual(['wrong', 'wrong', 'wrong', 'wrong', 'wrong', 'wait']);
    expect(told[1]).toEqual(told[0]);
  });
});

describe('a first password', () => {
  it('opens nothing after seven days, and says so to whoever knows it', async () => {
    const password = await add(world());
    world().pass(7 * 24 * 60 - 1);
    expect((await attempt(password)).kind).toBe('in');
    world().pass(1);
    expect(await attempt(password)).toMatchObject({ kind: 'over', person: { name } });
    expect((await attempt(wrong)).kind).toBe('wrong');
    const reset = await resetPassword(world(), name);
    expect(reset.until).toBe(new Date(world().now().getTime() + 7 * 24 * 60 * 60_000).toISOString());
    expect((await attempt(reset.password)).kind).toBe('in');
  });

  it('ends with the choice of one of their own, which does not', async () => {
    await add(world());
    const person = await findPerson(world(), name);
    if (!person) throw new Error('no account');
    await setPassword(world(), person, 'nắng sớm trên sông');
    world().pass(365 * 24 * 60);
    expect((await attempt('nắng sớm trên sông')).kind).toBe('in');
  });
});

describe('the wait after failures', () => {
  it('doubles from the fifth failure on, up to a quarter of an hour, and survives a restart', async () => {
    const password = await add(world());
    expect(await failures(5)).toEqual([null, null, null, null, null]);
    for (const minutes of [1, 2, 4, 8, 15, 15]) {
      const until = new Date(world().now().getTime() + minutes * 60_000);
      await world().restart();
      expect(await attempt(password)).toEqual({ kind: 'wait', until });
      world().pass(minutes - 0.01);
      expect((await attempt(password)).kind).toBe('wait');
      world().pass(0.01);
      expect(await failures(1)).toEqual([null]);
    }
  });

  it('ends with the right password, and is forgotten after an hour', async () => {
    const password = await add(world());
    await failures(4);
    expect((await attempt(password)).kind).toBe('in');
    expect(await failures(4)).toEqual([null, null, null, null]);
    world().pass(61);
    expect(await failures(4)).toEqual([null, null, null, null]);
    expect((await attempt(password)).kind).toBe('in');
  });

  it('lets no more through at once than one after the other', async () => {
    await add(world());
    const kinds = (await Promise.all(Array.from({ length: 12 }, () => attempt(wrong)))).map(
      ({ kind }) => kind,
    );
    expect(kinds.filter((kind) => kind === 'wrong').length).toBeLessThanOrEqual(5);
  });

  it('holds up an account that is tried from many addresses', async () => {
    await add(world());
    for (let i = 0; i < 20; i++) expect(await failures(1, { address: `10.1.0.${i}` })).toEqual([null]);
    expect(await failures(1, { address: '10.1.0.99' })).toEqual([expect.any(Date)]);
    expect(await failures(1, { name: 'other', address: '10.1.0.99' })).toEqual([null]);
  });

  it('holds up an address that tries many names', async () => {
    for (let i = 0; i < 50; i++) expect(await failures(1, { name: `name ${i}` })).toEqual([null]);
    expect(await failures(1, { name: 'one more' })).toEqual([expect.any(Date)]);
    expect(await failures(1, { name: 'one more', address: '10.0.0.8' })).toEqual([null]);
  });

  it("is not bought off by signing in with an account of one's own", async () => {
    const password = await add(world());
    expect((await attempt(password)).kind).toBe('in');
    for (let i = 0; i < 60; i++) await failures(1, { name: `name ${i}` });
    expect((await attempt(password)).kind).toBe('in');
    expect(await failures(1, { name: 'one more' })).toEqual([expect.any(Date)]);
  });

  it('does not let strangers lock out those who have signed in where they are', async () => {
    const password = await add(world());
    expect((await attempt(password)).kind).toBe('in');
    for (let i = 0; i < 40; i++) await failures(1, { address: `10.1.0.${i}` });
    for (let i = 0; i < 60; i++) await failures(1, { name: `name ${i}` });
    expect((await attempt(password, { address: '10.9.9.9', browser: 'new' })).kind).toBe('wait');
    expect((await attempt(password, { browser: 'new' })).kind).toBe('in');
  });

  it('does not let strangers at the same address lock out a browser where somebody has signed in', async () => {
    const password = await add(world());
    expect((await attempt(password, { browser: 'mine' })).kind).toBe('in');
    await failures(30);
    expect((await attempt(password, { browser: 'theirs' })).kind).toBe('wait');
    for (const address of [place.address, '10.9.9.9'])
      expect((await attempt(password, { browser: 'mine', address })).kind).toBe('in');
  });

  it('holds up a known browser for its own failures, and for no other name there', async () => {
    const password = await add(world());
    await add(world(), { name: 'Bình' });
    expect((await attempt(password, { browser: 'mine' })).kind).toBe('in');
    const ends = await failures(6, { browser: 'mine', address: '10.9.9.9' });
    expect(ends).toEqual([null, null, null, null, null, expect.any(Date)]);
    expect((await attempt(password, { browser: 'other' })).kind).toBe('in');
    const others = await failures(6, { browser: 'mine', name: 'Bình', address: '10.8.8.8' });
    expect(others.at(-1)).toEqual(expect.any(Date));
    expect(await failures(1, { name: 'Bình', address: '10.8.8.8' })).toEqual([expect.any(Date)]);
  });

  it('is no longer kept apart in a browser that was last used long ago, or before a reset', async () => {
    const password = await add(world());
    expect((await attempt(password, { browser: 'mine' })).kind).toBe('in');
    await failures(6);
    expect(await failures(1, { browser: 'mine' })).toEqual([null]);
    world().pass(121 * 24 * 60);
    await failures(6);
    expect(await failures(1, { browser: 'mine' })).toEqual([expect.any(Date)]);
    await resetPassword(world(), name);
    expect(await world().state.selectFrom('known_places').selectAll().execute()).toEqual([]);
  });

  it('never lasts longer than a quarter of an hour for anybody', async () => {
    const password = await add(world());
    for (let i = 0; i < 60; i++) await failures(1, { address: `10.1.0.${i}` });
    world().pass(15);
    expect((await attempt(password)).kind).toBe('in');
  });

  it('ends when an administrator sets a new password', async () => {
    await add(world());
    await failures(9);
    for (let i = 0; i < 25; i++) await failures(1, { address: `10.1.0.${i}` });
    const { password } = await resetPassword(world(), name);
    expect((await attempt(password)).kind).toBe('in');
  });

  it('keeps no name that was typed: it may be a password', async () => {
    await failures(1, { name: 'hunter2 typed in the wrong field' });
    const rows = JSON.stringify(await world().state.selectFrom('failures').selectAll().execute());
    expect(rows).not.toContain('hunter2');
  });
});
