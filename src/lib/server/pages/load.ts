import { error } from '@sveltejs/kit';
import { BadParameter, canonicalSearch, disclosureOf, lenientLangOf, type Basis } from '$lib/filters';
import { modeOf, themeOf } from '$lib/filters/look';
import { single } from '$lib/filters/read';
import { usePainter } from '$lib/charts/painter';
import type { Viewer } from '../access/viewer.ts';
import { errorFacts, log } from '../operations/log.ts';
import { restrictedIsLive, sightOf, versionFor } from '../reading.ts';
import type { LiveVersion } from '../version.ts';
import { BeyondLimits, EngineUnavailable, isUnavailable, NotDisclosed, UnknownPart } from '../errors.ts';
import { openContext, type PageContext } from './context';
import { FinishedPages } from './finished';
import { tableParameter, withTablesFolded } from './folded-tables';
import { paintForPage } from './paint';
import type { PageName } from './panel';
import { restrictedPage, restrictedParameters, type RestrictedPage } from './restricted';
import { shellOf, type Shell } from './shell';

usePainter(paintForPage);

/** A page with the frame around it, both from one published version. */
export interface Loaded<Page> {
  shell: Shell;
  page: Page;
}

/** The same, or what readers of the restricted profile get in its place. */
export type LoadedOrRestricted<Page> =
  (Loaded<Page> & { restricted: null }) | { shell: Shell; page: null; restricted: RestrictedPage };

/** Where a page is asked for, and by whom: an event of the server. */
export interface Visit {
  url: URL;
  locals: { viewer: Viewer | null };
}

/** What a page is made by, and which parameters of the URL belong to it alone. */
export interface PageMaker<Page> {
  make: (page: PageContext) => Promise<Page>;
  parameters: readonly string[];
  /** The panels whose tables come only when the address names them; absent: all tables come. */
  folds?: readonly string[];
  /**
   * The name under which the page is kept for the next reader, of a page that is made from nothing but version and
   * address: nothing of the person who reads, of other versions, of the state or the clock. Absent: it is always made anew.
   */
  keptAs?: string;
}

const finished = new FinishedPages(48 * 1024 * 1024);

/**
 * Loads a page for a URL, of what its viewer may see: 400 for a parameter that cannot be used, 403 for an account
 * whose organisation does not exist, 503 while nothing is published or it cannot be read. Reads the live version once.
 */
export async function loadPage<Page>(visit: Visit, maker: PageMaker<Page>): Promise<Loaded<Page>> {
  return answering(visit.url, async () => framed(await lookedAt(visit), maker));
}

/**
 * The same for a page that counts cases or members: readers of the restricted profile get in its place what that
 * profile has for it, made from nothing else.
 */
export async function loadOpenPage<Page>(
  visit: Visit,
  name: PageName,
  maker: PageMaker<Page>,
): Promise<LoadedOrRestricted<Page>> {
  return answering(visit.url, async () => {
    const context = await lookedAt(visit);
    if (context.version.disclosure === 'full') return { ...(await framed(context, maker)), restricted: null };
    const make = (page: PageContext) => restrictedPage(page, name);
    const { shell, page } = await framed(context, {
      make,
      parameters: restrictedParameters,
      keptAs: maker.keptAs,
    });
    return { shell, page: null, restricted: page };
  });
}

async function lookedAt(visit: Visit): Promise<PageContext> {
  themeOf(visit.url.searchParams);
  modeOf(visit.url.searchParams);
  return contextOf(visit);
}

/**
 * Makes a page that is kept, for the first reader who will ask for it; nothing for one that is kept already, or never.
 * `patient` is what it asks in place of the version itself. A panel that fails tells so when somebody looks at it.
 */
export async function keepPage<Page>(
  version: LiveVersion,
  maker: PageMaker<Page>,
  { search, patient }: { search: string; patient: LiveVersion },
): Promise<void> {
  if (maker.keptAs === undefined) return;
  const context = await openContext(patient, new URLSearchParams(search), () => undefined);
  await framed(context, maker, version);
}

/** A page with its frame, made or kept; `keeper` is the version for whose readers it is kept. */
async function framed<Page>(
  asked: PageContext,
  maker: PageMaker<Page>,
  keeper = asked.version,
): Promise<Loaded<Page>> {
  const { keptAs: name } = maker;
  if (name === undefined) return made(asked, maker);
  const params = equalParams(asked.params);
  const make = async () => {
    let isWhole = true;
    const report: PageContext['report'] = (message, cause) => {
      isWhole = false;
      asked.report(message, cause);
    };
    return { page: await made({ ...asked, params, report }, maker), isWhole };
  };
  return finished.get({ version: keeper, address: `${name}?${params.toString()}`, make });
}

/** The parameters as the product's own links write them: equal choices are one page, by whatever address they come. */
function equalParams(params: URLSearchParams): URLSearchParams {
  const equal = new URLSearchParams(params);
  equal.delete('basis', usualBasis);
  return new URLSearchParams(canonicalSearch(equal));
}

const usualBasis: Basis = 'as_reported';

async function made<Page>(
  context: PageContext,
  { make, parameters, folds: panels }: PageMaker<Page>,
): Promise<Loaded<Page>> {
  const view = (panels ? [...parameters, tableParameter] : parameters).flatMap((name) => {
    const value = context.params.get(name);
    return value === null ? [] : [[name, value] as const];
  });
  const [shell, page] = await Promise.all([shellOf(context, Object.fromEntries(view)), make(context)]);
  return { shell, page: panels ? withTablesFolded(page, { params: context.params, panels }) : page };
}

/** The context of a URL, of the version that is live now, as its viewer may see it. */
export async function contextOf({ url, locals }: Visit): Promise<PageContext> {
  const version = await versionFor(sightOf(locals.viewer, disclosureOf(url.searchParams)));
  requireShown(version, single(url.searchParams, 'version'));
  return openContext(version, url.searchParams, (message, cause) =>
    log('error', 'panel', { message, ...errorFacts(cause) }),
  );
}

/** Pages show the live version: an address that names another one is refused, rather than answered by figures of this. */
function requireShown({ id, disclosure }: LiveVersion, named: string | undefined): void {
  if (named === undefined || named === id) return;
  if (disclosure === 'restricted') throw new BeyondLimits(restrictedIsLive);
  const name = named.slice(0, 40);
  throw new BadParameter(
    'version',
    {
      vi: `Tham số "version" không nhận giá trị "${name}": các trang luôn là số liệu của phiên bản đang dùng, ${id}. Để so với phiên bản khác, dùng trang So sánh hoặc API.`,
      en: `The parameter "version" does not take the value "${name}": pages always show the version in use, ${id}. To compare it with another one, use the page Compare or the API.`,
    },
    [id],
  );
}

/** Turns what the warehouse and the filters throw into the fitting HTTP answer, in the language of the URL. */
export async function answering<Answer>(url: URL, work: () => Promise<Answer>): Promise<Answer> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof BadParameter) error(400, cause.in(lenientLangOf(url.searchParams)));
    if (cause instanceof UnknownPart || cause instanceof BeyondLimits || cause instanceof NotDisclosed)
      error(403, cause.reason[lenientLangOf(url.searchParams)]);
    if (cause instanceof EngineUnavailable) error(503, cause.reason[lenientLangOf(url.searchParams)]);
    if (isUnavailable(cause)) error(503, cause.message);
    throw cause;
  }
}
