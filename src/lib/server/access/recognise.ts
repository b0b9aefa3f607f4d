import type { RequestEvent } from '@sveltejs/kit';
import { signedInBy, type Place, type SignedIn } from '../people/sessions.ts';
import { viewerByToken } from '../people/tokens.ts';
import type { PeopleWorld } from '../people/world.ts';
import { sessionIn } from './cookie.ts';
import { peerOf, signedInByProxy, wordOf, type TrustedProxy } from './proxy.ts';
import { isForPrograms } from './routes.ts';

const bearer = /^Bearer +(?<token>[\w.~+/-]{1,256}=*) *$/i;

/** Whether a request names itself by a token: such a one comes from no page, and carries no cookie's rights. */
export function bringsToken(request: Request, path: string): boolean {
  return isForPrograms(path) && request.headers.has('authorization');
}

/**
 * Who asks: by token where programs ask, else by the header of a trusted proxy, else by the session's cookie; null for
 * nobody that is known, `elsewhere` for somebody who uses the proxy's header without being the proxy.
 */
export async function recognise(
  world: PeopleWorld,
  event: Pick<RequestEvent, 'cookies' | 'platform' | 'request' | 'url'>,
  proxy: TrustedProxy | null,
): Promise<SignedIn | 'elsewhere' | null> {
  const { cookies, request, url } = event;
  const word = proxy ? wordOf(proxy, request.headers, peerOf(event)) : { kind: 'silent' as const };
  if (word.kind === 'elsewhere') return 'elsewhere';
  if (bringsToken(request, url.pathname)) {
    const token = bearer.exec(request.headers.get('authorization') ?? '')?.groups?.['token'];
    const viewer = token === undefined ? null : await viewerByToken(world, token);
    return viewer && { viewer, owes: null };
  }
  if (word.kind === 'name') return signedInByProxy(world, word.name);
  const secret = sessionIn(cookies, url);
  return secret === undefined ? null : signedInBy(world, secret);
}

/** Where a request comes from, for throttling and the list of sessions. */
export function placeOf({
  getClientAddress,
  request,
}: Pick<RequestEvent, 'getClientAddress' | 'request'>): Place {
  return {
    address: getClientAddress().replace(/^::ffff:(?=\d+\.)/, ''),
    agent: request.headers.get('user-agent') ?? '',
  };
}
