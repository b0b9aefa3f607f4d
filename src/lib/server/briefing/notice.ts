import { sentences } from '$lib/i18n/sentences';
import { mayOpen } from '../access/routes.ts';
import type { Viewer } from '../access/viewer.ts';
import { formatMoment } from '../moments.ts';
import type { Shell } from '../pages/shell';
import { peopleWorld } from '../people/world.ts';
import { issuedBriefings, newestDraft } from './desk.ts';
import { periodName } from './issued-lines.ts';

/** A line on the overview: what waits, and where. */
export interface Notice {
  text: string;
  link: string;
  href: string;
}

/**
 * That the schedule has drafted a month which nobody has issued yet; null when there is none, or the viewer may not issue
 * what tells everything.
 */
export async function draftNotice(viewer: Viewer | null, { filters }: Shell): Promise<Notice | null> {
  if (!viewer || !mayOpen(viewer.role, '/briefings')) return null;
  if (viewer.organization !== null || viewer.disclosure !== 'full') return null;
  const { state } = await peopleWorld();
  const draft = await newestDraft(state);
  if (!draft) return null;
  const { month } = draft;
  const issued = await issuedBriefings(state, { month, span: 'month', disclosure: 'full' });
  if (issued.length > 0) return null;
  const say = sentences(filters.lang).briefings;
  const search = new URLSearchParams({ month, ...(filters.lang === 'en' ? { lang: 'en' } : {}) });
  return {
    text: say.drafted(periodName(draft, filters.lang), formatMoment(draft.issued_at, filters.lang)),
    link: say.openDraft,
    href: `/briefings?${search}`,
  };
}
