import { randomUUID } from 'node:crypto';
import type { Handle, HandleServerError, ServerInit } from '@sveltejs/kit';
import { lenientLangOf, type Lang } from '$lib/filters';
import { compressed } from '$lib/server/compress';
import { checkEnvironment } from '$lib/server/environment';
import { comesFromOwnPage, isTooLarge } from '$lib/server/own-origin';
import { attributesOf, followLanguage } from '$lib/server/preferences';
import { secure } from '$lib/server/security';
import { keepUploadsTidy } from '$lib/server/upload';

/** Refuses to start with settings that cannot work; clears away what a server before left in memory. */
export const init: ServerInit = () => {
  checkEnvironment();
  keepUploadsTidy();
};

/** The only addresses that take bodies of any size: they pass them on piece by piece, with a limit of their own. */
const uploads = '/data/load';

/** Puts language, theme and mode on <html>, and the security headers on every answer; text goes compressed. */
export const handle: Handle = async ({ event, resolve }) => {
  const lang = lenientLangOf(event.url.searchParams);
  if (!comesFromOwnPage(event.request, event.url)) return secure(plain(foreign[lang], 403));
  if (isTooLarge(event.request) && !event.route.id?.startsWith(uploads)) {
    return secure(plain(tooLarge[lang], 413));
  }
  followLanguage(event, lang);
  const attributes = attributesOf(event);
  const response = await resolve(event, {
    transformPageChunk: ({ html }) => html.replace('%lang%"', () => `${lang}"${attributes}`),
  });
  return compressed(event.request, secure(response));
};

/** What a reader sees of an unexpected error: a sentence and the number of the entry in the log. */
export const handleError: HandleServerError = ({ error, event, status }) => {
  const lang = lenientLangOf(event.url.searchParams);
  if (status === 404) return { message: notFound[lang] };
  const id = randomUUID().slice(0, 8);
  console.error(`[${id}] ${event.request.method} ${event.route.id ?? 'unknown route'}`, error);
  return { message: `${unexpected[lang]} (${id})`, id };
};

function plain(text: string, status: number): Response {
  return new Response(text, { status, headers: { 'content-type': 'text/plain; charset=utf-8' } });
}

const foreign: Record<Lang, string> = {
  vi: 'Yêu cầu không đến từ một trang của máy chủ này.',
  en: 'The request does not come from a page of this server.',
};
const tooLarge: Record<Lang, string> = {
  vi: 'Nội dung gửi lên quá lớn.',
  en: 'What was sent is too large.',
};
const notFound: Record<Lang, string> = {
  vi: 'Không có trang này.',
  en: 'There is no such page.',
};
const unexpected: Record<Lang, string> = {
  vi: 'Máy chủ gặp lỗi ngoài dự kiến. Hãy thử lại; nếu còn lỗi, báo quản trị viên mã lỗi này.',
  en: 'The server met an unexpected error. Try again; if it stays, tell the administrator this code.',
};
