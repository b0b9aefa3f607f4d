import { describe, expect, it } from 'vitest';
import {
  addPerson,
  changeRole,
  findPerson,
  refusedPassword,
  listPeople,
  resetPassword,
  setDisabled,
  setPassword,
} from '../../../../../src/lib/server/people/accounts.ts';
import { isPassword } from '../../../../../src/lib/server/people/hashing.ts';
import { signedInBy, startSession } from '../../../../../src/lib/server/people/sessions.ts';
import { issueToken, viewerByToken } from '../../../../../src/lib/server/people/tokens.ts';
import { add, place, useWorld } from './support.ts';

const world = useWorld();
const person = { name: 'Nguyễn An', role: 'analyst', organization: null, disclosure: 'full' } as const;

describe('an account', () => {
  it('is found by its name, whatever its capitals, blanks and form of its letters', async () => {
    await add(world(), { name: '  Nguyễn   An ' });
    const spelt = ['NGUYỄN AN', 'nguyễn an', 'Nguyễn An'.normalize('NFD')];
    for (const name of spelt) expect((await findPerson(world(), name))?.name).toBe('Nguyễn An');
    for (const name of spelt)
      await expect(addPerson(world(), { ...person, name })).rejects.toMatchObject({ reason: 'name_taken' });
    expect(await listPeople(world())).toHaveLength(1);
  });

  it.each(['', ' ', 'a'.repeat(65), '-an', 'an;', '<b>an</b>', 'an\u202ebn', 'an\nbn\u0000', '../an'])(
    'is not made with the name %j',
    async (name) => {
      await expect(addPerson(world(), { ...person, name })).rejects.toThrow('Tên tài khoản');
    },
  );

  it('is not bound to an organisation and restricted at once', async () => {
    const given = { ...person, organization: '0004', disclosure: 'restricted' } as const;
    await expect(addPerson(world(), given)).rejects.toMatchObject({ reason: 'bound_and_restricted' });
    await addPerson(world(), { ...given, disclosure: 'full' });
    await addPerson(world(), { ...given, name: 'b', organization: null });
    expect(await listPeople(world())).toMatchObject([
      { name: 'b', organization: null, disclosure: 'restricted' },
      { name: 'Nguyễn An', organization: '0004', disclosure: 'full' },
    ]);
  });

  it('keeps of its password the argon2id hash with 64 MiB and three passes', async () => {
    const password = await add(world());
    const row = await findPerson(world(), 'nguyễn an');
    expect(row?.password_hash).toMatch(/^\$argon2id\$v=19\$m=65536,t=3,p=1\$/);
    expect(password).toMatch(/^([a-z2-9]{5}-){3}[a-z2-9]{5}$/);
    expect(await isPassword(row?.password_hash ?? null, password)).toBe(true);
    expect(await isPassword(null, 'no account has this password')).toBe(false);
  });
});

describe('a password of one’s own', () => {
  const next = 'Trời mưa thì ở nhà';

  it('takes the place of the first one, in whatever form its letters are typed', async () => {
    const current = await add(world());
    const before = await findPerson(world(), person.name);
    if (!before) throw new Error('no account');
    expect(await refusedPassword(before, { current: 'other', next })).toBe('wrong');
    expect(await refusedPassword(before, { current, next: current })).toBe('same');
    expect(await refusedPassword(before, { current, next: 'Nguyễn An 123' })).toBe('context');
    expect(await refusedPassword(before, { current, next: next.normalize('NFD') })).toBeNull();
    await setPassword(world(), before, next.normalize('NFD'));
    const after = await findPerson(world(), person.name);
    expect(after?.must_change_password).toBe(0);
    expect(await isPassword(after?.password_hash ?? null, next.normalize('NFC'))).toBe(true);
    expect(await isPassword(after?.password_hash ?? null, current)).toBe(false);
  });

  it('ends every session, those of a thief too', async () => {
    await add(world());
    const secret = await startSession(world(), person.name, place);
    const before = await findPerson(world(), person.name);
    if (!before) throw new Error('no account');
    await setPassword(world(), before, next);
    expect(await signedInBy(world(), secret)).toBeNull();
  });
});

describe('what an administrator changes', () => {
  it.each([
    ['another role', () => changeRole(world(), 'nguyễn an', 'committee')],
    ['a closed account', () => setDisabled(world(), 'NGUYỄN AN', true)],
    ['another password', () => resetPassword(world(), 'Nguyễn An')],
  ])('takes effect at once: %s ends sessions and tokens', async (_, change) => {
    await add(world());
    await add(world(), { name: 'other' });
    const [mine, others] = [
      await startSession(world(), person.name, place),
      await startSession(world(), 'other', place),
    ];
    const { token } = await issueToken(world(), person.name);
    expect([await signedInBy(world(), mine), await viewerByToken(world(), token)]).not.toContain(null);
    await change();
    expect([await signedInBy(world(), mine), await viewerByToken(world(), token)]).toEqual([null, null]);
    expect(await signedInBy(world(), others)).not.toBeNull();
  });

  it('is refused for a name that nobody has', async () => {
    await expect(changeRole(world(), 'nobody', 'admin')).rejects.toMatchObject({ reason: 'unknown_name' });
    await expect(resetPassword(world(), 'nobody')).rejects.toMatchObject({ reason: 'unknown_name' });
  });
});
