import { error, fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { textOf } from '../access/form.ts';
import { noted } from '../access/noted.ts';
import { answering } from '../pages/load';
import { peopleWorld } from '../people/world.ts';
import { sightOf, versionFor } from '../reading.ts';
import { issueBriefing, keepText, textsOf, type DeskPeriod } from './desk.ts';
import { promptIds } from './document.ts';
import { briefingFiles, MonthUnknown, PartialBriefing, RestrictedBriefing } from './files.ts';
import { LetterheadMissing } from './letterhead.ts';
import { spans } from './period.ts';
import { longestText } from './texts.ts';

/** Saving what an officer wrote, and issuing. */
export const briefingActions = { save: saveTexts, issue: issueNow };

function periodIn(form: FormData): DeskPeriod {
  const month = textOf(form, 'month');
  const span = spans.find((known) => known === textOf(form, 'span'));
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(month) || !span) error(400, 'month, span');
  return { month, span };
}

function signedIn({ locals }: RequestEvent): string {
  if (!locals.viewer) error(401);
  return locals.viewer.name;
}

/** Only who sees everything writes and issues: a briefing tells of all. */
function requireWhole({ locals }: RequestEvent): void {
  const { viewer } = locals;
  if (viewer?.organization === null && viewer.disclosure === 'full') return;
  error(403, new (viewer?.organization === null ? RestrictedBriefing : PartialBriefing)().message);
}

async function saveTexts(event: RequestEvent) {
  requireWhole(event);
  const [by, form] = [signedIn(event), await event.request.formData()];
  const period = periodIn(form);
  const { state, now } = await peopleWorld();
  const before = await textsOf(state, period);
  const changed = promptIds.filter((id) => form.has(id) && textOf(form, id).trim() !== (before[id] ?? ''));
  if (changed.some((id) => textOf(form, id).length > longestText)) return fail(400, { saved: false });
  if (changed.length === 0) return { saved: true };
  await noted(event, {
    action: 'briefing_edit',
    object: `${period.month}.${period.span}`,
    verdict: 'done',
    detail: { texts: changed },
  });
  for (const prompt of changed) {
    await keepText(state, period, { prompt, text: textOf(form, prompt) }, { by, now: now() });
  }
  return { saved: true };
}

async function issueNow(event: RequestEvent) {
  requireWhole(event);
  const [by, form] = [signedIn(event), await event.request.formData()];
  const { month, span } = periodIn(form);
  const { state, now } = await peopleWorld();
  const issued = await answering(event.url, async () => {
    const version = await versionFor(sightOf(event.locals.viewer));
    const texts = await textsOf(state, { month, span });
    const made = await briefingFiles(version, {
      month,
      span,
      disclosure: 'full',
      texts,
      secrecy: null,
      isDraft: false,
    }).catch(refused);
    await noted(event, {
      action: 'briefing_issue',
      object: `${month}.${span}`,
      verdict: 'done',
      detail: { version: version.id },
    });
    return issueBriefing(state, made, { by, now: now() });
  });
  const params = new URLSearchParams({ month, ...(span === 'month' ? {} : { span }) });
  redirect(303, `/briefings?${params}#issued-${issued.id}`);
}

function refused(cause: unknown): never {
  if (cause instanceof MonthUnknown) error(400, cause.message);
  if (cause instanceof LetterheadMissing) error(503, cause.message);
  throw cause;
}
