import type { Cookies } from '@sveltejs/kit';
import { newSecret } from '../people/secrets.ts';
import { knownDays } from '../people/throttle.ts';

/**
 * Lax, not Strict: links in briefings and letters lead to pages, and an identity provider leads back here; what
 * changes something is held to its origin instead. It ends with the browser, and on the server long before.
 */
const kept = { path: '/', httpOnly: true, sameSite: 'lax' } as const;

const isSecure = (url: URL) => url.protocol === 'https:';
const nameFor = (url: URL) => (isSecure(url) ? '__Host-sid' : 'sid');

/** The secret of the session that a browser brings along. */
export function sessionIn(cookies: Cookies, url: URL): string | undefined {
  return cookies.get(nameFor(url));
}

/** Gives a browser its session. */
export function keepSession(cookies: Cookies, url: URL, secret: string): void {
  cookies.set(nameFor(url), secret, { ...kept, secure: isSecure(url) });
}

/** Takes it away. */
export function dropSession(cookies: Cookies, url: URL): void {
  cookies.delete(nameFor(url), { ...kept, secure: isSecure(url) });
}

const browserName = (url: URL) => (isSecure(url) ? '__Host-browser' : 'browser');
const secretForm = /^[\w-]{43}$/;

/**
 * What a browser keeps since somebody has signed in there: it opens nothing, and only tells the throttle that failures
 * of others are not this browser's. A new one for a browser where nobody has.
 */
export function browserIn(cookies: Cookies, url: URL): string {
  const value = cookies.get(browserName(url));
  return value !== undefined && secretForm.test(value) ? value : newSecret();
}

/** Has a browser keep that from a sign-in on; it stays when its reader signs out. */
export function keepBrowser(cookies: Cookies, url: URL, value: string): void {
  const maxAge = knownDays * 24 * 60 * 60;
  cookies.set(browserName(url), value, { ...kept, sameSite: 'strict', maxAge, secure: isSecure(url) });
}
