import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { langOf, lenientLangOf } from '$lib/filters';
import { peopleWords } from '$lib/i18n/people';
import { dataDir } from '../environment.ts';
import { answering } from '../pages/load';
import { findPerson } from '../people/accounts.ts';
import { TooBusy } from '../people/hashing.ts';
import { demoName } from '../people/names.ts';
import { readProvider } from '../people/provider.ts';
import { roles } from '../people/roles.ts';
import { endSession } from '../people/sessions.ts';
import { signIn, signInAsDemo, type Claim, type SignInOutcome } from '../people/sign-in.ts';
import { peopleWorld } from '../people/world.ts';
import type { Person, Role } from '../state/tables.ts';
import { browserIn, keepBrowser, keepSession, sessionIn } from './cookie.ts';
import { minutesUntil, textOf } from './form.ts';
import { notedFirst } from './handing-out.ts';
import { ownPath } from './own-path.ts';
import { placeOf } from './recognise.ts';
import { homeOf } from './routes.ts';

/** What the page for signing in shows. */
export interface SignInPage {
  lang: 'vi' | 'en';
  /** What has just happened, in words; empty when nothing. */
  note: string;
  /** One account to try each role with, only on the built-in sample data. */
  demo: readonly Role[];
  /** The identity provider of the office, if there is one. */
  provider: { label: string; href: string } | null;
}

/** Who is signed in already goes on; the others get the form. */
export async function signInLoad({ locals, url }: RequestEvent): Promise<SignInPage> {
  const lang = await answering(url, async () => langOf(url.searchParams));
  if (locals.viewer) redirect(303, wayOn(url) ?? homeOf(locals.viewer.role));
  const { signedOut, providerFailed } = peopleWords(lang).signIn;
  const notes = new Map([
    ['out', signedOut],
    ['provider', providerFailed],
  ]);
  const world = await peopleWorld();
  const provider = readProvider(dataDir());
  const to = wayOn(url);
  const search = to === null ? '' : `?to=${encodeURIComponent(to)}`;
  return {
    lang,
    note: notes.get(url.searchParams.get('done') ?? '') ?? '',
    provider: provider && { label: provider.label, href: `/sign-in/provider${search}` },
    demo: (await world.hasDemo?.()) ? roles : [],
  };
}

/** Takes name and password; a session that the browser had ends, whoever's it was. */
export const signInActions = {
  default: async (event: RequestEvent) => {
    const { cookies, request, url } = event;
    const words = peopleWords(lenientLangOf(url.searchParams)).signIn;
    const form = await request.formData();
    const role = roles.find((each) => each === form.get('demo'));
    if (role) {
      const secret = await signInAsDemo(await peopleWorld(), role, placeOf(event));
      if (secret === null) return fail(401, { name: '', message: words.noDemo });
      return enter(event, secret, { name: demoName(role), role, by: 'demo' });
    }
    const [name, password] = [textOf(form, 'name'), textOf(form, 'password')];
    if (name.trim() === '' || password === '') return fail(400, { name, message: words.missing });
    const browser = browserIn(cookies, url);
    const outcome = await tried(event, { name, password, browser });
    if (outcome === 'busy') return fail(429, { name, message: words.busy });
    if (outcome.kind === 'wrong') {
      // Not the name that was typed: it may be a password in the wrong field.
      const person = await findPerson(await peopleWorld(), name);
      const object = person?.name ?? null;
      await notedFirst(event, { action: 'sign_in', object, verdict: 'refused', detail: { reason: 'wrong' } });
      return fail(401, { name, message: words.wrong });
    }
    if (outcome.kind === 'over') {
      const detail = { reason: 'first_password_over' };
      await notedFirst(event, { action: 'sign_in', object: outcome.person.name, verdict: 'refused', detail });
      return fail(401, { name, message: words.firstOver });
    }
    if (outcome.kind === 'wait') {
      const minutes = minutesUntil(outcome.until);
      event.setHeaders({ 'retry-after': String(60 * minutes) });
      return fail(429, { name, message: words.wait(minutes) });
    }
    const { name: known, role: theirs } = outcome.person;
    if (outcome.owesCode) return enter(event, outcome.secret, { name: known, role: theirs, then: 'code' });
    keepBrowser(cookies, url, browser);
    return enter(event, outcome.secret, { name: known, role: theirs });
  },
};

type Entering = Pick<Person, 'name' | 'role'> & {
  by?: string;
  to?: string | null;
  /** What is still owed: the session opens nothing else. */
  then?: 'code';
};

/** Puts a new session in the place of the one that the browser had, and leads on. Throws a redirect. */
export async function enter(
  event: RequestEvent,
  secret: string,
  { name, role, by = 'password', to = wayOn(event.url), then }: Entering,
): Promise<never> {
  const { cookies, url } = event;
  const detail = { by, ...(then && { then }) };
  await notedFirst(event, { actor: name, action: 'sign_in', object: name, verdict: 'done', detail });
  const before = sessionIn(cookies, url);
  if (before !== undefined) await endSession(await peopleWorld(), before);
  keepSession(cookies, url, secret);
  if (then) redirect(303, `/sign-in/code${url.search}`);
  redirect(303, to ?? homeOf(role));
}

async function tried(event: RequestEvent, claim: Omit<Claim, 'place'>): Promise<SignInOutcome | 'busy'> {
  try {
    return await signIn(await peopleWorld(), { ...claim, place: placeOf(event) });
  } catch (cause) {
    if (cause instanceof TooBusy) return 'busy';
    throw cause;
  }
}

/** Where somebody wanted to go, if that is a place of this server, and not the way in or out. */
export function wayOn(url: URL): string | null {
  const path = ownPath(url.searchParams.get('to') ?? '', url.origin);
  return path === null || /^\/sign-(in|out)(\/|\?|$)/.test(path) ? null : path;
}
