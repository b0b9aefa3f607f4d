import type { RequestEvent } from '@sveltejs/kit';
import { endSession } from '../people/sessions.ts';
import { peopleWorld } from '../people/world.ts';
import { dropSession, sessionIn } from './cookie.ts';
import { notedFirst } from './handing-out.ts';

/**
 * Ends the session at hand on the server and in the browser, with the pages that the browser kept. Its storage stays:
 * it holds no figures, only the views that the reader has saved by name.
 */
export async function signedOut(event: RequestEvent): Promise<Response> {
  const { cookies, locals, url } = event;
  const secret = sessionIn(cookies, url);
  if (secret !== undefined) await endSession(await peopleWorld(), secret);
  dropSession(cookies, url);
  await notedFirst(event, { action: 'sign_out', object: locals.viewer?.name ?? null, verdict: 'done' });
  return new Response(null, {
    status: 303,
    headers: { location: '/sign-in?done=out', 'clear-site-data': '"cache"' },
  });
}
