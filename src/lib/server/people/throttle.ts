import type { State } from '../state/open.ts';
import { hashOf } from './secrets.ts';
import { nameKey } from './names.ts';
import { minutesFrom, type PeopleWorld } from './world.ts';

/** Where somebody tries to sign in, and as whom. The name is as typed: it need not exist. */
export interface Attempt {
  name: string;
  address: string;
}

interface Limit {
  /** So many failures are free; each one more doubles the wait. */
  free: number;
  longestMinutes: number;
}

/** One account from one address; one account from anywhere; any account from one address. */
const limits = {
  pair: { free: 4, longestMinutes: 15 },
  account: { free: 19, longestMinutes: 15 },
  address: { free: 49, longestMinutes: 2 },
} as const satisfies Record<string, Limit>;

type Kind = keyof typeof limits;

/** Failures are forgotten so long after the last one. */
const forgottenMinutes = 60;
const knownDays = 30;

/** Attempts are counted one after the other: what one adds, the next one sees. */
const queues = new WeakMap<State, Promise<unknown>>();

/**
 * Counts an attempt before its password is looked at (so that a hundred at once get no further than one after the
 * other), unless it has to wait: gives the time until then, null when it may go on. Somebody else's failures never
 * hold up an account where it has signed in lately.
 */
export function takeAttempt(world: PeopleWorld, attempt: Attempt): Promise<Date | null> {
  const before = queues.get(world.state) ?? Promise.resolve();
  const mine = before.then(() => taken(world, attempt));
  queues.set(
    world.state,
    mine.catch(() => undefined),
  );
  return mine;
}

async function taken(world: PeopleWorld, attempt: Attempt): Promise<Date | null> {
  const kinds: Kind[] = (await isKnown(world, attempt)) ? ['pair'] : ['pair', 'account', 'address'];
  const now = world.now();
  const found = await world.state
    .selectFrom('failures')
    .select('blocked_until')
    .where(
      'subject',
      'in',
      kinds.map((kind) => subjectOf(kind, attempt)),
    )
    .where('blocked_until', '>', now.toISOString())
    .orderBy('blocked_until', 'desc')
    .executeTakeFirst();
  if (found?.blocked_until) return new Date(found.blocked_until);
  for (const kind of kinds) await count(world, subjectOf(kind, attempt), limits[kind]);
  return null;
}

/**
 * A sign-in that succeeded: its own failures are forgotten, and the account is known at this address from now on. What
 * others failed at the address still counts, or an account of one's own would buy guesses at those of others.
 */
export async function rememberSuccess(world: PeopleWorld, attempt: Attempt): Promise<void> {
  const seen_at = world.now().toISOString();
  const subject = subjectOf('pair', attempt);
  const counted = (await isKnown(world, attempt)) ? [] : (['account', 'address'] as const);
  for (const kind of counted) await takeBack(world, subjectOf(kind, attempt));
  await world.state.deleteFrom('failures').where('subject', '=', subject).execute();
  await world.state
    .insertInto('known_addresses')
    .values({ subject, seen_at })
    .onConflict((conflict) => conflict.column('subject').doUpdateSet({ seen_at }))
    .execute();
}

/** Lets an account in again from anywhere, at an administrator's wish. */
export async function forgetFailures({ state }: PeopleWorld, name: string): Promise<void> {
  const account = subjectOf('account', { name, address: '' });
  await state.deleteFrom('failures').where('subject', 'like', `${account}%`).execute();
}

/** Takes away what no longer holds anybody up. */
export async function tidyFailures({ state, now }: PeopleWorld): Promise<void> {
  const before = minutesFrom(now(), -forgottenMinutes);
  await state.deleteFrom('failures').where('failed_at', '<', before).execute();
  const long = minutesFrom(now(), -knownDays * 24 * 60);
  await state.deleteFrom('known_addresses').where('seen_at', '<', long).execute();
}

async function isKnown({ state, now }: PeopleWorld, attempt: Attempt): Promise<boolean> {
  const known = await state
    .selectFrom('known_addresses')
    .select('subject')
    .where('subject', '=', subjectOf('pair', attempt))
    .where('seen_at', '>', minutesFrom(now(), -knownDays * 24 * 60))
    .executeTakeFirst();
  return known !== undefined;
}

/** One more failure; from the free ones on, each doubles the wait: 1, 2, 4 ... minutes. */
async function count({ state, now }: PeopleWorld, subject: string, limit: Limit): Promise<void> {
  const failed_at = now().toISOString();
  const { failed_count } = await state
    .insertInto('failures')
    .values({ subject, failed_count: 1, failed_at, blocked_until: null })
    .onConflict((conflict) =>
      conflict.column('subject').doUpdateSet((eb) => ({
        failed_at,
        blocked_until: null,
        failed_count: eb
          .case()
          .when('failures.failed_at', '<', minutesFrom(now(), -forgottenMinutes))
          .then(1)
          .else(eb('failures.failed_count', '+', 1))
          .end(),
      })),
    )
    .returning('failed_count')
    .executeTakeFirstOrThrow();
  const beyond = failed_count - limit.free;
  if (beyond < 1) return;
  const minutes = Math.min(limit.longestMinutes, 2 ** Math.min(beyond - 1, 10));
  const blocked_until = minutesFrom(now(), minutes);
  await state.updateTable('failures').set({ blocked_until }).where('subject', '=', subject).execute();
}

/** A success is no failure: what was counted beforehand is taken back, with the wait that came of it. */
async function takeBack({ state }: PeopleWorld, subject: string): Promise<void> {
  await state
    .updateTable('failures')
    .set((eb) => ({ failed_count: eb('failed_count', '-', 1), blocked_until: null }))
    .where('subject', '=', subject)
    .where('failed_count', '>', 0)
    .execute();
}

/** Hashed: what is typed as a name may be a password. The pair's begins with the account's. */
function subjectOf(kind: Kind, { name, address }: Attempt): string {
  if (kind === 'address') return `address:${hashOf(address).slice(0, 32)}`;
  const account = `account:${hashOf(nameKey(name)).slice(0, 32)}`;
  return kind === 'account' ? account : `${account}:${hashOf(address).slice(0, 32)}`;
}
