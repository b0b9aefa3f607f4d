import { error } from '@sveltejs/kit';
import { BadParameter, lenientLangOf } from '$lib/filters';
import { modeOf, themeOf } from '$lib/filters/look';
import { usePainter } from '$lib/charts/painter';
import { DamagedVersion, liveVersion, NoPublishedVersion } from '../warehouse.ts';
import { openContext, type PageContext } from './context';
import { paintSvg } from './paint';
import { shellOf, type Shell } from './shell';

usePainter(paintSvg);

/** A page with the frame around it, both from one published version. */
export interface Loaded<Page> {
  shell: Shell;
  page: Page;
}

/** What a page is made by, and which parameters of the URL belong to it alone. */
export interface PageMaker<Page> {
  make: (page: PageContext) => Promise<Page>;
  parameters: readonly string[];
}

/**
 * Loads a page for a URL: 400 for a parameter that cannot be used, 503 while nothing is published or it cannot be
 * read. Reads the live version once.
 */
export async function loadPage<Page>(url: URL, { make, parameters }: PageMaker<Page>): Promise<Loaded<Page>> {
  return answering(url, async () => {
    themeOf(url.searchParams);
    modeOf(url.searchParams);
    const context = await contextOf(url);
    const view = parameters.flatMap((name) => {
      const value = url.searchParams.get(name);
      return value === null ? [] : [[name, value] as const];
    });
    const [shell, page] = await Promise.all([shellOf(context, Object.fromEntries(view)), make(context)]);
    return { shell, page };
  });
}

/** The context of a URL, of the version that is live now. */
export async function contextOf(url: URL): Promise<PageContext> {
  return openContext(await liveVersion(), url.searchParams, (message, cause) =>
    console.error(message, cause),
  );
}

/** Turns what the warehouse and the filters throw into the fitting HTTP answer, in the language of the URL. */
export async function answering<Answer>(url: URL, work: () => Promise<Answer>): Promise<Answer> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof BadParameter) error(400, cause.in(lenientLangOf(url.searchParams)));
    if (cause instanceof NoPublishedVersion || cause instanceof DamagedVersion) error(503, cause.message);
    throw cause;
  }
}
