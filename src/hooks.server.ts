import type { Handle, HandleServerError, RequestEvent, ServerInit } from '@sveltejs/kit';
import { building, dev } from '$app/environment';
import { lenientLangOf, type Lang } from '$lib/filters';
import { answerTo, problem } from '$lib/server/access/answers';
import { decide } from '$lib/server/access/guard';
import { notedFirst } from '$lib/server/access/handing-out';
import { isArrival, trustedProxy, type TrustedProxy } from '$lib/server/access/proxy';
import { keepTellingRefusals, noteRefusal, tellRefusalsAtEnd } from '$lib/server/access/refusals';
import { bringsToken, placeOf, recognise } from '$lib/server/access/recognise';
import { isForPrograms } from '$lib/server/access/routes';
import { keepDrafting } from '$lib/server/briefing/schedule';
import { compressed } from '$lib/server/compress';
import { checkEnvironment, dataDir } from '$lib/server/environment';
import { paintedFirst } from '$lib/server/first-paint';
import { assertAccounts } from '$lib/server/operations/exposure';
import { errorFacts, log } from '$lib/server/operations/log';
import { addReadings } from '$lib/server/operations/readings';
import { noteRequest, requestId } from '$lib/server/operations/request-note';
import { followRequests } from '$lib/server/operations/requests';
import { atShutdown } from '$lib/server/operations/shutdown';
import {
  comesFromOwnPage,
  hasReadablePath,
  isForm,
  isReadableForm,
  isTooLarge,
} from '$lib/server/own-origin';
import { followPublished } from '$lib/server/pages/warm-up';
import { readProvider } from '$lib/server/people/provider';
import { factorRoles } from '$lib/server/people/second-factor';
import { peopleWorld } from '$lib/server/people/world';
import { attributesOf, followLanguage } from '$lib/server/preferences';
import { secure } from '$lib/server/security';
import { closeSql } from '$lib/server/sql/service';
import { sqlSettings } from '$lib/server/sql/settings';
import { warmSql } from '$lib/server/sql/warm';
import { isAway } from '$lib/server/state/postgres';
import { keepUploadsTidy } from '$lib/server/upload';

/** Refuses to start with settings or a state that cannot work; clears away what a server before left in memory. */
export const init: ServerInit = async () => {
  checkEnvironment();
  const world = await peopleWorld();
  // The development server listens on loopback without being told.
  if (!dev && !building) await assertAccounts(world);
  if (!building) proxy = trustedProxy();
  readProvider(dataDir());
  factorRoles();
  sqlSettings();
  addReadings(world);
  followRequests();
  keepUploadsTidy();
  keepTellingRefusals();
  atShutdown(async () => {
    closeSql();
    await tellRefusalsAtEnd();
  });
  if (!building) followPublished();
  if (!building) keepDrafting();
  if (!dev && !building) warmSql();
};

let proxy: TrustedProxy | null = null;

/** The only addresses that take bodies of any size: they pass them on piece by piece, with a limit of their own. */
const uploads = '/data/load';

/**
 * Lets pass who may, then puts language, theme and mode on <html>, and the security headers on every answer; text goes
 * compressed.
 */
export const handle: Handle = async ({ event, resolve }) => {
  noteRequest(event);
  const lang = lenientLangOf(event.url.searchParams);
  if (!hasReadablePath(event.url)) return secure(plain(unreadable[lang], 400));
  const refused = (words: Record<Lang, string>, status: number) =>
    secure(isForPrograms(event.url.pathname) ? problem(words[lang], status) : plain(words[lang], status));
  const isFromPage = !bringsToken(event.request, event.url.pathname);
  if (isFromPage && !comesFromOwnPage(event.request, event.url)) return refused(foreign, 403);
  if (isTooLarge(event.request) && !event.route.id?.startsWith(uploads)) return refused(tooLarge, 413);
  if (!isForm(event.request) && !isForPrograms(event.url.pathname)) return refused(noForm, 415);
  if (!event.route.id?.startsWith(uploads) && !(await isReadableForm(event.request)))
    return refused(unreadable, 400);
  followLanguage(event, lang);
  answerFormsAsPages(event.request);
  try {
    const refusal = await guarded(event, lang);
    if (refusal) return secure(refusal);
  } catch (error) {
    if (!isAway(error)) throw error;
    log('warn', 'state', errorFacts(error));
    return refused(stateAway, 503);
  }
  const attributes = attributesOf(event);
  const { preload, transformPageChunk } = paintedFirst();
  const response = await resolve(event, {
    preload,
    transformPageChunk: (chunk) =>
      transformPageChunk({ ...chunk, html: chunk.html.replace('%lang%"', () => `${lang}"${attributes}`) }),
  });
  return compressed(event.request, secure(response));
};

/** A program that posts a form gets what a browser gets: the page and its status, not a description of both. */
function answerFormsAsPages({ headers, method }: Request): void {
  const isForm = /form/i.test(headers.get('content-type') ?? '');
  const isOfPage = headers.has('x-sveltekit-action') || headers.get('accept')?.includes('application/json');
  if (method === 'POST' && isForm && !isOfPage) headers.set('accept', 'text/html');
}

/** Puts who asks into the locals; gives the answer when they may not have what they ask for, else null. */
async function guarded(event: RequestEvent, lang: Lang): Promise<Response | null> {
  const { params, request, route, url } = event;
  const found = await recognise(await peopleWorld(), event, proxy);
  const who = found === 'elsewhere' ? null : found;
  event.locals.viewer = who?.viewer ?? null;
  event.locals.owes = who?.owes ?? null;
  if (found === 'elsewhere') {
    const detail = { header: proxy?.header ?? '' };
    // Not each: whoever reaches the port could fill the disk.
    if (isArrival(`elsewhere ${placeOf(event).address}`, Date.now()))
      await notedFirst(event, { action: 'access', object: url.pathname, verdict: 'refused', detail });
    return plain(foreign[lang], 403);
  }
  if (who?.viewer.by === 'proxy' && isArrival(`${who.viewer.name} ${placeOf(event).address}`, Date.now())) {
    await notedFirst(event, {
      action: 'sign_in',
      object: who.viewer.name,
      verdict: 'done',
      detail: { by: 'proxy' },
    });
  }
  const isReading = request.method === 'GET' || request.method === 'HEAD';
  const decision = decide({ id: route.id, params, path: url.pathname + url.search, isReading }, who);
  if (decision.kind === 'pass') return null;
  if (decision.kind === 'refuse') await noteRefusal(event);
  return answerTo(decision, event, lang);
}

/** What a reader sees of an unexpected error: a sentence and the number of the entry in the log. */
export const handleError: HandleServerError = ({ error, event, status }) => {
  const lang = lenientLangOf(event.url.searchParams);
  if (status === 404) return { message: notFound[lang] };
  const request = requestId(event);
  const id = request.slice(0, 8);
  log('error', 'fault', {
    id: request,
    method: event.request.method,
    route: event.route.id ?? 'unknown',
    ...errorFacts(error),
  });
  return { message: `${unexpected[lang]} (${id})`, id };
};

function plain(text: string, status: number): Response {
  return new Response(text, { status, headers: { 'content-type': 'text/plain; charset=utf-8' } });
}

const foreign: Record<Lang, string> = {
  vi: 'Yêu cầu không đến từ một trang của máy chủ này.',
  en: 'The request does not come from a page of this server.',
};
const unreadable: Record<Lang, string> = {
  vi: 'Không đọc được yêu cầu này: địa chỉ hoặc nội dung gửi lên không đúng dạng.',
  en: 'This request cannot be read: its address or what was sent is malformed.',
};
const tooLarge: Record<Lang, string> = {
  vi: 'Nội dung gửi lên quá lớn.',
  en: 'What was sent is too large.',
};
const noForm: Record<Lang, string> = {
  vi: 'Địa chỉ này chỉ nhận biểu mẫu.',
  en: 'This address takes forms only.',
};
const stateAway: Record<Lang, string> = {
  vi: 'Chưa nối được với nơi giữ tài khoản và nhật ký. Hãy thử lại sau ít phút; nếu vẫn vậy, báo quản trị viên.',
  en: 'Where accounts and audit are kept cannot be reached. Try again in a few minutes; if it stays, tell the administrator.',
};
const notFound: Record<Lang, string> = {
  vi: 'Không có trang này.',
  en: 'There is no such page.',
};
const unexpected: Record<Lang, string> = {
  vi: 'Máy chủ gặp lỗi ngoài dự kiến. Hãy thử lại; nếu còn lỗi, báo quản trị viên mã lỗi này.',
  en: 'The server met an unexpected error. Try again; if it stays, tell the administrator this code.',
};
