import { redirect, type RequestEvent } from '@sveltejs/kit';
import { dataDir } from '../environment.ts';
import { errorFacts, log } from '../operations/log.ts';
import { enterWithoutPassword } from '../people/accounts.ts';
import { beginAtProvider, finishAtProvider, readProvider, type ProviderRound } from '../people/provider.ts';
import { startSession } from '../people/sessions.ts';
import { peopleWorld } from '../people/world.ts';
import { notedFirst } from './handing-out.ts';
import { placeOf } from './recognise.ts';
import { enter, wayOn } from './sign-in-route.ts';

const cookie = 'provider';
const kept = { path: '/sign-in', httpOnly: true, sameSite: 'lax', maxAge: 600 } as const;
const failed = '/sign-in?done=provider';

/** Sends a reader to the identity provider. */
export async function toProvider({ cookies, url }: RequestEvent): Promise<Response> {
  const settings = readProvider(dataDir());
  if (!settings) redirect(303, '/sign-in');
  const begun = await beginAtProvider(settings, returnAddress(url)).catch((cause: unknown) => {
    log('warn', 'identity_provider', errorFacts(cause));
    redirect(303, failed);
  });
  const value = JSON.stringify({ ...begun.round, to: wayOn(url) });
  cookies.set(cookie, value, { ...kept, secure: url.protocol === 'https:' });
  redirect(303, begun.url.href);
}

/** Takes a reader back from the provider: into an account that exists, and no other. */
export async function fromProvider(event: RequestEvent): Promise<Response> {
  const { cookies, url } = event;
  const settings = readProvider(dataDir());
  const round = roundIn(cookies.get(cookie));
  cookies.delete(cookie, { ...kept, secure: url.protocol === 'https:' });
  if (!settings || !round) redirect(303, failed);
  const back = new URL(returnAddress(url) + url.search);
  const name = await finishAtProvider(settings, back, round).catch((cause: unknown) => {
    log('warn', 'identity_provider', errorFacts(cause));
    return null;
  });
  const world = await peopleWorld();
  const person = name === null ? undefined : await enterWithoutPassword(world, name);
  if (!person) {
    const detail = { by: 'provider', reason: name === null ? 'not_vouched_for' : 'no_account' };
    await notedFirst(event, { action: 'sign_in', object: null, verdict: 'refused', detail });
    redirect(303, failed);
  }
  const secret = await startSession(world, person.name, { ...placeOf(event), secondStep: 'elsewhere' });
  return enter(event, secret, { ...person, by: 'provider', to: round.to });
}

function returnAddress(url: URL): string {
  return `${url.origin}/sign-in/return`;
}

function roundIn(value: string | undefined): (ProviderRound & { to: string | null }) | null {
  try {
    const { state, nonce, verifier, to } = JSON.parse(value ?? 'null') ?? {};
    const isWhole = [state, nonce, verifier].every((each) => typeof each === 'string' && each !== '');
    return isWhole ? { state, nonce, verifier, to: typeof to === 'string' ? to : null } : null;
  } catch (cause) {
    if (cause instanceof SyntaxError) return null;
    throw cause;
  }
}
