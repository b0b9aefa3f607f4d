import { pinnedNow } from '../kept/annex.ts';
import { sqlService } from '../sql/service.ts';
import { error, fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { BadParameter, notAllowed } from '../../filters/bad-parameter.ts';
import { lenientLangOf } from '$lib/filters';
import { textOf } from '../access/form.ts';
import { notedFirst } from '../access/handing-out.ts';
import { answering } from '../pages/load';
import { peopleWorld } from '../people/world.ts';
import { sightOf, versionFor } from '../reading.ts';
import { issueBriefing } from './desk.ts';
import { promptIds } from './document.ts';
import { briefingFiles, MonthUnknown, PartialBriefing } from './files.ts';
import { LetterheadMissing } from './letterhead.ts';
import { spans } from './period.ts';
import { longestText } from './texts.ts';
import {
  deskName,
  keepSecrecy,
  keepText,
  secrecyIn,
  secrecyOf,
  textsOf,
  type DeskPeriod,
} from './written.ts';

/** Saving what an officer wrote, marking, and issuing. */
export const briefingActions = {
  save: (event: RequestEvent) => answering(event.url, () => saveTexts(event)),
  secrecy: (event: RequestEvent) => answering(event.url, () => saveSecrecy(event)),
  issue: (event: RequestEvent) => answering(event.url, () => issueNow(event)),
};

/**
 * The briefing that a form is about, of a profile that its sender may see. Only who sees all organisations writes and
 * issues.
 */
function deskIn({ locals: { viewer } }: RequestEvent, form: FormData): DeskPeriod {
  const month = textOf(form, 'month');
  const span = spans.find((known) => known === textOf(form, 'span'));
  const asked = textOf(form, 'disclosure') || 'full';
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(month) || !span) error(400, 'month, span');
  if (asked !== 'full' && asked !== 'restricted')
    throw notAllowed('disclosure', asked, ['full', 'restricted']);
  const { part, disclosure } = sightOf(viewer, asked);
  if (part !== null) error(403, new PartialBriefing().message);
  return { month, span, disclosure };
}

function signedIn({ locals }: RequestEvent): string {
  if (!locals.viewer) error(401);
  return locals.viewer.name;
}

async function saveTexts(event: RequestEvent) {
  const [by, form] = [signedIn(event), await event.request.formData()];
  const period = deskIn(event, form);
  const { state, now } = await peopleWorld();
  const before = await textsOf(state, period);
  const changed = promptIds.filter((id) => form.has(id) && textOf(form, id).trim() !== (before[id] ?? ''));
  if (changed.some((id) => textOf(form, id).length > longestText)) return fail(400, { saved: false });
  if (changed.length === 0) return { saved: true };
  await notedFirst(event, {
    action: 'briefing_edit',
    object: deskName(period),
    verdict: 'done',
    detail: { texts: changed },
  });
  for (const prompt of changed) {
    await keepText(state, period, { prompt, text: textOf(form, prompt) }, { by, now: now() });
  }
  return { saved: true };
}

async function saveSecrecy(event: RequestEvent) {
  const [by, form] = [signedIn(event), await event.request.formData()];
  const period = deskIn(event, form);
  const typed = { level: textOf(form, 'secrecy'), basis: textOf(form, 'secrecy_basis') };
  try {
    const mark = secrecyIn(typed);
    await notedFirst(event, {
      action: 'briefing_edit',
      object: deskName(period),
      verdict: 'done',
      detail: { secrecy: mark?.level ?? '', basis: mark?.basis ?? '' },
    });
    const { state, now } = await peopleWorld();
    await keepSecrecy(state, period, mark, { by, now: now() });
    return { marked: true };
  } catch (cause) {
    if (!(cause instanceof BadParameter)) throw cause;
    return fail(400, { marked: false, problem: cause.in(lenientLangOf(event.url.searchParams)), ...typed });
  }
}

async function issueNow(event: RequestEvent) {
  const [by, form] = [signedIn(event), await event.request.formData()];
  const period = deskIn(event, form);
  const { month, span, disclosure } = period;
  const { state, now } = await peopleWorld();
  const version = await versionFor(sightOf(event.locals.viewer, disclosure));
  const [texts, secrecy] = await Promise.all([textsOf(state, period), secrecyOf(state, period)]);
  const pinned = await pinnedNow(state, version, sqlService);
  const request = { month, span, texts, secrecy, isDraft: false, pinned };
  const made = await briefingFiles(version, request).catch(refused);
  await notedFirst(event, {
    action: 'briefing_issue',
    object: deskName(period),
    verdict: 'done',
    detail: { version: version.id },
  });
  const issued = await issueBriefing(state, made, { by, now: now() });
  const params = new URLSearchParams({
    month,
    ...(span === 'month' ? {} : { span }),
    ...(disclosure === 'full' ? {} : { disclosure }),
  });
  redirect(303, `/briefings?${params}#issued-${issued.id}`);
}

function refused(cause: unknown): never {
  if (cause instanceof MonthUnknown) error(400, cause.message);
  if (cause instanceof LetterheadMissing) error(503, cause.message);
  throw cause;
}
