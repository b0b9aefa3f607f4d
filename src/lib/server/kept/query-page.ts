import { error, fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { BadParameter } from '$lib/filters';
import { formatDate } from '$lib/format/dates';
import { formatCount, formatDecimal } from '$lib/format/numbers';
import type { Lang } from '$lib/i18n';
import { keptWords } from '$lib/i18n/kept';
import { sqlWords } from '$lib/i18n/sql';
import { groupTable } from '$lib/shape/groups';
import type { TableData } from '$lib/shape/table';
import { drawingOf, type Drawing } from '$lib/workbench/drawing';
import { groupSource } from '$lib/workbench/grouping';
import { parseView } from '$lib/workbench/view';
import { choicesIn, type Choices, type SqlParameter } from '$lib/workbench/parameters';
import { textOf } from '../access/form.ts';
import { notedFirst } from '../access/handing-out.ts';
import { formatMoment } from '../moments.ts';
import { answering } from '../pages/load';
import { sightOf, versionFor } from '../reading.ts';
import type { PlainAnswer } from '../sql/plain.ts';
import { answerOf } from './answers.ts';
import { queryIn } from './form.ts';
import { problemText, type FormAnswer } from './list-page.ts';
import { pickersOf, type Pickers } from './pickers.ts';
import { isFull, pinQuery, type PinPlace } from './pins.ts';
import {
  addQuery,
  ChangedMeanwhile,
  changeQuery,
  editionsOf,
  mostQueries,
  removeQuery,
  type QueryText,
  type SavedQuery,
} from './saved.ts';
import { analystNames, openQuery, readersOf, shareQuery } from './sharing.ts';
import { tableOf } from './table.ts';
import { keptVisit, openedQuery, pathIn, type KeptVisit } from './visit.ts';

/** An answer for a page: its table and where it is from, or why there is none. */
export type ShownAnswer =
  | { table: TableData; drawing: Drawing | null; from: string; cut: string; problem: null }
  | { problem: { message: string; hint: string } };

/** What only the owner of a query sees of it. */
export interface OwnersView {
  /** The texts to edit: those of the query, or of the edition that is asked for. */
  text: QueryText;
  edition: number;
  /** The edition that is brought back; null: the newest. */
  brought: number | null;
  editions: { edition: number; title: string; saved: string; sql: string }[];
  readers: string[];
  /** All others who may query. */
  others: string[];
  address: string;
}

/** The page of a saved query. */
export interface SavedQueryPage {
  lang: Lang;
  id: string;
  title: string;
  description: string;
  about: string;
  sql: string;
  sharing: SavedQuery['sharing'];
  parameters: SqlParameter[];
  choices: Choices;
  pickers: Pickers | null;
  answer: ShownAnswer;
  own: OwnersView | null;
}

/** A saved query with its answer for the choices of the address: 404 for who may not open it, 400 for choices that cannot be used. */
export async function savedQueryLoad(event: RequestEvent<{ id: string }>): Promise<SavedQueryPage> {
  const visit = await keptVisit(event);
  const { lang } = visit;
  const { query, isOwn } = await openedQuery(visit, event.params.id);
  const choices = choicesIn(event.url.searchParams);
  const { answer, pickers } = await answering(event.url, async () => {
    const version = await versionFor(sightOf(visit.viewer));
    return {
      answer: await answerOf(event, version, { query, choices }).catch((cause: unknown) =>
        unfitUsual(cause, choices, lang),
      ),
      pickers: query.parameters.length > 0 || isOwn ? await pickersOf(version, lang) : null,
    };
  });
  const { id, title, description, sql, sharing, parameters } = query;
  return {
    ...{ lang, id, title, description, sql, sharing, parameters, choices, pickers },
    about: aboutOf(query, lang),
    answer: await shownAnswer(answer, query, lang),
    own: isOwn ? await ownersView(event, visit, query) : null,
  };
}

/** A usual value that no longer fits must not keep its owner from the page; one in the address is the reader's own. */
function unfitUsual(cause: unknown, choices: Choices, lang: Lang): PlainAnswer {
  if (!(cause instanceof BadParameter) || Object.keys(choices).length > 0) throw cause;
  return { error: { message: cause.in(lang) } };
}

function aboutOf({ owner, edition, changedAt }: SavedQuery, lang: Lang): string {
  return keptWords(lang).query.about(owner, formatCount(edition, lang), formatMoment(changedAt, lang));
}

/** An answer as a page shows it: drawn as its query says, where it has the columns for that. */
export async function shownAnswer(
  answer: PlainAnswer,
  { title, view }: Pick<SavedQuery, 'title' | 'view'>,
  lang: Lang,
): Promise<ShownAnswer> {
  const { error: problem } = answer;
  if (problem) return { problem: { message: problem.message, hint: problem.hint ?? '' } };
  const words = keptWords(lang).query;
  const table = tableOf(answer, title, lang);
  const rows = formatCount(table.rows.length, lang);
  const seconds = formatDecimal((answer.elapsed_ms ?? 0) / 1000, lang, 2);
  return {
    table,
    drawing: view === null ? null : await drawnAnswer(answer, view, lang),
    from: words.from(answer.version ?? '', formatDate(answer.as_of ?? null, lang), rows, seconds),
    cut: answer.truncated ? words.cut(rows) : '',
    problem: null,
  };
}

async function drawnAnswer(
  { columns = [], data = [] }: PlainAnswer,
  kept: string,
  lang: Lang,
): Promise<Drawing | null> {
  const view = parseView(JSON.parse(kept));
  if (!view || view.show === 'rows') return null;
  const source = await groupSource({ columns, data, rows: data[0]?.length ?? 0 }, view);
  return source && drawingOf(groupTable(source), view, { words: sqlWords(lang), lang });
}

async function ownersView(
  { url }: RequestEvent,
  { viewer, lang, world }: KeptVisit,
  query: SavedQuery,
): Promise<OwnersView> {
  const [editions, readers, names] = [
    await editionsOf(world, query.id),
    await readersOf(world, query.id),
    await analystNames(world),
  ];
  const wanted = url.searchParams.get('edition');
  const brought = editions.find(({ edition }) => String(edition) === wanted);
  return {
    text: brought ? { ...query, ...brought } : query,
    edition: query.edition,
    brought: brought?.edition ?? null,
    editions: editions.map(({ edition, title, sql, savedAt }) => ({
      ...{ edition, title, sql },
      saved: formatMoment(savedAt, lang),
    })),
    readers,
    others: names.filter((name) => name !== viewer.name),
    address: `${url.origin}/sql/saved/${query.id}`,
  };
}

type SavedEvent = RequestEvent<{ id: string }>;

/** Changing, sharing, copying, pinning and removing a query. All but copying are for its owner alone. */
export const savedQueryActions = {
  change: async (event: SavedEvent) => {
    const { visit, query } = await ownQuery(event);
    const { lang, world, viewer } = visit;
    const form = await event.request.formData();
    const { text, problem } = queryIn(form);
    const edition = Number(textOf(form, 'edition'));
    if (problem)
      return fail(400, { text, message: problemText(problem, lang), edition } satisfies FormAnswer);
    if (edition !== query.edition) return overtaken(query, text, lang);
    const detail = { title: text.title, sql: text.sql, edition: edition + 1 };
    await notedFirst(event, { action: 'query_save', object: query.id, verdict: 'done', detail });
    try {
      await changeQuery(world, { id: query.id, owner: viewer.name, edition }, text);
    } catch (cause) {
      if (!(cause instanceof ChangedMeanwhile)) throw cause;
      return overtaken((await openedQuery(visit, query.id)).query, text, lang);
    }
    redirect(303, pathIn(event, `/sql/saved/${query.id}`));
  },
  share: async (event: SavedEvent) => {
    const { visit, query } = await ownQuery(event);
    const form = await event.request.formData();
    const sharing = (['nobody', 'analysts', 'named'] as const).find((each) => each === form.get('sharing'));
    if (!sharing) error(400, 'sharing: nobody, analysts, named');
    const known = new Set(await analystNames(visit.world));
    const names = [...new Set(form.getAll('name').map(String))].filter((name) => known.has(name));
    const detail = { sharing, names: sharing === 'named' ? names : [] };
    await notedFirst(event, { action: 'query_share', object: query.id, verdict: 'done', detail });
    await shareQuery(visit.world, { id: query.id, owner: visit.viewer.name }, { sharing, names });
    redirect(303, pathIn(event, `/sql/saved/${query.id}`));
  },
  copy: async (event: SavedEvent) => {
    const visit = await keptVisit(event);
    const { query } = await openedQuery(visit, event.params.id);
    const words = keptWords(visit.lang);
    const text = { ...query, title: words.query.copyOf(query.title).slice(0, 200) };
    const id = await addQuery(visit.world, visit.viewer.name, text);
    if (id === null) error(409, words.list.full(formatCount(mostQueries, visit.lang)));
    const detail = { title: text.title, sql: text.sql, edition: 1, copy_of: query.id };
    await notedFirst(event, { action: 'query_save', object: id, verdict: 'done', detail });
    redirect(303, pathIn(event, `/sql/saved/${id}`));
  },
  pin: async (event: SavedEvent) => {
    const { visit, query } = await ownQuery(event);
    const form = await event.request.formData();
    const place: PinPlace = form.get('place') === 'annex' ? 'annex' : 'board';
    const chosen = choicesIn(form);
    const choices = Object.fromEntries(
      query.parameters.map(({ name, usual }) => [name, chosen[name] ?? usual]),
    );
    const { world, viewer, lang } = visit;
    if (await isFull(world, place, viewer.name)) error(409, keptWords(lang).query.pinFull);
    const detail = { place, title: query.title, choices };
    await notedFirst(event, { action: 'query_pin', object: query.id, verdict: 'done', detail });
    await pinQuery(world, { name: viewer.name, id: query.id, place }, choices);
    redirect(303, pathIn(event, '/sql/board'));
  },
  remove: async (event: SavedEvent) => {
    const { visit, query } = await ownQuery(event);
    const detail = { title: query.title };
    await notedFirst(event, { action: 'query_remove', object: query.id, verdict: 'done', detail });
    await removeQuery(visit.world, query.id, visit.viewer.name);
    redirect(303, pathIn(event, '/sql/saved'));
  },
};

/** The query of an address, where it is one's own; 404 in all other cases, whether it is shared or not. */
async function ownQuery(event: SavedEvent): Promise<{ visit: KeptVisit; query: SavedQuery }> {
  const visit = await keptVisit(event);
  const opened = await openQuery(visit.world, event.params.id, visit.viewer.name);
  if (!opened?.isOwn) error(404, keptWords(visit.lang).query.unknown);
  return { visit, query: opened.query };
}

function overtaken({ edition, changedAt }: SavedQuery, text: QueryText, lang: Lang) {
  const message = keptWords(lang).query.conflict(formatMoment(changedAt, lang));
  return fail(409, { text, message, edition } satisfies FormAnswer);
}
