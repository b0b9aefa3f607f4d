import type { Viewer } from '../access/viewer.ts';
import type { Person, SecondStep, Session } from '../state/tables.ts';
import { demoRole } from './names.ts';
import { factorRoles, hasFactor } from './second-factor.ts';
import { hashOf, newLabel, newSecret } from './secrets.ts';
import { minutesFrom } from '../moments.ts';
import type { PeopleWorld } from './world.ts';

const idleMinutes = 30;
const absoluteMinutes = 12 * 60;
/** For a code to be read from a phone. */
const owingMinutes = 10;
/** A session is marked as used at most so often: reading pages must not mean writing. */
const touchMinutes = 1;

/** Where a session is used from. */
export interface Place {
  address: string;
  agent: string;
}

/** What somebody has to do before anything else: give a code, or choose a password or a second factor of their own. */
export type Owed = 'code' | 'password' | 'factor';

/** Who is signed in, and what stands in their way until they do it. */
export interface SignedIn {
  viewer: Viewer;
  owes: Owed | null;
}

/** Begins a session; gives its secret, which goes into the cookie and is kept nowhere. */
export async function startSession(
  world: PeopleWorld,
  name: string,
  { address, agent, secondStep = 'none' }: Place & { secondStep?: SecondStep },
): Promise<string> {
  const secret = newSecret();
  const now = world.now();
  await tidySessions(world);
  await world.state
    .insertInto('sessions')
    .values({
      id_hash: hashOf(secret),
      label: newLabel('s'),
      name,
      created_at: now.toISOString(),
      seen_at: now.toISOString(),
      expires_at: minutesFrom(now, secondStep === 'owed' ? owingMinutes : absoluteMinutes),
      address,
      agent: agent.slice(0, 200),
      second_step: secondStep,
    })
    .execute();
  return secret;
}

/** Who a cookie's secret belongs to; null when the session has ended, or its account may not come in any more. */
export async function signedInBy(world: PeopleWorld, secret: string): Promise<SignedIn | null> {
  const now = world.now();
  const session = await world.state
    .selectFrom('sessions')
    .select(['name', 'label', 'seen_at', 'second_step'])
    .where('id_hash', '=', hashOf(secret))
    .where('expires_at', '>', now.toISOString())
    .where('seen_at', '>', minutesFrom(now, -idleMinutes))
    .executeTakeFirst();
  const who = session && (await whoHas(world, session));
  if (!who) return null;
  if (session.seen_at <= minutesFrom(now, -touchMinutes)) {
    const seen_at = now.toISOString();
    await world.state.updateTable('sessions').set({ seen_at }).where('label', '=', session.label).execute();
  }
  return who;
}

async function whoHas(
  world: PeopleWorld,
  session: Pick<Session, 'name' | 'label' | 'second_step'>,
): Promise<SignedIn | null> {
  const { name, label } = session;
  const role = demoRole(name);
  if (role) {
    const exists = (await world.hasDemo?.()) ?? false;
    const viewer: Viewer = { name, role, organization: null, disclosure: 'full', label, by: 'session' };
    return exists ? { viewer, owes: null } : null;
  }
  const person = await world.state
    .selectFrom('people')
    .selectAll()
    .where('name', '=', name)
    .where('is_disabled', '=', 0)
    .executeTakeFirst();
  if (!person) return null;
  return {
    viewer: viewerOf(person, label, 'session'),
    owes: await owedBy(world, person, session.second_step),
  };
}

async function owedBy(
  world: PeopleWorld,
  { name, role, must_change_password }: Person,
  secondStep: SecondStep,
): Promise<Owed | null> {
  if (secondStep === 'owed') return 'code';
  if (must_change_password) return 'password';
  const mustHave = secondStep === 'none' && factorRoles().has(role);
  return mustHave && !(await hasFactor(world, name)) ? 'factor' : null;
}

/** A person as the pages know them. */
export function viewerOf(person: Person, label: string, by: Viewer['by']): Viewer {
  const { name, role, organization, disclosure } = person;
  return { name, role, organization, disclosure, label, by };
}

/** Ends the session of a cookie's secret, if there is one. */
export async function endSession({ state }: PeopleWorld, secret: string): Promise<void> {
  await state.deleteFrom('sessions').where('id_hash', '=', hashOf(secret)).execute();
}

/** The sessions that hold, the one used last first; of one person, or of everybody. */
export async function listSessions(world: PeopleWorld, name: string | null): Promise<Session[]> {
  const now = world.now();
  const all = world.state
    .selectFrom('sessions')
    .selectAll()
    .where('expires_at', '>', now.toISOString())
    .where('seen_at', '>', minutesFrom(now, -idleMinutes))
    .orderBy('seen_at', 'desc');
  return name === null ? all.execute() : all.where('name', '=', name).execute();
}

/** Ends sessions: one by its label, or all; of one person, or of everybody. Gives how many there were. */
export async function endSessions(
  { state }: PeopleWorld,
  { name, label, except }: { name?: string; label?: string; except?: string },
): Promise<number> {
  let ending = state.deleteFrom('sessions');
  if (name !== undefined) ending = ending.where('name', '=', name);
  if (label !== undefined) ending = ending.where('label', '=', label);
  if (except !== undefined) ending = ending.where('label', '!=', except);
  const { numDeletedRows } = await ending.executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}

async function tidySessions({ state, now }: PeopleWorld): Promise<void> {
  await state
    .deleteFrom('sessions')
    .where((eb) =>
      eb.or([
        eb('expires_at', '<=', now().toISOString()),
        eb('seen_at', '<=', minutesFrom(now(), -idleMinutes)),
      ]),
    )
    .execute();
}
