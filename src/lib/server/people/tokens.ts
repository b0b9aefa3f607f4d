import type { Viewer } from '../access/viewer.ts';
import type { Role, Token } from '../state/tables.ts';
import { findPerson, PeopleRefused } from './accounts.ts';
import { nameKey } from './names.ts';
import { hashOf, newLabel, newSecret } from './secrets.ts';
import { viewerOf } from './sessions.ts';
import { minutesFrom } from '../moments.ts';
import type { PeopleWorld } from './world.ts';

export const usualTokenDays = 90;
export const mostTokenDays = 366;
const touchMinutes = 1;

/** A token as it is shown, once. */
export interface IssuedToken {
  token: string;
  label: string;
  name: string;
  role: Role;
  expiresAt: string;
}

/** What is known of a token afterwards. */
export type KnownToken = Omit<Token, 'token_hash'>;

/** Makes a token with the role of its owner, valid at once. Throws PeopleRefused. */
export async function issueToken(
  world: PeopleWorld,
  name: string,
  days = usualTokenDays,
): Promise<IssuedToken> {
  const person = await findPerson(world, name);
  if (!person || person.is_disabled) {
    throw new PeopleRefused('unknown_name', `Không có tài khoản đang mở "${name.slice(0, 64)}".`);
  }
  const token = `lk_${newSecret()}`;
  const row = {
    token_hash: hashOf(token),
    label: newLabel('t'),
    name: person.name,
    created_at: world.now().toISOString(),
    expires_at: minutesFrom(world.now(), days * 24 * 60),
    used_at: null,
    revoked_at: null,
  };
  await world.state.insertInto('tokens').values(row).execute();
  return { token, label: row.label, name: person.name, role: person.role, expiresAt: row.expires_at };
}

/** Whose token that is; null when it has expired or was revoked, or its owner may not come in any more. */
export async function viewerByToken(world: PeopleWorld, token: string): Promise<Viewer | null> {
  const now = world.now();
  const found = await world.state
    .selectFrom('tokens')
    .innerJoin('people', 'people.name', 'tokens.name')
    .selectAll('people')
    .select(['tokens.label', 'tokens.used_at'])
    .where('token_hash', '=', hashOf(token))
    .where('tokens.expires_at', '>', now.toISOString())
    .where('tokens.revoked_at', 'is', null)
    .where('people.is_disabled', '=', 0)
    .executeTakeFirst();
  if (!found) return null;
  if (found.used_at === null || found.used_at <= minutesFrom(now, -touchMinutes)) {
    const used_at = now.toISOString();
    await world.state.updateTable('tokens').set({ used_at }).where('label', '=', found.label).execute();
  }
  return viewerOf(found, found.label, 'token');
}

/** All tokens, the newest first; of one person, or of everybody. */
export function listTokens({ state }: PeopleWorld, name: string | null): Promise<KnownToken[]> {
  const all = state
    .selectFrom('tokens')
    .select(['label', 'name', 'created_at', 'expires_at', 'used_at', 'revoked_at'])
    .orderBy('created_at', 'desc');
  return name === null ? all.execute() : all.where('name', '=', name).execute();
}

/** Revokes a token of one person by its label; gives whether there was one that still held. */
export async function revokeOwnToken(
  { state, now }: PeopleWorld,
  { label, name }: { label: string; name: string },
): Promise<boolean> {
  const { numUpdatedRows } = await state
    .updateTable('tokens')
    .set({ revoked_at: now().toISOString() })
    .where('label', '=', label)
    .where('name', '=', name)
    .where('revoked_at', 'is', null)
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}

/** Revokes what still holds under a label, a token or the name of an account; gives what was revoked. */
export function revokeTokens({ state, now }: PeopleWorld, which: string): Promise<KnownToken[]> {
  const owner = state.selectFrom('people').select('name').where('name_key', '=', nameKey(which));
  return state
    .updateTable('tokens')
    .set({ revoked_at: now().toISOString() })
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now().toISOString())
    .where((eb) =>
      eb.or([eb('label', '=', which), eb('token_hash', '=', hashOf(which)), eb('name', 'in', owner)]),
    )
    .returning(['label', 'name', 'created_at', 'expires_at', 'used_at', 'revoked_at'])
    .execute();
}
