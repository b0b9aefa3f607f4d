import { redirect, type Cookies, type RequestEvent } from '@sveltejs/kit';
import { BadParameter, langs, type Lang } from '$lib/filters';
import { escapeHtml } from '../charts/parts.ts';
import { notAllowed } from '../filters/bad-parameter.ts';
import { modeOf, themeOf, themes } from '../filters/look.ts';
import { ownPath } from './access/own-path.ts';

const year = 365 * 24 * 60 * 60;
const kept = { path: '/', maxAge: year, sameSite: 'lax', secure: false, httpOnly: true } as const;
const files = /^\/(api|panels|healthz|preferences|metrics)(\/|$)|\.csv$/;

/**
 * The attributes of <html>: theme (URL before cookie) and mode that the reader chose, and the page's address as a CSS
 * string, which paper shows at the foot of every sheet.
 */
export function attributesOf(event: RequestEvent): string {
  const theme = quietly(() => themeOf(event.url.searchParams)) ?? themeIn(event.cookies);
  const mode = quietly(() => modeOf(event.url.searchParams));
  const printed = ` style="--printed: ${escapeHtml(JSON.stringify(event.url.href))}"`;
  return `${theme ? ` data-theme="${theme}"` : ''}${mode ? ` data-mode="${mode}"` : ''}${printed}`;
}

/**
 * Remembers the language that a page's URL names. A page whose URL names none is led to the remembered one, so that
 * the URL stays the whole state of what is seen: throws a redirect then.
 */
export function followLanguage(event: RequestEvent, lang: Lang): void {
  const { cookies, isDataRequest, request, route, url } = event;
  const wantsPage = request.method === 'GET' && (request.headers.get('accept') ?? '').includes('text/html');
  if (!wantsPage || isDataRequest || !route.id || files.test(route.id)) return;
  const remembered = langs.find((each) => each === cookies.get('lang'));
  if (url.searchParams.has('lang')) {
    if (remembered !== lang && url.searchParams.get('lang') === lang) cookies.set('lang', lang, kept);
  } else if (remembered && remembered !== lang) {
    const next = new URL(url);
    next.searchParams.set('lang', remembered);
    redirect(303, next.pathname + next.search.replaceAll('%2C', ','));
  }
}

/**
 * Keeps a chosen theme (`light`, `dark`; `auto` forgets it) and gives the page to go back to: a path of this server,
 * else the first page. Throws BadParameter for another theme.
 */
export function keepTheme(cookies: Cookies, form: FormData, origin: string): string {
  const theme = String(form.get('theme') ?? '');
  if (theme === 'auto') cookies.delete('theme', kept);
  else if (themes.some((each) => each === theme)) cookies.set('theme', theme, kept);
  else throw notAllowed('theme', theme, [...themes, 'auto']);
  const back = form.get('back');
  return (typeof back === 'string' ? ownPath(back, origin) : null) ?? '/';
}

function themeIn(cookies: Cookies) {
  return themes.find((theme) => theme === cookies.get('theme'));
}

/** The page itself answers a parameter that cannot be used; here it counts as absent. */
function quietly<Value>(read: () => Value): Value | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof BadParameter) return undefined;
    throw error;
  }
}
