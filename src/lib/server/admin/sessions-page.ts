import { redirect, type RequestEvent } from '@sveltejs/kit';
import { langOf, type Lang } from '$lib/filters';
import { formatMoment } from '$lib/format/dates';
import { adminWords } from '$lib/i18n/admin';
import { textOf } from '../access/form.ts';
import { notedFirst } from '../access/handing-out.ts';
import { answering } from '../pages/load';
import { endSessions, listSessions } from '../people/sessions.ts';
import { listTokens, revokeTokens } from '../people/tokens.ts';
import { peopleWorld } from '../people/world.ts';

/** Every session that holds, and every token. */
export interface SessionsPage {
  lang: Lang;
  sessions: {
    label: string;
    name: string;
    begun: string;
    seen: string;
    address: string;
    agent: string;
    isThis: boolean;
  }[];
  tokens: {
    label: string;
    name: string;
    made: string;
    expires: string;
    used: string | null;
    state: 'valid' | 'revoked' | 'expired';
  }[];
  /** Who has a session. */
  names: string[];
  note: string | null;
}

/** All sessions and tokens, of everybody. */
export async function sessionsLoad({ locals, url }: RequestEvent): Promise<SessionsPage> {
  const lang = await answering(url, async () => langOf(url.searchParams));
  const world = await peopleWorld();
  const [sessions, tokens] = [await listSessions(world, null), await listTokens(world, null)];
  const now = world.now().toISOString();
  return {
    lang,
    names: [...new Set(sessions.map(({ name }) => name))].sort(),
    note: noteOf(url, lang),
    sessions: sessions.map(({ label, name, created_at, seen_at, address, agent }) => ({
      label,
      name,
      begun: formatMoment(created_at, lang),
      seen: formatMoment(seen_at, lang),
      address,
      agent,
      isThis: label === locals.viewer?.label,
    })),
    tokens: tokens.map(({ label, name, created_at, expires_at, used_at, revoked_at }) => ({
      label,
      name,
      made: formatMoment(created_at, lang),
      expires: formatMoment(expires_at, lang),
      used: used_at === null ? null : formatMoment(used_at, lang),
      state: revoked_at !== null ? 'revoked' : expires_at > now ? 'valid' : 'expired',
    })),
  };
}

function noteOf({ searchParams }: URL, lang: Lang): string | null {
  const { ended, revoked } = adminWords(lang).sessions;
  for (const [name, say] of [
    ['ended', ended],
    ['revoked', revoked],
  ] as const) {
    const count = searchParams.get(name);
    if (count !== null && /^\d{1,6}$/.test(count)) return say(Number(count));
  }
  return null;
}

/** Ends sessions, one by its label or all of a person; revokes a token. Each is written down first. */
export const sessionsActions = {
  end: async (event: RequestEvent) => {
    const form = await event.request.formData();
    const [label, name] = [textOf(form, 'label'), textOf(form, 'name')];
    if (label === '' && name === '') redirect(303, back(event.url));
    await notedFirst(event, { action: 'session_revoke', object: label || name, verdict: 'done' });
    const count = await endSessions(await peopleWorld(), label === '' ? { name } : { label });
    redirect(303, back(event.url, 'ended', count));
  },
  revoke: async (event: RequestEvent) => {
    const label = textOf(await event.request.formData(), 'label');
    const world = await peopleWorld();
    const token = (await listTokens(world, null)).find((each) => each.label === label);
    if (!token) redirect(303, back(event.url, 'revoked', 0));
    const detail = { token: label };
    await notedFirst(event, { action: 'token_revoke', object: token.name, verdict: 'done', detail });
    const revoked = await revokeTokens(world, label);
    redirect(303, back(event.url, 'revoked', revoked.length));
  },
};

function back(url: URL, name?: string, count = 0): string {
  const params = new URLSearchParams();
  if (name !== undefined) params.set(name, String(count));
  if (url.searchParams.get('lang') === 'en') params.set('lang', 'en');
  return params.size === 0 ? url.pathname : `${url.pathname}?${params}`;
}
