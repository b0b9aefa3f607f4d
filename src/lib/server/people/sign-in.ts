import type { Person, Role } from '../state/tables.ts';
import { findPerson, isFirstOver } from './accounts.ts';
import { isPassword } from './hashing.ts';
import { demoName } from './names.ts';
import { longestPassword } from './password-rules.ts';
import { hasFactor } from './second-factor.ts';
import { startSession, type Place } from './sessions.ts';
import { rememberSuccess, takeAttempt, tidyFailures } from './throttle.ts';
import type { PeopleWorld } from './world.ts';

/** How a sign-in ended. `over`: by the right first password, too late; `owesCode`: the session waits for a code. */
export type SignInOutcome =
  | { kind: 'in'; secret: string; person: Person; owesCode: boolean }
  | { kind: 'wrong' }
  | { kind: 'over'; person: Person }
  | { kind: 'wait'; until: Date };

/** Who somebody says they are, and from where. */
export interface Claim {
  name: string;
  password: string;
  place: Place;
  /** What their browser keeps since an earlier sign-in, or will keep after this one. */
  browser: string;
}

/**
 * Signs somebody in by name and password. A name that is unknown or closed is answered like a wrong password, after
 * the same work. Throws TooBusy.
 */
export async function signIn(
  world: PeopleWorld,
  { name, password, place, browser }: Claim,
): Promise<SignInOutcome> {
  const attempt = { name, address: place.address, browser };
  await tidyFailures(world);
  const until = await takeAttempt(world, attempt);
  if (until) return { kind: 'wait', until };
  const person = await findPerson(world, name);
  const known = person && !person.is_disabled ? person.password_hash : null;
  const matches = await isPassword(known, password.slice(0, 4 * longestPassword));
  if (!matches || !person) return { kind: 'wrong' };
  if (isFirstOver(person, world.now())) return { kind: 'over', person };
  const owesCode = await hasFactor(world, person.name);
  // Whoever has the password alone must not get the guesses at the code anew with it.
  if (!owesCode) await rememberSuccess(world, attempt);
  const secondStep = owesCode ? 'owed' : 'none';
  const secret = await startSession(world, person.name, { ...place, secondStep });
  return { kind: 'in', secret, person, owesCode };
}

/** Begins a session of the demo account of a role; null while there are no demo accounts. */
export async function signInAsDemo(world: PeopleWorld, role: Role, place: Place): Promise<string | null> {
  const exists = (await world.hasDemo?.()) ?? false;
  return exists ? startSession(world, demoName(role), { ...place, secondStep: 'elsewhere' }) : null;
}
