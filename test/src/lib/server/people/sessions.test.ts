import { describe, expect, it } from 'vitest';
import { setDisabled } from '../../../../../src/lib/server/people/accounts.ts';
import {
  endSession,
  endSessions,
  listSessions,
  signedInBy,
  startSession,
} from '../../../../../src/lib/server/people/sessions.ts';
import { add, place, useWorld } from './support.ts';

const world = useWorld();
const name = 'Nguyễn An';

describe('a session', () => {
  it('knows its person, and keeps of its secret only the hash', async () => {
    await add(world(), { organization: '0004' });
    const secret = await startSession(world(), name, place);
    expect(Buffer.from(secret, 'base64url')).toHaveLength(32);
    expect(await signedInBy(world(), secret)).toMatchObject({
      viewer: { name, role: 'analyst', organization: '0004', disclosure: 'full', by: 'session' },
      owes: 'password',
    });
    const rows = JSON.stringify(await world().state.selectFrom('sessions').selectAll().execute());
    expect(rows).not.toContain(secret);
    expect(await signedInBy(world(), `${secret}x`)).toBeNull();
    expect(await signedInBy(world(), '')).toBeNull();
  });

  it('ends after 30 minutes without use, and not while it is used', async () => {
    await add(world());
    const secret = await startSession(world(), name, place);
    for (let i = 0; i < 5; i++) {
      world().pass(29);
      expect(await signedInBy(world(), secret)).not.toBeNull();
    }
    world().pass(31);
    expect(await signedInBy(world(), secret)).toBeNull();
  });

  it('ends 12 hours after the sign-in, however much it is used', async () => {
    await add(world());
    const secret = await startSession(world(), name, place);
    for (let i = 0; i < 47; i++) {
      world().pass(15);
      expect(await signedInBy(world(), secret)).not.toBeNull();
    }
    world().pass(15);
    expect(await signedInBy(world(), secret)).toBeNull();
  });

  it('is written to at most once a minute', async () => {
    await add(world());
    const secret = await startSession(world(), name, place);
    const seen = async () => (await listSessions(world(), name))[0]?.seen_at;
    world().pass(0.9);
    await signedInBy(world(), secret);
    expect(await seen()).toBe('2026-11-02T01:00:00.000Z');
    world().pass(0.2);
    await signedInBy(world(), secret);
    expect(await seen()).toBe('2026-11-02T01:01:06.000Z');
  });

  it('is gone from the server once it is ended, and for a closed account', async () => {
    await add(world());
    const [first, second] = [
      await startSession(world(), name, place),
      await startSession(world(), name, place),
    ];
    expect(first).not.toBe(second);
    await endSession(world(), first);
    expect([await signedInBy(world(), first), (await signedInBy(world(), second))?.viewer.name]).toEqual([
      null,
      name,
    ]);
    await setDisabled(world(), name, true);
    expect(await signedInBy(world(), second)).toBeNull();
  });

  it('is listed with those that hold, and ended by its label for its own person only', async () => {
    await add(world());
    await add(world(), { name: 'other' });
    await startSession(world(), name, place);
    world().pass(31);
    const secret = await startSession(world(), name, place);
    const [only, ...more] = await listSessions(world(), name);
    expect(more).toEqual([]);
    expect(await endSessions(world(), { name: 'other', label: only?.label ?? '' })).toBe(0);
    expect(await signedInBy(world(), secret)).not.toBeNull();
    expect(await endSessions(world(), { name, label: only?.label ?? '' })).toBe(1);
    expect(await signedInBy(world(), secret)).toBeNull();
  });

  it('ends for everybody at an administrator’s wish', async () => {
    await add(world());
    await add(world(), { name: 'other' });
    for (const each of [name, 'other']) await startSession(world(), each, place);
    expect(await listSessions(world(), null)).toHaveLength(2);
    expect(await endSessions(world(), {})).toBe(2);
    expect(await listSessions(world(), null)).toEqual([]);
  });
});
