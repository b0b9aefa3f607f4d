import type { Cookies } from '@sveltejs/kit';

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
