import { BlockList, isIP } from 'node:net';
import type { RequestEvent } from '@sveltejs/kit';
import { isLoopback } from '#warehouse/loopback.ts';
import { StartRefused } from '../operations/start-refused.ts';
import { findPerson } from '../people/accounts.ts';
import { viewerOf, type SignedIn } from '../people/sessions.ts';
import type { PeopleWorld } from '../people/world.ts';

/** A proxy that has signed readers in already, and says who they are in a header. */
export interface TrustedProxy {
  header: string;
  /** Whether a request from there is the proxy's: what others say in that header counts for nothing. */
  isFrom(address: string): boolean;
}

/** What a request says of itself by the proxy's header. `elsewhere`: somebody else has used it. */
export type ProxyWord = { kind: 'silent' } | { kind: 'elsewhere' } | { kind: 'name'; name: string };

const headerName = /^[a-z0-9-]{1,64}$/;
const spokenFor = new Set(['authorization', 'cookie', 'host', 'origin', 'connection', 'content-type']);

/**
 * The proxy that AUTH_PROXY_HEADER and AUTH_PROXY_ADDRESSES (addresses and networks, by comma; without them loopback)
 * name; null when there is none. Throws StartRefused for settings by which anybody could be anybody.
 */
export function trustedProxy(environment: NodeJS.ProcessEnv = process.env): TrustedProxy | null {
  const header = environment['AUTH_PROXY_HEADER']?.trim().toLowerCase() ?? '';
  if (header === '') return null;
  if (!headerName.test(header) || spokenFor.has(header)) {
    throw new StartRefused(
      `AUTH_PROXY_HEADER=${header} không hợp lệ · is refused: the name of a header of the proxy's own is expected, such as X-Remote-User.`,
    );
  }
  const listed = (environment['AUTH_PROXY_ADDRESSES'] ?? '').split(',').map((each) => each.trim());
  const addresses = listed.filter((each) => each !== '');
  if (addresses.length === 0 && !isLoopback(environment['HOST']?.trim())) {
    throw new StartRefused(
      'AUTH_PROXY_HEADER cần AUTH_PROXY_ADDRESSES · is refused beyond loopback without AUTH_PROXY_ADDRESSES: anybody who reaches the port could name themselves anybody.',
    );
  }
  const list = listOf(addresses.length > 0 ? addresses : ['127.0.0.0/8', '::1']);
  return { header, isFrom: (address) => isOn(list, address) };
}

function listOf(addresses: readonly string[]): BlockList {
  const list = new BlockList();
  for (const each of addresses) {
    const [address = '', bits] = each.split('/');
    const family = isIP(address);
    const most = family === 4 ? 32 : 128;
    const isWhole =
      bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) >= 1 && Number(bits) <= most);
    if (family === 0 || !isWhole) {
      throw new StartRefused(
        `AUTH_PROXY_ADDRESSES: "${each}" không hợp lệ · is no address or network such as 10.0.0.5 or 10.0.0.0/24.`,
      );
    }
    list.addSubnet(address, Number(bits ?? most), family === 4 ? 'ipv4' : 'ipv6');
  }
  return list;
}

function isOn(list: BlockList, address: string): boolean {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
  const family = isIP(plain);
  return family !== 0 && list.check(plain, family === 4 ? 'ipv4' : 'ipv6');
}

/** What a request from that peer (the machine at the other end of the connection) says by the proxy's header. */
export function wordOf(proxy: TrustedProxy, headers: Headers, peer: string): ProxyWord {
  const value = headers.get(proxy.header);
  if (value === null) return { kind: 'silent' };
  if (!proxy.isFrom(peer)) return { kind: 'elsewhere' };
  return { kind: 'name', name: decoded(value) };
}

/** Headers arrive as Latin-1: proxies send names beyond ASCII as UTF-8 bytes, or percent-encoded. */
function decoded(value: string): string {
  const text = Buffer.from(value, 'latin1').toString('utf8');
  const whole = text.includes('\ufffd') ? value : text;
  try {
    return /%[0-9a-f]{2}/i.test(whole) ? decodeURIComponent(whole) : whole;
  } catch (cause) {
    if (cause instanceof URIError) return whole;
    throw cause;
  }
}

/** The address at the other end of the connection, whatever headers say; empty when it cannot be known. */
export function peerOf({ platform }: Pick<RequestEvent, 'platform'>): string {
  const request = platform && 'req' in platform ? platform.req : undefined;
  return request?.socket?.remoteAddress ?? '';
}

/** Who the proxy says it is, if that is an open account; null otherwise: the proxy makes no accounts. */
export async function signedInByProxy(world: PeopleWorld, name: string): Promise<SignedIn | null> {
  const person = await findPerson(world, name);
  if (!person || person.is_disabled) return null;
  return { viewer: viewerOf(person, 'proxy', 'proxy'), owes: null };
}

const arrivals = new Map<string, number>();
const forgottenMs = 30 * 60_000;
const mostArrivals = 5000;

/** Whether somebody comes anew: for the first time, or after half an hour. Each request of theirs says who they are. */
export function isArrival(who: string, now: number): boolean {
  const before = arrivals.get(who);
  if (arrivals.size >= mostArrivals && before === undefined) arrivals.clear();
  arrivals.set(who, now);
  return before === undefined || now - before > forgottenMs;
}
