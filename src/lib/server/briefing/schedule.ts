import { houseDay } from '#warehouse/house-time.ts';
import { sqlFile } from '#warehouse/project.ts';
import { recordEvent } from '../audit/record.ts';
import { NoPublishedVersion } from '../errors.ts';
import { hasTable } from '../has-table.ts';
import { pinnedNow } from '../kept/annex.ts';
import { errorFacts, log } from '../operations/log.ts';
import { peopleWorld } from '../people/world.ts';
import { versionFor } from '../reading.ts';
import { sqlService } from '../sql/service.ts';
import type { State } from '../state/open.ts';
import type { IssuedBriefing } from '../state/tables.ts';
import type { LiveVersion } from '../version.ts';
import { issuedBriefings, keepDraft } from './desk.ts';
import { briefingFiles } from './files.ts';
import { deskName, secrecyOf, textsOf } from './written.ts';

/** How the schedule is named where people are. */
const scheduler = 'schedule';
const everyMs = 10 * 60_000;
/** A server that has just started answers its readers first. */
const firstMs = 60_000;

/**
 * Looks every ten minutes, for as long as the server runs, whether a draft is due; BRIEFING_DRAFTS=off switches it off.
 * What is due is decided by figures and calendar alone, so that nothing is lost while the server is down, and several
 * servers make one draft.
 */
export function keepDrafting(environment: NodeJS.ProcessEnv = process.env): void {
  if (environment.BRIEFING_DRAFTS === 'off') return;
  setTimeout(() => void look(), firstMs).unref();
  setInterval(() => void look(), everyMs).unref();
}

async function look(): Promise<void> {
  try {
    const { state, now } = await peopleWorld();
    const version = await versionFor({ part: null, disclosure: 'full' });
    const draft = await draftWhenDue(state, version, now());
    if (draft) log('info', 'briefing_drafted', { month: draft.month, version: draft.version });
  } catch (error) {
    if (error instanceof NoPublishedVersion) return;
    log('warn', 'briefing_draft_failed', errorFacts(error));
  }
}

/**
 * Drafts the newest month that is over, on its first working day after the load or later, unless it was drafted or
 * issued already; null when there is nothing to do. Throws like briefingFiles and recordEvent.
 */
export async function draftWhenDue(
  state: State,
  version: LiveVersion,
  now: Date,
): Promise<IssuedBriefing | null> {
  const due = await dueMonth(version);
  if (due === null || houseDay(now) < due.draftOn) return null;
  const period = { month: due.month, span: 'month', disclosure: 'full' } as const;
  if ((await issuedBriefings(state, period)).length > 0) return null;
  const make = async () => {
    const [texts, secrecy] = [await textsOf(state, period), await secrecyOf(state, period)];
    const pinned = await pinnedNow(state, version, sqlService);
    const made = await briefingFiles(version, { ...period, texts, secrecy, isDraft: true, pinned });
    await recordEvent(state, {
      action: 'briefing_draft',
      actor: scheduler,
      object: deskName(period),
      verdict: 'done',
      detail: { version: version.id },
    });
    return made;
  };
  return keepDraft(state, make, { ...period, version: version.id }, { by: scheduler, now });
}

/** The newest month that is over, and the day from which its draft is due; null in versions without a calendar. */
export async function dueMonth(version: LiveVersion): Promise<{ month: string; draftOn: string } | null> {
  if (!(await hasTable(version, 'meta', 'calendar'))) return null;
  const [row] = await version.all(sqlFile('queries/briefing-draft-day.sql'));
  const [month, draftOn] = [row?.month, row?.draft_on];
  return typeof month === 'string' && typeof draftOn === 'string' ? { month, draftOn } : null;
}
