import type { Disclosure, NewPerson, Person, Role } from '../state/tables.ts';
import { hashPassword, isPassword } from './hashing.ts';
import { isDemoName, nameKey, readName } from './names.ts';
import { passwordProblem, type PasswordProblem } from './password-rules.ts';
import { removeFactor } from './second-factor.ts';
import { firstPassword } from './secrets.ts';
import { forgetFailures } from './throttle.ts';
import { minutesFrom } from '../moments.ts';
import type { PeopleWorld } from './world.ts';

/** Something that cannot be done to an account; nothing has changed. */
export class PeopleRefused extends Error {
  override readonly name = 'PeopleRefused';
  readonly reason: 'name_taken' | 'unknown_name' | 'bound_and_restricted' | 'demo_name';

  constructor(reason: PeopleRefused['reason'], message: string) {
    super(message);
    this.reason = reason;
  }
}

/** What an administrator says of a new account. */
export interface Appointment {
  name: string;
  role: Role;
  organization: string | null;
  disclosure: Disclosure;
}

/** A password that is shown once. */
export interface FirstSignIn {
  person: Person;
  password: string;
  /** From then on it opens nothing. */
  until: string;
}

/** For so long a password that somebody else has read may wait for its owner. */
export const firstPasswordDays = 7;

/** Makes an account with a first password, to be changed at the first sign-in. Throws BadName, PeopleRefused. */
export async function addPerson(world: PeopleWorld, given: Appointment): Promise<FirstSignIn> {
  if (given.organization !== null && given.disclosure === 'restricted') {
    throw new PeopleRefused(
      'bound_and_restricted',
      'Giới hạn theo tổ chức và mức công bố hạn chế không dùng cùng lúc: số của một tổ chức lộ điều mức hạn chế phải giấu.',
    );
  }
  const name = readName(given.name);
  if (isDemoName(name)) {
    throw new PeopleRefused('demo_name', 'Tên bắt đầu bằng "demo." chỉ dành cho tài khoản mẫu.');
  }
  const password = firstPassword();
  const at = world.now().toISOString();
  const until = endOfFirst(world);
  const person: NewPerson = {
    ...given,
    name,
    name_key: nameKey(name),
    password_hash: await hashPassword(password),
    must_change_password: 1,
    password_until: until,
    is_disabled: 0,
    created_at: at,
    changed_at: at,
  };
  const added = await world.state
    .insertInto('people')
    .values(person)
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst();
  if (!added) throw new PeopleRefused('name_taken', `Đã có tài khoản "${name}".`);
  return { person: added, password, until };
}

function endOfFirst({ now }: PeopleWorld): string {
  return minutesFrom(now(), firstPasswordDays * 24 * 60);
}

/** Whether an account has a first password that nobody has used in time. */
export function isFirstOver({ must_change_password, password_until }: Person, now: Date): boolean {
  return must_change_password !== 0 && password_until !== null && password_until <= now.toISOString();
}

/** The account of a name, whatever its capitals; undefined when there is none. */
export function findPerson({ state }: PeopleWorld, name: string): Promise<Person | undefined> {
  return state.selectFrom('people').selectAll().where('name_key', '=', nameKey(name)).executeTakeFirst();
}

/** Every account by name. */
export function listPeople({ state }: PeopleWorld): Promise<Person[]> {
  return state.selectFrom('people').selectAll().orderBy('name_key').execute();
}

/** How many accounts can sign in. */
export async function countPeople({ state }: PeopleWorld): Promise<number> {
  const { count } = await state
    .selectFrom('people')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('is_disabled', '=', 0)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** Gives an account another role; ends its sessions and tokens. Throws PeopleRefused. */
export function changeRole(world: PeopleWorld, name: string, role: Role): Promise<Person> {
  return change(world, name, { role });
}

/** Closes an account or opens it again; ends its sessions and tokens. Throws PeopleRefused. */
export function setDisabled(world: PeopleWorld, name: string, isDisabled: boolean): Promise<Person> {
  return change(world, name, { is_disabled: isDisabled ? 1 : 0 });
}

/**
 * Gives an account a new first password, takes its second factor away, opens its way in again for those who mistyped, and
 * ends its sessions and tokens. Throws PeopleRefused.
 */
export async function resetPassword(world: PeopleWorld, name: string): Promise<FirstSignIn> {
  const password = firstPassword();
  const until = endOfFirst(world);
  const password_hash = await hashPassword(password);
  const person = await change(world, name, { password_hash, must_change_password: 1, password_until: until });
  await removeFactor(world, person.name);
  await forgetFailures(world, person.name);
  return { person, password, until };
}

/** What is wrong with a change of password that an owner asks for; null when nothing is. Throws TooBusy. */
export async function refusedPassword(
  person: Person,
  { current, next }: { current: string; next: string },
): Promise<PasswordProblem | 'wrong' | 'same' | null> {
  if (!(await isPassword(person.password_hash, current))) return 'wrong';
  if (current.normalize('NFC') === next.normalize('NFC')) return 'same';
  return passwordProblem(next, [person.name, person.organization ?? '']);
}

/** Gives an account a password of its owner's choice; all its sessions end, the one at hand too. Throws TooBusy. */
export async function setPassword(world: PeopleWorld, { name }: Person, next: string): Promise<void> {
  await world.state
    .updateTable('people')
    .set({
      password_hash: await hashPassword(next),
      must_change_password: 0,
      password_until: null,
      changed_at: world.now().toISOString(),
    })
    .where('name', '=', name)
    .execute();
  await world.state.deleteFrom('sessions').where('name', '=', name).execute();
}

/**
 * The open account of a name that somebody else vouches for; undefined when there is none. A first password that was
 * never used is taken back: whoever comes in so does not know it.
 */
export async function enterWithoutPassword(world: PeopleWorld, name: string): Promise<Person | undefined> {
  const person = await findPerson(world, name);
  if (!person || person.is_disabled) return undefined;
  if (person.must_change_password) {
    await world.state
      .updateTable('people')
      .set({
        password_hash: null,
        must_change_password: 0,
        password_until: null,
        changed_at: world.now().toISOString(),
      })
      .where('name', '=', person.name)
      .execute();
  }
  return person;
}

async function change(world: PeopleWorld, name: string, changes: Partial<NewPerson>): Promise<Person> {
  const at = world.now().toISOString();
  const person = await world.state
    .updateTable('people')
    .set({ ...changes, changed_at: at })
    .where('name_key', '=', nameKey(name))
    .returningAll()
    .executeTakeFirst();
  if (!person) throw new PeopleRefused('unknown_name', `Không có tài khoản "${name.slice(0, 64)}".`);
  await world.state.deleteFrom('sessions').where('name', '=', person.name).execute();
  await world.state
    .updateTable('tokens')
    .set({ revoked_at: at })
    .where('name', '=', person.name)
    .where('revoked_at', 'is', null)
    .execute();
  return person;
}
