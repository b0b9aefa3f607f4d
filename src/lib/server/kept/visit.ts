import { error, type RequestEvent } from '@sveltejs/kit';
import { langOf, lenientLangOf } from '$lib/filters';
import type { Lang } from '$lib/i18n';
import { keptWords } from '$lib/i18n/kept';
import type { Viewer } from '../access/viewer.ts';
import { answering } from '../pages/load';
import { peopleWorld } from '../people/world.ts';
import { sqlRefusal } from '../sql/permission.ts';
import { openQuery } from './sharing.ts';
import type { KeptWorld } from './world.ts';

/** Somebody who may query, at a page of what is kept. */
export interface KeptVisit {
  viewer: Viewer;
  lang: Lang;
  world: KeptWorld;
}

/** Who asks, where they may query; 403 with the reason where they may not, 400 for an unknown language. */
export async function keptVisit({
  locals: { viewer },
  url,
}: Pick<RequestEvent, 'locals' | 'url'>): Promise<KeptVisit> {
  const lang = await answering(url, async () => langOf(url.searchParams));
  const refusal = viewer && sqlRefusal(viewer, lang);
  if (viewer === null || refusal !== null) error(403, refusal ?? '');
  return { viewer, lang, world: await peopleWorld() };
}

/** The query of an address, where its reader may open it; 404 in all other cases, whether it exists or not. */
export async function openedQuery({ viewer, lang, world }: KeptVisit, id: string) {
  const opened = await openQuery(world, id, viewer.name);
  if (!opened) error(404, keptWords(lang).query.unknown);
  return opened;
}

/** A page with the language of the address at hand. */
export function pathIn(
  event: RequestEvent,
  path: string,
  more: Readonly<Record<string, string>> = {},
): string {
  const lang = lenientLangOf(event.url.searchParams);
  const search = new URLSearchParams({ ...more, ...(lang === 'en' && { lang }) }).toString();
  return search === '' ? path : `${path}?${search}`;
}
