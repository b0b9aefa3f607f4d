import type { RequestEvent } from '@sveltejs/kit';
import { endSession } from '../people/sessions.ts';
import { peopleWorld } from '../people/world.ts';
import { dropSession, sessionIn } from './cookie.ts';

/** Ends the session at hand on the server and in the browser, with all that the browser kept of the pages. */
export async function signedOut({ cookies, url }: RequestEvent): Promise<Response> {
  const secret = sessionIn(cookies, url);
  if (secret !== undefined) await endSession(await peopleWorld(), secret);
  dropSession(cookies, url);
  return new Response(null, {
    status: 303,
    headers: { location: '/sign-in?done=out', 'clear-site-data': '"cache", "storage"' },
  });
}
