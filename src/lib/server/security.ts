import headers from './security-headers.json';

/** What is no page loads nothing, and can neither be framed nor run when a browser is made to show it. */
const policy = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox";

/**
 * Puts the headers on an answer that keep it out of frames, caches and foreign pages and from being guessed at; the
 * policy of a page (svelte.config.js) stays.
 */
export function secure(response: Response): Response {
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
  const isFixed = response.headers.get('cache-control')?.includes('no-transform') ?? false;
  response.headers.set('cache-control', isFixed ? 'no-store, no-transform' : 'no-store');
  const own = response.headers.get('content-security-policy');
  response.headers.set('content-security-policy', own === null ? policy : lettingStylesIn(own));
  return response;
}

/**
 * The policy of a page with its number for scripts allowed for style sheets too: an editor that makes its own sheet
 * must name that number, which nobody else knows (lib/page-number.ts).
 */
function lettingStylesIn(own: string): string {
  const number = /script-src [^;]*('nonce-[^']+')/.exec(own)?.[1];
  return number === undefined ? own : own.replace(/style-src 'self'(?= *;|$)/, `style-src 'self' ${number}`);
}
