import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { langOf, lenientLangOf, type Lang } from '$lib/filters';
import { peopleWords } from '$lib/i18n/people';
import { answering } from '../pages/load';
import { findPerson } from '../people/accounts.ts';
import { isPassword, TooBusy } from '../people/hashing.ts';
import {
  confirmFactor,
  factorOf,
  factorRoles,
  proposeFactor,
  removeFactor,
  shownKey,
  takeCode,
  type ShownKey,
} from '../people/second-factor.ts';
import { isDemoName } from '../people/names.ts';
import { startSession } from '../people/sessions.ts';
import { rememberSuccess, takeAttempt } from '../people/throttle.ts';
import { peopleWorld, type PeopleWorld } from '../people/world.ts';
import { signedIn } from './account-route.ts';
import { browserIn, keepBrowser } from './cookie.ts';
import { minutesUntil, textOf } from './form.ts';
import { notedFirst, withAuditKey } from './handing-out.ts';
import { placeOf } from './recognise.ts';
import { enter } from './sign-in-route.ts';
import type { Viewer } from './viewer.ts';

const action = 'second_factor';

/** One's own second factor. */
export interface FactorPage {
  lang: Lang;
  name: string;
  /** The role must have one. */
  isRequired: boolean;
  state: 'off' | 'proposed' | 'on';
  /** Shown until it is confirmed, and never again. */
  shown: ShownKey | null;
}

/** The page of one's own second factor. */
export async function factorLoad(event: RequestEvent): Promise<FactorPage> {
  const { locals, url } = event;
  const lang = await answering(url, async () => langOf(url.searchParams));
  const { name, role } = withPassword(locals);
  const world = await peopleWorld();
  const factor = await factorOf(world, name);
  const isOn = factor !== undefined && factor.confirmed_at !== null;
  return {
    lang,
    name,
    isRequired: factorRoles().has(role),
    state: isOn ? 'on' : factor ? 'proposed' : 'off',
    shown: factor && !isOn ? await withAuditKey(event, action, async () => shownKey(world, factor)) : null,
  };
}

/** Proposing a key, putting it into use, and taking it away; the last two by password and code. */
export const factorActions = {
  begin: async (event: RequestEvent) => {
    const { name } = withPassword(event.locals);
    const world = await peopleWorld();
    await withAuditKey(event, action, () => proposeFactor(world, name));
    redirect(303, event.url.pathname + inLang(event.url));
  },
  confirm: (event: RequestEvent) =>
    changed(event, 'on', (world, name, code) => confirmFactor(world, name, code)),
  off: (event: RequestEvent) =>
    changed(event, 'off', async (world, name, code) => {
      if (!(await takeCode(world, name, code))) return false;
      await removeFactor(world, name);
      return true;
    }),
};

/** Whoever is vouched for elsewhere gives no password here, and no code after it. */
function withPassword(locals: App.Locals): Viewer {
  const viewer = signedIn(locals);
  if (viewer.by === 'proxy' || isDemoName(viewer.name)) redirect(303, '/account');
  return viewer;
}

type Work = (world: PeopleWorld, name: string, code: string) => Promise<boolean>;

async function changed(event: RequestEvent, to: 'on' | 'off', work: Work) {
  const { locals, request, url } = event;
  const viewer = withPassword(locals);
  const words = peopleWords(lenientLangOf(url.searchParams)).factor;
  if (to === 'off' && factorRoles().has(viewer.role)) return fail(403, { message: words.required });
  const form = await request.formData();
  const [password, code] = [textOf(form, 'password'), textOf(form, 'code')];
  return attempted(event, viewer, {
    action,
    wrong: words.wrongPair,
    isRight: async (world) => {
      const person = await findPerson(world, viewer.name);
      if (!person || !(await isPassword(person.password_hash, password))) return false;
      return work(world, viewer.name, code);
    },
    then: async () => {
      await notedFirst(event, { action, object: to, verdict: 'done' });
      redirect(303, `/account${inLang(url)}`);
    },
  });
}

/** The form for the code after the password. */
export async function codeLoad({ locals, url }: RequestEvent): Promise<{ lang: Lang; name: string }> {
  const lang = await answering(url, async () => langOf(url.searchParams));
  if (locals.owes !== 'code') redirect(303, '/');
  return { lang, name: signedIn(locals).name };
}

/** Takes the code; the session that only waited for it ends, and a whole one begins. */
export const codeActions = {
  default: async (event: RequestEvent) => {
    const { cookies, locals, request, url } = event;
    if (locals.owes !== 'code') redirect(303, '/');
    const viewer = signedIn(locals);
    const words = peopleWords(lenientLangOf(url.searchParams)).factor;
    const code = textOf(await request.formData(), 'code');
    return attempted(event, viewer, {
      action: 'sign_in',
      wrong: words.wrong,
      isRight: (world) => takeCode(world, viewer.name, code),
      then: async (world) => {
        keepBrowser(cookies, url, browserIn(cookies, url));
        const secret = await startSession(world, viewer.name, { ...placeOf(event), secondStep: 'done' });
        return enter(event, secret, { ...viewer, by: 'password and code' });
      },
    });
  },
};

interface Attempted {
  action: 'sign_in' | 'second_factor';
  wrong: string;
  isRight: (world: PeopleWorld) => Promise<boolean>;
  then: (world: PeopleWorld) => Promise<never>;
}

/** Guessing codes is held up as guessing passwords is, and counted with it. */
async function attempted(event: RequestEvent, viewer: Viewer, { action, wrong, isRight, then }: Attempted) {
  const words = peopleWords(lenientLangOf(event.url.searchParams)).signIn;
  const world = await peopleWorld();
  const browser = browserIn(event.cookies, event.url);
  const attempt = { name: viewer.name, address: placeOf(event).address, browser };
  const until = await takeAttempt(world, attempt);
  if (until) return fail(429, { message: words.wait(minutesUntil(until)) });
  const found = await withAuditKey(event, action, () => isRight(world)).catch((cause: unknown) => {
    if (cause instanceof TooBusy) return 'busy' as const;
    throw cause;
  });
  if (found === 'busy') return fail(429, { message: words.busy });
  if (!found) {
    const detail = { reason: 'code' };
    await notedFirst(event, { action, object: viewer.name, verdict: 'refused', detail });
    return fail(401, { message: wrong });
  }
  await rememberSuccess(world, attempt);
  return then(world);
}

function inLang(url: URL): string {
  return url.searchParams.get('lang') === 'en' ? '?lang=en' : '';
}
