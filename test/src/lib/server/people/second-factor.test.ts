import { describe, expect, it } from 'vitest';
import { auditKey } from '../../../../../src/lib/server/audit/key.ts';
import { StartRefused } from '../../../../../src/lib/server/operations/start-refused.ts';
import { resetPassword } from '../../../../../src/lib/server/people/accounts.ts';
import {
  confirmFactor,
  factorHolders,
  factorOf,
  factorRoles,
  hasFactor,
  proposeFactor,
  removeFactor,
  shownKey,
  takeCode,
} from '../../../../../src/lib/server/people/second-factor.ts';
import { signedInBy, startSession } from '../../../../../src/lib/server/people/sessions.ts';
import { signIn } from '../../../../../src/lib/server/people/sign-in.ts';
import { takeAttempt } from '../../../../../src/lib/server/people/throttle.ts';
import { add, place, useWorld } from './support.ts';

const world = useWorld();
const name = 'Nguyễn An';

/** At a moment, in seconds since 1970. */
const at = (seconds: number) => ({ ...world(), now: () => new Date(seconds * 1000) });

/** Gives the account the key of RFC 6238, appendix B: 12345678901234567890. */
async function withKnownKey() {
  const password = await add(world());
  const key = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
  await world()
    .state.insertInto('second_factors')
    .values({ name, key, is_sealed: 0, confirmed_at: null, last_step: 0 })
    .execute();
  return password;
}

describe('a code', () => {
  it.each([
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_234_567_890, '005924'],
    [20_000_000_000, '353130'],
  ])('is that of RFC 6238 at second %i', async (seconds, code) => {
    await withKnownKey();
    expect(await takeCode(at(seconds), name, '000000')).toBe(false);
    expect(await takeCode(at(seconds), name, `${code.slice(0, 3)} ${code.slice(3)}`)).toBe(true);
  });

  it('is taken once, half a minute early or late, and no earlier one after it', async () => {
    await withKnownKey();
    // Step 1 is from second 30 to 59; 755224 is that of step 0.
    expect(await takeCode(at(119), name, '287082')).toBe(false);
    expect(await takeCode(at(29), name, '287082')).toBe(true);
    expect(await takeCode(at(59), name, '287082')).toBe(false);
    expect(await takeCode(at(29), name, '755224')).toBe(false);
  });

  it('opens nothing for an account without a key, nor by another one', async () => {
    await withKnownKey();
    expect(await takeCode(at(59), 'nobody', '287082')).toBe(false);
    for (const code of ['', '28708', '2870821', 'abcdef', '94287082'])
      expect(await takeCode(at(59), name, code), code).toBe(false);
  });
});

describe('a second factor', () => {
  it('asks for nothing until a code of it was given', async () => {
    const password = await withKnownKey();
    const claim = { name, password, place, browser: 'a browser' };
    expect(await signIn(world(), claim)).toMatchObject({ kind: 'in', owesCode: false });
    expect(await confirmFactor(at(59), name, '000000')).toBe(false);
    expect(await hasFactor(world(), name)).toBe(false);
    expect(await confirmFactor(at(59), name, '287082')).toBe(true);
    const outcome = await signIn(world(), claim);
    expect(outcome).toMatchObject({ kind: 'in', owesCode: true });
    const secret = outcome.kind === 'in' ? outcome.secret : '';
    expect(await signedInBy(world(), secret)).toMatchObject({ owes: 'code' });
    const now = world().now().getTime();
    const later = { ...world(), now: () => new Date(now + 10 * 60_000) };
    expect(await signedInBy(later, secret)).toBeNull();
  });

  it('leaves whoever has the password alone no more guesses than anybody', async () => {
    const password = await withKnownKey();
    await confirmFactor(at(59), name, '287082');
    const ends = [];
    for (let i = 0; i < 3; i++) {
      const claim = { name, password, place, browser: 'a browser' };
      ends.push((await signIn(world(), claim)).kind);
      ends.push(
        (await takeAttempt(world(), { name, address: place.address, browser: 'a browser' })) === null,
      );
    }
    expect(ends).toEqual(['in', true, 'in', true, 'in', false]);
  });

  it('is another key each time, of 160 bits, shown as text and as an address', async () => {
    await add(world());
    auditKey(world().dataDir, { makeNew: true });
    const shown = async () => {
      await proposeFactor(world(), name);
      const factor = await factorOf(world(), name);
      if (!factor) throw new Error('It was proposed.');
      return shownKey(world(), factor);
    };
    const first = await shown();
    expect(await shown()).toEqual(first);
    const key = first.key.replaceAll(' ', '');
    expect(key).toMatch(/^[A-Z2-7]{32}$/);
    expect(first.uri).toContain(`secret=${key}`);
    expect(first.uri).toMatch(/^otpauth:\/\/totp\/Lang%20Kinh:/);
    await removeFactor(world(), name);
    expect((await shown()).key).not.toBe(first.key);
  });

  it('is known of by name once it is confirmed', async () => {
    await withKnownKey();
    expect([...(await factorHolders(world()))]).toEqual([]);
    await confirmFactor(at(59), name, '287082');
    expect([...(await factorHolders(world()))]).toEqual([name]);
  });

  it('is taken away with the password by an administrator', async () => {
    await withKnownKey();
    await confirmFactor(at(59), name, '287082');
    await resetPassword(world(), name);
    expect(await factorOf(world(), name)).toBeUndefined();
  });
});

describe('roles that must have one', () => {
  it('are those of the setting', () => {
    expect([...factorRoles({})]).toEqual([]);
    expect([...factorRoles({ SECOND_FACTOR_ROLES: 'admin, steward' })]).toEqual(['admin', 'steward']);
    expect(() => factorRoles({ SECOND_FACTOR_ROLES: 'admin,chief' })).toThrow(StartRefused);
  });

  it('owe it after their password, unless somebody else vouches for them', async () => {
    await withKnownKey();
    await world().state.updateTable('people').set({ must_change_password: 0 }).execute();
    const [own, vouched] = [
      await startSession(world(), name, place),
      await startSession(world(), name, { ...place, secondStep: 'elsewhere' }),
    ];
    process.env['SECOND_FACTOR_ROLES'] = 'analyst';
    try {
      expect(await signedInBy(world(), own)).toMatchObject({ owes: 'factor' });
      expect(await signedInBy(world(), vouched)).toMatchObject({ owes: null });
      await confirmFactor(at(59), name, '287082');
      expect(await signedInBy(world(), own)).toMatchObject({ owes: null });
    } finally {
      delete process.env['SECOND_FACTOR_ROLES'];
    }
  });
});
