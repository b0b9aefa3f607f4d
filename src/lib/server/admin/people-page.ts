import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { langOf, lenientLangOf, type Lang } from '$lib/filters';
import { adminWords, type AdminWords } from '$lib/i18n/admin';
import { textOf } from '../access/form.ts';
import { notedFirst } from '../access/handing-out.ts';
import type { ActionName } from '../audit/actions.ts';
import { formatMoment } from '../moments.ts';
import { answering } from '../pages/load';
import {
  addPerson,
  changeRole,
  findPerson,
  isFirstOver,
  listPeople,
  PeopleRefused,
  resetPassword,
  setDisabled,
  type Appointment,
  type FirstSignIn,
} from '../people/accounts.ts';
import { knownOrganization } from '../people/known-organization.ts';
import { BadName, isDemoName, readName } from '../people/names.ts';
import { roles } from '../people/roles.ts';
import { peopleWorld, type PeopleWorld } from '../people/world.ts';
import type { Person, Role } from '../state/tables.ts';

type RefusalReason = keyof AdminWords['people']['refused'];

/** An account in the list. */
export interface PersonRow {
  name: string;
  role: Role;
  organization: string | null;
  disclosure: Person['disclosure'];
  signedIn: string | null;
  state: 'open' | 'first' | 'over' | 'closed';
  isSelf: boolean;
}

/** All accounts, and the one that was picked to be changed. */
export interface PeoplePage {
  lang: Lang;
  roles: readonly Role[];
  people: PersonRow[];
  picked: PersonRow | null;
  note: string | null;
}

/** The list of accounts; `person` picks one. */
export async function peopleLoad({ locals, url }: RequestEvent): Promise<PeoplePage> {
  const lang = await answering(url, async () => langOf(url.searchParams));
  const world = await peopleWorld();
  const last = await lastSignIns(world);
  const everybody = (await listPeople(world)).filter((person) => !isDemoName(person.name));
  const people = everybody.map((person): PersonRow => {
    const { name, role, organization, disclosure } = person;
    const at = last.get(name);
    const state = stateOf(person, world.now());
    const signedIn = at === undefined ? null : formatMoment(at, lang);
    return { name, role, organization, disclosure, signedIn, state, isSelf: name === locals.viewer?.name };
  });
  const named = (parameter: string) =>
    people.find(({ name }) => name === url.searchParams.get(parameter)) ?? null;
  return { lang, roles, people, picked: named('person'), note: noteOf(url, named('of'), lang) };
}

function stateOf(person: Person, now: Date): PersonRow['state'] {
  if (person.is_disabled) return 'closed';
  if (!person.must_change_password) return 'open';
  return isFirstOver(person, now) ? 'over' : 'first';
}

function noteOf({ searchParams }: URL, person: PersonRow | null, lang: Lang): string | null {
  const { done } = adminWords(lang).people;
  const what = searchParams.get('done');
  return person && (what === 'role' || what === 'close' || what === 'open') ? done[what](person.name) : null;
}

/** When each person signed in last, as the audit tells it. */
async function lastSignIns({ state }: PeopleWorld): Promise<Map<string, string>> {
  const rows = await state
    .selectFrom('audit')
    .select(({ fn }) => ['actor', fn.max('at').as('at')])
    .where('action', '=', 'sign_in')
    .where('verdict', '=', 'done')
    .groupBy('actor')
    .execute();
  return new Map(rows.map(({ actor, at }) => [actor, at]));
}

/** What an administrator does to an account. A first password goes out once, with the answer itself. */
export const peopleActions = {
  add: (event: RequestEvent) =>
    answered(event, async (form, world) => {
      const given = await appointment(form);
      if (typeof given === 'string') return given;
      if (await findPerson(world, given.name)) return 'name_taken';
      const { name, ...rights } = given;
      await notedFirst(event, { action: 'person_add', object: name, verdict: 'done', detail: rights });
      return { first: await addPerson(world, given) };
    }),
  role: (event: RequestEvent) =>
    changing(event, 'person_change', async (form, world, name) => {
      const role = roleIn(form);
      if (!role) return 'bad_choice';
      return { detail: { role }, done: 'role', work: () => changeRole(world, name, role) };
    }),
  close: (event: RequestEvent) =>
    changing(event, 'person_disable', async (_form, world, name) => ({
      done: 'close',
      work: () => setDisabled(world, name, true),
    })),
  open: (event: RequestEvent) =>
    changing(event, 'person_enable', async (_form, world, name) => ({
      done: 'open',
      work: () => setDisabled(world, name, false),
    })),
  reset: (event: RequestEvent) =>
    changing(event, 'person_reset', async (_form, world, name) => ({
      done: null,
      work: () => resetPassword(world, name),
    })),
};

/** A first password as the page shows it, once. */
interface FirstPassword {
  name: string;
  password: string;
  until: string;
}

/** A change whose page's note is `done`, or one that gives a first password to show. */
type Change =
  | { done: 'role' | 'close' | 'open'; detail?: { role: Role }; work(): Promise<Person> }
  | { done: null; work(): Promise<FirstSignIn> };

/** A change of an account that is somebody else's: written down, then done. */
function changing(
  event: RequestEvent,
  action: ActionName,
  plan: (form: FormData, world: PeopleWorld, name: string) => Promise<Change | RefusalReason>,
) {
  return answered(event, async (form, world) => {
    const person = await findPerson(world, textOf(form, 'name'));
    if (!person) return 'unknown_name';
    if (isDemoName(person.name)) return 'demo_name';
    if (person.name === event.locals.viewer?.name) return 'own_account';
    const change = await plan(form, world, person.name);
    if (typeof change === 'string') return change;
    const detail = 'detail' in change ? change.detail : {};
    await notedFirst(event, { action, object: person.name, verdict: 'done', detail });
    if (change.done === null) return { first: await change.work() };
    await change.work();
    const params = new URLSearchParams({ done: change.done, of: person.name });
    if (event.url.searchParams.get('lang') === 'en') params.set('lang', 'en');
    redirect(303, `/admin?${params}`);
  });
}

/** The answer to a form: what it gives, or why not, in the reader's words. */
async function answered(
  event: RequestEvent,
  work: (form: FormData, world: PeopleWorld) => Promise<{ first: FirstSignIn } | RefusalReason>,
) {
  const lang = lenientLangOf(event.url.searchParams);
  const { refused } = adminWords(lang).people;
  const form = await event.request.formData();
  const outcome = await work(form, await peopleWorld()).catch((cause: unknown): RefusalReason => {
    if (cause instanceof PeopleRefused) return cause.reason;
    throw cause;
  });
  if (typeof outcome === 'string') return fail(400, { message: refused[outcome] });
  const { person, password, until } = outcome.first;
  const first: FirstPassword = { name: person.name, password, until: formatMoment(until, lang) };
  return { first };
}

async function appointment(form: FormData): Promise<Appointment | RefusalReason> {
  const role = roleIn(form);
  const disclosure = textOf(form, 'disclosure');
  const organization = textOf(form, 'organization').trim() || null;
  if (!role || (disclosure !== 'full' && disclosure !== 'restricted')) return 'bad_choice';
  if (organization !== null && disclosure === 'restricted') return 'bound_and_restricted';
  if (organization !== null && (await knownOrganization(organization)) === false)
    return 'unknown_organization';
  try {
    return { name: readName(textOf(form, 'name')), role, organization, disclosure };
  } catch (cause) {
    if (cause instanceof BadName) return 'bad_name';
    throw cause;
  }
}

function roleIn(form: FormData): Role | undefined {
  return roles.find((role) => role === textOf(form, 'role'));
}
