import { redirect, type RequestEvent } from '@sveltejs/kit';
import type { Lang } from '$lib/i18n/lang';
import { accessWords } from '$lib/i18n/access';
import { json, type ErrorBody } from '../http.ts';
import type { Decision } from './guard.ts';

type Answered = Exclude<Decision, { kind: 'pass' }>;

/**
 * The answer to a request that may not pass: programs and the pages' own scripts get JSON and the status, readers the
 * way to sign in or a page that says why not. Throws a redirect for readers who are led elsewhere.
 */
export async function answerTo(decision: Answered, event: RequestEvent, lang: Lang): Promise<Response> {
  const access = accessWords(lang);
  const { isDataRequest, request } = event;
  if (decision.kind === 'lead') redirect(303, decision.location);
  if (decision.kind === 'sign_in') {
    if (decision.isProgram) return problem(access.signInFirst, 401, { 'www-authenticate': 'Bearer' });
    if (isDataRequest) return json({ message: access.signInFirst }, 401, { 'cache-control': 'no-store' });
    redirect(303, decision.location);
  }
  if (decision.isProgram) return problem(access.notAllowed, 403);
  const wantsPage = request.method === 'GET' && (request.headers.get('accept') ?? '').includes('text/html');
  if (isDataRequest || !wantsPage)
    return json({ message: access.notAllowed }, 403, { 'cache-control': 'no-store' });
  return refusalPage(event, lang);
}

/** The refusal inside the pages' frame: drawn by a route of its own, which gives nothing but that. */
async function refusalPage({ fetch, request }: RequestEvent, lang: Lang): Promise<Response> {
  const headers = new Headers(request.headers);
  headers.set('accept-encoding', 'identity');
  return fetch(lang === 'vi' ? '/refused' : `/refused?lang=${lang}`, { headers });
}

/** A refusal as programs get it: JSON of the API's shape. */
export function problem(message: string, status: number, headers: Record<string, string> = {}): Response {
  const body: ErrorBody = { error: { parameter: null, message, allowed: [] } };
  return json(body, status, { 'cache-control': 'no-store', ...headers });
}
