import type { Lang } from '$lib/filters';
import { formatMoment } from '../moments.ts';
import { listSessions } from '../people/sessions.ts';
import { listTokens } from '../people/tokens.ts';
import type { PeopleWorld } from '../people/world.ts';
import type { Viewer } from './viewer.ts';

/** A session that holds, in words. */
export interface SessionRow {
  label: string;
  name: string;
  begun: string;
  seen: string;
  address: string;
  agent: string;
  /** Whether whoever looks has it. */
  isThis: boolean;
}

/** A token that was issued, in words. */
export interface TokenRow {
  label: string;
  name: string;
  made: string;
  expires: string;
  used: string | null;
  state: 'valid' | 'revoked' | 'expired';
}

/** Sessions that hold and tokens that were issued. */
export interface OpenDoors {
  sessions: SessionRow[];
  tokens: TokenRow[];
}

/** The ways in of one person, or of everybody (`name` is null), as `viewer` sees them. */
export async function openDoors(
  world: PeopleWorld,
  { name, viewer, lang }: { name: string | null; viewer: Viewer | null; lang: Lang },
): Promise<OpenDoors> {
  const [sessions, tokens] = [await listSessions(world, name), await listTokens(world, name)];
  const now = world.now().toISOString();
  return {
    sessions: sessions.map(({ label, name: owner, created_at, seen_at, address, agent }) => ({
      label,
      name: owner,
      begun: formatMoment(created_at, lang),
      seen: formatMoment(seen_at, lang),
      address,
      agent: browserName(agent),
      isThis: label === viewer?.label,
    })),
    tokens: tokens.map(({ label, name: owner, created_at, expires_at, used_at, revoked_at }) => ({
      label,
      name: owner,
      made: formatMoment(created_at, lang),
      expires: formatMoment(expires_at, lang),
      used: used_at === null ? null : formatMoment(used_at, lang),
      state: revoked_at !== null ? 'revoked' : expires_at > now ? 'valid' : 'expired',
    })),
  };
}

const browsers = [
  ['Edge', /\bEdg[A-Z]?[a-z]*\/(\d+)/],
  ['Firefox', /\bFirefox\/(\d+)/],
  ['Chrome', /\bChrom(?:e|ium)\/(\d+)/],
  ['Safari', /\bVersion\/(\d+).*\bSafari\//],
] as const;
const systems = ['Windows', 'Android', 'iPhone', 'iPad', 'Mac OS X', 'Linux'] as const;

/** What a browser calls itself, as its owner knows it: `Firefox 140 · Windows`; in its own words where it is none of these. */
export function browserName(agent: string): string {
  for (const [name, form] of browsers) {
    const [, version] = form.exec(agent) ?? [];
    if (version === undefined) continue;
    const system = systems.find((each) => agent.includes(each));
    return [`${name} ${version}`, ...(system ? [system] : [])].join(' · ');
  }
  return agent.slice(0, 60);
}
