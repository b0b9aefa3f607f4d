import type { RequestEvent } from '@sveltejs/kit';
import { BadParameter, notAllowed } from '../../filters/bad-parameter.ts';
import { noted } from '../access/noted.ts';
import { json, NotFound, respond } from '../http.ts';
import { peopleWorld } from '../people/world.ts';
import { sightOf, versionFor } from '../reading.ts';
import { issuedBriefings, issuedFile, textsOf, type DeskPeriod } from './desk.ts';
import { briefingFiles, fileName, MonthUnknown, PartialBriefing, RestrictedBriefing } from './files.ts';
import { LetterheadMissing } from './letterhead.ts';
import { formats, type Format } from './manifest.ts';
import { spans, type Span } from './period.ts';

const mediaTypes: Record<Format, string> = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
};

/**
 * `GET /api/v1/briefings/{month}.{format}`: the file that was issued last, else a draft marked as such, made from the
 * live version and the texts written so far. 403 for readers of the restricted profile or of a part, until there are
 * briefings for them.
 */
export function answerBriefingRequest(event: RequestEvent): Promise<Response> {
  return respond(async () => {
    try {
      return await answered(event);
    } catch (error) {
      if (error instanceof RestrictedBriefing || error instanceof PartialBriefing)
        return json({ error: { parameter: 'disclosure', message: error.message, allowed: ['full'] } }, 403);
      if (error instanceof MonthUnknown) throw new NotFound('month', error.message, []);
      if (error instanceof LetterheadMissing)
        return json({ error: { parameter: null, message: error.message, allowed: [] } }, 503);
      throw error;
    }
  });
}

async function answered(event: RequestEvent): Promise<Response> {
  const { month, format } = fileAsked(event.params['file'] ?? '');
  const { span, disclosure, issue } = asked(event.url.searchParams);
  const version = await versionFor(sightOf(event.locals.viewer));
  if (disclosure === 'restricted' || version.disclosure === 'restricted') throw new RestrictedBriefing();
  if (version.part !== null) throw new PartialBriefing();
  const { state } = await peopleWorld();
  const period: DeskPeriod = { month, span };
  const all = await issuedBriefings(state, period);
  const issued = issue === null ? all[0] : all.find(({ number }) => number === issue);
  if (issue !== null && !issued)
    throw new NotFound(
      'issue',
      `Kỳ này không có lần ban hành ${issue}.`,
      all.map(({ number }) => String(number)),
    );
  const kept = issued ? issuedFile(state, issued, format) : null;
  if (issued && !kept)
    return json(
      {
        error: {
          parameter: null,
          message: 'Tệp đã ban hành không còn nguyên vẹn. Hãy khôi phục từ bản sao lưu.',
          allowed: [],
        },
      },
      503,
    );
  const request = { month, span, disclosure, texts: {}, secrecy: null, isDraft: true };
  const bytes =
    kept ??
    (await (await briefingFiles(version, { ...request, texts: await textsOf(state, period) })).file(format));
  const name = fileName(request, format);
  await noted(event, {
    action: 'briefing_export',
    object: name,
    verdict: 'done',
    detail: { version: issued?.version ?? version.id, issue: issued?.number ?? 'draft' },
  });
  return new Response(new Uint8Array(bytes), {
    headers: {
      'content-type': mediaTypes[format],
      'content-disposition': `attachment; filename="${kept ? name : `du-thao-${name}`}"`,
      'cache-control': 'no-store',
      'x-briefing': issued ? `issued ${issued.number}` : 'draft',
      'x-version': issued?.version ?? version.id,
    },
  });
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
  disclosure: 'full' | 'restricted';
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
  const disclosure = params.get('disclosure') ?? 'full';
  if (disclosure !== 'full' && disclosure !== 'restricted')
    throw notAllowed('disclosure', disclosure, ['full', 'restricted']);
  const issue = params.get('issue');
  if (issue !== null && !/^[1-9]\d{0,3}$/.test(issue))
    throw new BadParameter('issue', 'Lần ban hành là một số từ 1.');
  return { span, disclosure, issue: issue === null ? null : Number(issue) };
}
