import { error } from '@sveltejs/kit';
import { BadParameter, lenientLangOf } from '$lib/filters';
import { modeOf, themeOf } from '$lib/filters/look';
import { usePainter } from '$lib/charts/painter';
import type { Viewer } from '../access/viewer.ts';
import { errorFacts, log } from '../operations/log.ts';
import { sightOf, versionFor } from '../reading.ts';
import { DamagedVersion, NoPublishedVersion, UnknownPart } from '../warehouse.ts';
import { openContext, type PageContext } from './context';
import { paintSvg } from './paint';
import { shellOf, type Shell } from './shell';

usePainter(paintSvg);

/** A page with the frame around it, both from one published version. */
export interface Loaded<Page> {
  shell: Shell;
  page: Page;
}

/** Where a page is asked for, and by whom: an event of the server. */
export interface Visit {
  url: URL;
  locals: { viewer: Viewer | null };
}

/** What a page is made by, and which parameters of the URL belong to it alone. */
export interface PageMaker<Page> {
  make: (page: PageContext) => Promise<Page>;
  parameters: readonly string[];
}

/**
 * Loads a page for a URL, of what its viewer may see: 400 for a parameter that cannot be used, 403 for an account
 * whose organisation does not exist, 503 while nothing is published or it cannot be read. Reads the live version once.
 */
export async function loadPage<Page>(
  visit: Visit,
  { make, parameters }: PageMaker<Page>,
): Promise<Loaded<Page>> {
  const { url } = visit;
  return answering(url, async () => {
    themeOf(url.searchParams);
    modeOf(url.searchParams);
    const context = await contextOf(visit);
    const view = parameters.flatMap((name) => {
      const value = url.searchParams.get(name);
      return value === null ? [] : [[name, value] as const];
    });
    const [shell, page] = await Promise.all([shellOf(context, Object.fromEntries(view)), make(context)]);
    return { shell, page };
  });
}

/** The context of a URL, of the version that is live now, as its viewer may see it. */
export async function contextOf({ url, locals }: Visit): Promise<PageContext> {
  const version = await versionFor(sightOf(locals.viewer));
  return openContext(version, url.searchParams, (message, cause) =>
    log('error', 'panel', { message, ...errorFacts(cause) }),
  );
}

/** Turns what the warehouse and the filters throw into the fitting HTTP answer, in the language of the URL. */
export async function answering<Answer>(url: URL, work: () => Promise<Answer>): Promise<Answer> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof BadParameter) error(400, cause.in(lenientLangOf(url.searchParams)));
    if (cause instanceof UnknownPart) error(403, cause.reason[lenientLangOf(url.searchParams)]);
    if (cause instanceof NoPublishedVersion || cause instanceof DamagedVersion) error(503, cause.message);
    throw cause;
  }
}
