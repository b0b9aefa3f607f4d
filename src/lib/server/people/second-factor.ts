import { Secret, TOTP } from 'otpauth';
import { StartRefused } from '../operations/start-refused.ts';
import { openedFactor, sealedFactor } from '../state/factor-seal.ts';
import { homeOf } from '../state/open.ts';
import type { Role, SecondFactor } from '../state/tables.ts';
import { roles } from './roles.ts';
import type { PeopleWorld } from './world.ts';

/** RFC 6238 as every program for phones takes it: six digits by SHA-1, half a minute each. */
const form = { issuer: 'Lang Kinh', algorithm: 'SHA1', digits: 6, period: 30 } as const;
/** A clock may be one step off, either way. */
const window = 1;
/** 160 bits, as RFC 4226 recommends. */
const keyBytes = 20;

/** What to type into the program on the phone, or to open there. */
export interface ShownKey {
  /** In groups of four. */
  key: string;
  uri: string;
}

/** The factor of an account, proposed or in use; undefined when there is none. */
export function factorOf({ state }: PeopleWorld, name: string): Promise<SecondFactor | undefined> {
  return state.selectFrom('second_factors').selectAll().where('name', '=', name).executeTakeFirst();
}

/** Whether an account gives a code after its password. */
export async function hasFactor(world: PeopleWorld, name: string): Promise<boolean> {
  return ((await factorOf(world, name))?.confirmed_at ?? null) !== null;
}

/** The names of the accounts that give a code after their password. */
export async function factorHolders({ state }: PeopleWorld): Promise<ReadonlySet<string>> {
  const rows = await state
    .selectFrom('second_factors')
    .select('name')
    .where('confirmed_at', 'is not', null)
    .execute();
  return new Set(rows.map(({ name }) => name));
}

/** Makes a key for an account that has none; it asks for nothing until it is confirmed. Throws AuditUnwritable. */
export async function proposeFactor({ state }: PeopleWorld, name: string): Promise<void> {
  const key = sealedFactor(homeOf(state), name, new Secret({ size: keyBytes }).base32);
  await state
    .insertInto('second_factors')
    .values({ name, key, is_sealed: 1, confirmed_at: null, last_step: 0 })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** A key as its owner takes it over. Throws AuditUnwritable. */
export function shownKey({ state }: PeopleWorld, factor: SecondFactor): ShownKey {
  const { name } = factor;
  const key = openedFactor(homeOf(state), factor);
  return { key: key.replaceAll(/(.{4})(?=.)/g, '$1 '), uri: totp(key, name).toString() };
}

/** Puts a proposed key into use by a code of it; whether the code was right. */
export async function confirmFactor(world: PeopleWorld, name: string, code: string): Promise<boolean> {
  if (!(await takeCode(world, name, code))) return false;
  await world.state
    .updateTable('second_factors')
    .set({ confirmed_at: world.now().toISOString() })
    .where('name', '=', name)
    .execute();
  return true;
}

/**
 * Whether a code is right now, and neither it nor a later one was taken before: read over a shoulder it opens nothing.
 * Throws AuditUnwritable when its key cannot be opened.
 */
export async function takeCode(world: PeopleWorld, name: string, code: string): Promise<boolean> {
  const factor = await factorOf(world, name);
  if (!factor) return false;
  const timestamp = world.now().getTime();
  const token = code.replaceAll(/\s/g, '');
  const delta = totp(openedFactor(homeOf(world.state), factor), name).validate({ token, timestamp, window });
  if (delta === null) return false;
  const last_step = Math.floor(timestamp / 1000 / form.period) + delta;
  const { numUpdatedRows } = await world.state
    .updateTable('second_factors')
    .set({ last_step })
    .where('name', '=', name)
    .where('last_step', '<', last_step)
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}

/** Takes the factor of an account away. */
export async function removeFactor({ state }: PeopleWorld, name: string): Promise<void> {
  await state.deleteFrom('second_factors').where('name', '=', name).execute();
}

/** The roles of `SECOND_FACTOR_ROLES` (by comma; none by default), which must have a factor. Throws StartRefused. */
export function factorRoles(environment: NodeJS.ProcessEnv = process.env): ReadonlySet<Role> {
  const named = (environment['SECOND_FACTOR_ROLES'] ?? '').split(',').map((role) => role.trim());
  return new Set(named.filter((role) => role !== '').map(readRole));
}

function readRole(text: string): Role {
  const role = roles.find((each) => each === text);
  if (role) return role;
  throw new StartRefused(
    `SECOND_FACTOR_ROLES: không có vai trò "${text}"; chỉ nhận ${roles.join(', ')}, cách nhau bằng dấu phẩy.`,
  );
}

function totp(key: string, label: string): TOTP {
  return new TOTP({ ...form, label, secret: Secret.fromBase32(key) });
}
