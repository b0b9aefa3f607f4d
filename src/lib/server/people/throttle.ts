import type { State } from '../state/open.ts';
import { hashOf } from './secrets.ts';
import { nameKey } from './names.ts';
import { minutesFrom } from '../moments.ts';
import type { PeopleWorld } from './world.ts';

/** Where somebody tries to sign in, and as whom. The name is as typed: it need not exist. */
export interface Attempt {
  name: string;
  address: string;
  /** What their browser keeps since an earlier sign-in, whoever's it was, or will keep after this one. */
  browser: string;
}

interface Limit {
  /** So many failures are free; each one more doubles the wait. */
  free: number;
  longestMinutes: number;
}

/** One account in one known browser, from one address, from anywhere; any account from one address. */
const limits = {
  browser: { free: 4, longestMinutes: 15 },
  pair: { free: 4, longestMinutes: 15 },
  account: { free: 19, longestMinutes: 15 },
  address: { free: 49, longestMinutes: 2 },
} as const satisfies Record<string, Limit>;

type Kind = keyof typeof limits;

/** Failures are forgotten so long after the last one. */
const forgottenMinutes = 60;
/** Longer than a quarter: who only comes to look at one is still known. */
export const knownDays = 120;

/** Attempts are counted one after the other: what one adds, the next one sees. */
const queues = new WeakMap<State, Promise<unknown>>();

/**
 * Counts an attempt before its password is looked at (so that a hundred at once get no further than one after the
 * other), unless it has to wait: gives the time until then, null when it may go on. What others fail never holds up an
 * account in a browser where it has signed in lately, whatever address they share with it; nor, from elsewhere, at an
 * address where it has (the device cookies of OWASP's "Slow Down Online Guessing Attacks").
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
  const kinds = await kindsFor(world, attempt);
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

/** What an attempt counts for, and is held up by. */
async function kindsFor(world: PeopleWorld, attempt: Attempt): Promise<readonly Kind[]> {
  if (await isKnown(world, subjectOf('browser', attempt))) return ['browser'];
  return (await isKnown(world, subjectOf('pair', attempt))) ? ['pair'] : ['pair', 'account', 'address'];
}

/**
 * A sign-in that succeeded: its own failures are forgotten, and the account is known from now on at this address and in
 * this browser. What others failed at the address still counts, or an account of one's own would buy guesses at those
 * of others.
 */
export async function rememberSuccess(world: PeopleWorld, attempt: Attempt): Promise<void> {
  const kinds = await kindsFor(world, attempt);
  for (const kind of kinds) {
    const subject = subjectOf(kind, attempt);
    if (kind === 'account' || kind === 'address') await takeBack(world, subject);
    else await world.state.deleteFrom('failures').where('subject', '=', subject).execute();
  }
  const seen_at = world.now().toISOString();
  for (const kind of ['pair', 'browser'] as const) {
    await world.state
      .insertInto('known_places')
      .values({ subject: subjectOf(kind, attempt), seen_at })
      .onConflict((conflict) => conflict.column('subject').doUpdateSet({ seen_at }))
      .execute();
  }
}

/** Lets an account in again from anywhere, at an administrator's wish; where it was known is forgotten. */
export async function forgetFailures({ state }: PeopleWorld, name: string): Promise<void> {
  const account = `${subjectOf('account', { name, address: '', browser: '' })}%`;
  for (const table of ['failures', 'known_places'] as const)
    await state.deleteFrom(table).where('subject', 'like', account).execute();
}

/** Takes away what no longer holds anybody up. */
export async function tidyFailures({ state, now }: PeopleWorld): Promise<void> {
  const before = minutesFrom(now(), -forgottenMinutes);
  await state.deleteFrom('failures').where('failed_at', '<', before).execute();
  const long = minutesFrom(now(), -knownDays * 24 * 60);
  await state.deleteFrom('known_places').where('seen_at', '<', long).execute();
}

async function isKnown({ state, now }: PeopleWorld, subject: string): Promise<boolean> {
  const known = await state
    .selectFrom('known_places')
    .select('subject')
    .where('subject', '=', subject)
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

/** Hashed: what is typed as a name may be a password. All but the address's begin with the account's. */
function subjectOf(kind: Kind, { name, address, browser }: Attempt): string {
  const part = (text: string) => hashOf(text).slice(0, 32);
  if (kind === 'address') return `address:${part(address)}`;
  const account = `account:${part(nameKey(name))}`;
  if (kind === 'browser') return `${account}:browser:${part(browser)}`;
  return kind === 'account' ? account : `${account}:${part(address)}`;
}
