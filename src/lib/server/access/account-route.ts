import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { langOf, lenientLangOf, type Lang } from '$lib/filters';
import { peopleWords } from '$lib/i18n/people';
import { answering } from '../pages/load';
import { findPerson, refusedPassword, setPassword } from '../people/accounts.ts';
import { TooBusy } from '../people/hashing.ts';
import { isDemoName } from '../people/names.ts';
import { longestPassword, shortestPassword } from '../people/password-rules.ts';
import { hasFactor } from '../people/second-factor.ts';
import { endSessions, startSession } from '../people/sessions.ts';
import { revokeOwnToken } from '../people/tokens.ts';
import { peopleWorld } from '../people/world.ts';
import type { Role } from '../state/tables.ts';
import { rememberSuccess, takeAttempt } from '../people/throttle.ts';
import { browserIn, dropSession, keepBrowser, keepSession } from './cookie.ts';
import { minutesUntil, textOf } from './form.ts';
import { notedFirst } from './handing-out.ts';
import { openDoors, type OpenDoors } from './open-doors.ts';
import { ownPath } from './own-path.ts';
import { placeOf } from './recognise.ts';
import { homeOf } from './routes.ts';
import type { Viewer } from './viewer.ts';

/** One's own account: who one is, and what is open in one's name. */
export interface AccountPage extends OpenDoors {
  lang: Lang;
  name: string;
  role: Role;
  organization: string | null;
  isRestricted: boolean;
  /** Whose word for the identity it is, where it is not a password here that can be changed. */
  without: 'proxied' | 'demo' | null;
  hasFactor: boolean;
}

/** The account of whoever asks. */
export async function accountLoad({ locals, url }: RequestEvent): Promise<AccountPage> {
  const lang = await answering(url, async () => langOf(url.searchParams));
  const viewer = signedIn(locals);
  const { name, role, organization, disclosure } = viewer;
  const world = await peopleWorld();
  return {
    lang,
    name,
    role,
    organization,
    isRestricted: disclosure === 'restricted',
    without: viewer.by === 'proxy' ? 'proxied' : isDemoName(name) ? 'demo' : null,
    hasFactor: await hasFactor(world, name),
    ...(await openDoors(world, { name, viewer, lang })),
  };
}

/** Ends sessions and revokes tokens of whoever asks, and of nobody else. */
export const accountActions = {
  end: async (event: RequestEvent) => {
    const { cookies, locals, request, url } = event;
    const viewer = signedIn(locals);
    const label = textOf(await request.formData(), 'label');
    const which = label === '' ? { except: viewer.label } : { label };
    const object = label === '' ? viewer.name : label;
    await notedFirst(event, { action: 'session_revoke', object, verdict: 'done' });
    await endSessions(await peopleWorld(), { name: viewer.name, ...which });
    if (label !== viewer.label) redirect(303, url.pathname + languageOf(url));
    dropSession(cookies, url);
    redirect(303, '/sign-in?done=out');
  },
  revoke: async (event: RequestEvent) => {
    const { locals, request, url } = event;
    const label = textOf(await request.formData(), 'label');
    await notedFirst(event, { action: 'token_revoke', object: label, verdict: 'done' });
    await revokeOwnToken(await peopleWorld(), { label, name: signedIn(locals).name });
    redirect(303, url.pathname + languageOf(url));
  },
};

/** What the page for another password shows. */
export interface PasswordPage {
  lang: Lang;
  name: string;
  /** The password in use was chosen by somebody else, and nothing else is open until it is changed. */
  isFirst: boolean;
  shortest: number;
}

/** The form for another password. */
export async function passwordLoad({ locals, url }: RequestEvent): Promise<PasswordPage> {
  const lang = await answering(url, async () => langOf(url.searchParams));
  const { name } = signedIn(locals);
  return { lang, name, isFirst: locals.owes === 'password', shortest: shortestPassword };
}

/** Changes the password: all sessions end, and a new one begins here. */
export const passwordActions = {
  default: async (event: RequestEvent) => {
    const { cookies, locals, request, url } = event;
    const words = peopleWords(lenientLangOf(url.searchParams));
    const { problems } = words.password;
    const form = await request.formData();
    const [current = '', next = '', again] = ['current', 'next', 'again'].map((name) => textOf(form, name));
    if (next !== again) return fail(400, { message: problems.differ });
    const viewer = signedIn(locals);
    const problem = await changed(event, viewer, { current, next });
    if (problem === 'wrong')
      await notedFirst(event, { action: 'password_change', object: viewer.name, verdict: 'refused' });
    if (problem === 'busy') return fail(429, { message: words.signIn.busy });
    if (problem instanceof Date) return fail(429, { message: words.signIn.wait(minutesUntil(problem)) });
    if (problem === 'short') return fail(400, { message: problems.short(shortestPassword) });
    if (problem === 'long') return fail(400, { message: problems.long(longestPassword) });
    if (problem) return fail(400, { message: problems[problem] });
    const world = await peopleWorld();
    const secondStep = (await hasFactor(world, viewer.name)) ? 'done' : 'none';
    keepSession(cookies, url, await startSession(world, viewer.name, { ...placeOf(event), secondStep }));
    redirect(303, ownPath(url.searchParams.get('to') ?? '', url.origin) ?? homeOf(viewer.role));
  },
};

/** Guessing the password in use is held up as at the sign-in. */
async function changed(event: RequestEvent, viewer: Viewer, passwords: { current: string; next: string }) {
  const world = await peopleWorld();
  const { cookies, url } = event;
  const attempt = { name: viewer.name, address: placeOf(event).address, browser: browserIn(cookies, url) };
  const until = await takeAttempt(world, attempt);
  if (until) return until;
  const person = await findPerson(world, viewer.name);
  if (!person) return 'wrong' as const;
  try {
    const problem = await refusedPassword(person, passwords);
    if (problem === 'wrong') return problem;
    await rememberSuccess(world, attempt);
    keepBrowser(cookies, url, attempt.browser);
    if (problem !== null) return problem;
    await notedFirst(event, { action: 'password_change', object: viewer.name, verdict: 'done' });
    await setPassword(world, person, passwords.next);
    return null;
  } catch (cause) {
    if (cause instanceof TooBusy) return 'busy' as const;
    throw cause;
  }
}

/** Who asks, on a page that is open to those only who are signed in. */
export function signedIn({ viewer }: App.Locals): Viewer {
  if (!viewer) throw new Error('This page is open to those who are signed in only.');
  return viewer;
}

function languageOf(url: URL): string {
  return url.searchParams.get('lang') === 'en' ? '?lang=en' : '';
}
