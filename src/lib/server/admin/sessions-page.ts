import { redirect, type RequestEvent } from '@sveltejs/kit';
import { langOf, type Lang } from '$lib/filters';
import { adminWords } from '$lib/i18n/admin';
import { textOf } from '../access/form.ts';
import { notedFirst } from '../access/handing-out.ts';
import { openDoors, type OpenDoors } from '../access/open-doors.ts';
import { answering } from '../pages/load';
import { endSessions } from '../people/sessions.ts';
import { listTokens, revokeTokens } from '../people/tokens.ts';
import { peopleWorld } from '../people/world.ts';

/** Every session that holds, and every token. */
export interface SessionsPage extends OpenDoors {
  lang: Lang;
  /** Who has a session. */
  names: string[];
  note: string | null;
}

/** All sessions and tokens, of everybody. */
export async function sessionsLoad({ locals, url }: RequestEvent): Promise<SessionsPage> {
  const lang = await answering(url, async () => langOf(url.searchParams));
  const doors = await openDoors(await peopleWorld(), { name: null, viewer: locals.viewer, lang });
  const names = [...new Set(doors.sessions.map(({ name }) => name))].sort();
  return { lang, names, note: noteOf(url, lang), ...doors };
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
