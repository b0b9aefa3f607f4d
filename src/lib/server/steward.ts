import type { RequestEvent } from '@sveltejs/kit';

/** Why a visitor may not do the data steward's work; null when they may. */
export type StewardRefusal = 'beyond_loopback';

type Visit = Pick<RequestEvent, 'url' | 'request' | 'getClientAddress'>;

/**
 * Whether this visitor may upload and load snapshots. There are no accounts: only somebody at this very machine may,
 * so the server must listen on loopback, be called by a loopback name (a foreign name that resolves to this machine
 * is refused too) and be reached from loopback. The one place to ask for a role instead.
 */
export function stewardRefusal(
  visit: Visit,
  environment: NodeJS.ProcessEnv = process.env,
): StewardRefusal | null {
  const host = environment.HOST?.trim();
  const named = [host, visit.url.hostname, nameOf(visit.request.headers.get('host')), addressOf(visit)];
  return named.every((name) => name !== undefined && isLoopback(name)) ? null : 'beyond_loopback';
}

function nameOf(host: string | null): string | undefined {
  if (host === null || !URL.canParse(`http://${host}`)) return undefined;
  return new URL(`http://${host}`).hostname;
}

function addressOf(visit: Visit): string | undefined {
  return visit.getClientAddress().replace(/^::ffff:/, '');
}

function isLoopback(name: string): boolean {
  const bare = name.replace(/^\[|\]$/g, '');
  return bare === 'localhost' || bare === '::1' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(bare);
}
