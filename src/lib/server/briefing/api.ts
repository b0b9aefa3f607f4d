import { pinnedNow } from '../kept/annex.ts';
import { sqlService } from '../sql/service.ts';
import type { RequestEvent } from '@sveltejs/kit';
import { BadParameter, notAllowed } from '../../filters/bad-parameter.ts';
import { noted } from '../access/noted.ts';
import { json, NotFound, respond } from '../http.ts';
import { peopleWorld } from '../people/world.ts';
import { sightOf, versionFor } from '../reading.ts';
import type { Disclosure, IssuedBriefing } from '../state/tables.ts';
import type { State } from '../state/open.ts';
import { draftOf, issuedBriefings, issuedFile } from './desk.ts';
import { briefingFiles, fileName, MonthUnknown, PartialBriefing } from './files.ts';
import type { LiveVersion } from '../version.ts';
import { LetterheadMissing } from './letterhead.ts';
import { formats, type Format } from './manifest.ts';
import { spans, type Span } from './period.ts';
import { secrecyOf, textsOf, type DeskPeriod } from './written.ts';

const mediaTypes: Record<Format, string> = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
};

/**
 * `GET /api/v1/briefings/{month}.{format}`: the file that was issued last, else a draft marked as such, made from the
 * live version and the texts written so far; in the profile that is asked for, else in that of the reader. 403 for a
 * restricted reader who asks for full figures, and for who sees a part only.
 */
export function answerBriefingRequest(event: RequestEvent): Promise<Response> {
  return respond(async () => {
    try {
      return await answered(event);
    } catch (error) {
      if (error instanceof PartialBriefing) return refusal(403, error.message);
      if (error instanceof MonthUnknown) throw new NotFound('month', error.message, []);
      if (error instanceof LetterheadMissing) return refusal(503, error.message);
      throw error;
    }
  });
}

function refusal(status: number, message: string): Response {
  return json({ error: { parameter: null, message, allowed: [] } }, status);
}

async function answered(event: RequestEvent): Promise<Response> {
  const { month, format } = fileAsked(event.params['file'] ?? '');
  const { span, disclosure: profile, issue } = asked(event.url.searchParams);
  const version = await versionFor(sightOf(event.locals.viewer, profile));
  if (version.part !== null) throw new PartialBriefing();
  const { disclosure } = version;
  const period: DeskPeriod = { month, span, disclosure };
  const { state } = await peopleWorld();
  const issued = await issuedAsked(state, period, issue);
  const kept = issued ? issuedFile(state, issued, format) : null;
  if (issued && !kept)
    return refusal(503, 'Tệp đã ban hành không còn nguyên vẹn. Hãy khôi phục từ bản sao lưu.');
  const bytes = kept ?? (await draftBytes(version, { state, period, format }));
  const name = fileName(period, format);
  const isDraft = issued === null || issued.number === 0;
  await noted(event, {
    action: 'briefing_export',
    object: name,
    verdict: 'done',
    detail: { version: issued?.version ?? version.id, issue: issued?.number ?? 'draft' },
  });
  return new Response(new Uint8Array(bytes), {
    headers: {
      'content-type': mediaTypes[format],
      'content-disposition': `attachment; filename="${isDraft ? `du-thao-${name}` : name}"`,
      'cache-control': 'no-store',
      'x-briefing': isDraft ? 'draft' : `issued ${issued.number}`,
      'x-version': issued?.version ?? version.id,
    },
  });
}

/** The issue of that number, the draft of the schedule for 0, the newest issue where none is named; null without one. */
async function issuedAsked(
  state: State,
  period: DeskPeriod,
  issue: number | null,
): Promise<IssuedBriefing | null> {
  const isOfSchedule = period.span === 'month' && period.disclosure === 'full';
  const draft = issue === 0 && isOfSchedule ? await draftOf(state, period.month) : null;
  const all = await issuedBriefings(state, period);
  const issued = issue === null ? all[0] : (draft ?? all.find(({ number }) => number === issue));
  if (issued || issue === null) return issued ?? null;
  const numbers = all.map(({ number }) => String(number));
  throw new NotFound('issue', `Kỳ này không có lần ban hành ${issue}.`, numbers);
}

async function draftBytes(
  version: LiveVersion,
  { state, period, format }: { state: State; period: DeskPeriod; format: Format },
): Promise<Uint8Array> {
  const { month, span } = period;
  const [texts, secrecy] = await Promise.all([textsOf(state, period), secrecyOf(state, period)]);
  const pinned = await pinnedNow(state, version, sqlService);
  const made = await briefingFiles(version, { month, span, texts, secrecy, isDraft: true, pinned });
  return made.file(format);
}

function fileAsked(file: string): { month: string; format: Format } {
  const [, month = '', ending = ''] = /^(\d{4}-(?:0[1-9]|1[0-2]))\.([a-z]+)$/.exec(file) ?? [];
  const format = formats.find((known) => known === ending);
  if (!format)
    throw new NotFound('file', `Không có tệp "${file.slice(0, 40)}". Dạng tên: 2026-10.docx.`, [...formats]);
  return { month, format };
}

function asked(params: URLSearchParams): {
  span: Span;
  disclosure: Disclosure | null;
  issue: number | null;
} {
  const allowed = ['span', 'disclosure', 'issue'];
  const stranger = [...params.keys()].find((name) => !allowed.includes(name));
  if (stranger !== undefined)
    throw new BadParameter(
      stranger.slice(0, 40),
      `Không có tham số này. Các tham số: ${allowed.join(', ')}.`,
      allowed,
    );
  const span = spans.find((known) => known === (params.get('span') ?? 'month'));
  if (!span) throw notAllowed('span', params.get('span') ?? '', spans);
  const disclosure = params.get('disclosure');
  if (disclosure !== null && disclosure !== 'full' && disclosure !== 'restricted')
    throw notAllowed('disclosure', disclosure, ['full', 'restricted']);
  const issue = params.get('issue');
  if (issue !== null && !/^(0|[1-9]\d{0,3})$/.test(issue))
    throw new BadParameter('issue', 'Lần ban hành là một số từ 1; 0 là dự thảo lập theo lịch.');
  return { span, disclosure, issue: issue === null ? null : Number(issue) };
}
