import { randomUUID } from 'node:crypto';
import type { Handle, HandleServerError, ServerInit } from '@sveltejs/kit';
import { BadParameter, langOf, type Lang } from '$lib/filters';
import { compressed } from '$lib/server/compress';
import { checkEnvironment } from '$lib/server/environment';
import { secure } from '$lib/server/security';

/** Refuses to start with settings that cannot work. */
export const init: ServerInit = () => checkEnvironment();

/** Puts the language on <html>, and the security headers on every answer; text goes compressed. */
export const handle: Handle = async ({ event, resolve }) => {
  const lang = safeLang(event.url);
  const response = await resolve(event, {
    transformPageChunk: ({ html }) => html.replace('%lang%', lang),
  });
  return compressed(event.request, secure(response));
};

/** What a reader sees of an unexpected error: a sentence and the number of the entry in the log. */
export const handleError: HandleServerError = ({ error, event, status }) => {
  const lang = safeLang(event.url);
  if (status === 404) return { message: notFound[lang] };
  const id = randomUUID().slice(0, 8);
  console.error(`[${id}] ${event.request.method} ${event.route.id ?? 'unknown route'}`, error);
  return { message: `${unexpected[lang]} (${id})`, id };
};

const notFound: Record<Lang, string> = {
  vi: 'Không có trang này.',
  en: 'There is no such page.',
};
const unexpected: Record<Lang, string> = {
  vi: 'Máy chủ gặp lỗi ngoài dự kiến. Hãy thử lại; nếu còn lỗi, báo quản trị viên mã lỗi này.',
  en: 'The server met an unexpected error. Try again; if it stays, tell the administrator this code.',
};

function safeLang(url: URL): Lang {
  try {
    return langOf(url.searchParams);
  } catch (error) {
    if (error instanceof BadParameter) return 'vi';
    throw error;
  }
}
