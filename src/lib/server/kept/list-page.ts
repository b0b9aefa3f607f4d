import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { formatCount } from '$lib/format/numbers';
import type { Lang } from '$lib/i18n';
import { keptWords } from '$lib/i18n/kept';
import { parametersOf } from '$lib/workbench/parameters';
import { textOf } from '../access/form.ts';
import { notedFirst } from '../access/handing-out.ts';
import { formatMoment } from '../moments.ts';
import { queryIn, type FormProblem } from './form.ts';
import { addQuery, mostQueries, type QueryText, type SavedQuery } from './saved.ts';
import { queriesFor } from './sharing.ts';
import { keptVisit, pathIn } from './visit.ts';

/** A query in a list. */
export interface ListedQuery {
  id: string;
  title: string;
  description: string;
  owner: string;
  changed: string;
  sharing: SavedQuery['sharing'];
}

/** The list of saved queries. */
export interface QueryListPage {
  lang: Lang;
  own: ListedQuery[];
  shared: ListedQuery[];
}

/** One's own queries, and those that others share. */
export async function queryListLoad(event: RequestEvent): Promise<QueryListPage> {
  const { viewer, lang, world } = await keptVisit(event);
  const { own, shared } = await queriesFor(world, viewer.name);
  const listed = ({ id, title, description, owner, changedAt, sharing }: SavedQuery): ListedQuery => ({
    ...{ id, title, description, owner, sharing },
    changed: formatMoment(changedAt, lang),
  });
  return { lang, own: own.map(listed), shared: shared.map(listed) };
}

/** What a form shows that was not kept: what was sent, and why. */
export interface FormAnswer {
  text: QueryText;
  message: string;
  /** The edition to write over, where somebody else was faster. */
  edition?: number;
}

/** Keeping a new query: `draft` begins with a statement of the workbench, `save` keeps it. */
export const queryListActions = {
  draft: async (event: RequestEvent) => {
    await keptVisit(event);
    const form = await event.request.formData();
    const sql = textOf(form, 'sql').replaceAll('\r\n', '\n');
    const view = textOf(form, 'view');
    const text = { title: '', description: '', sql, parameters: parametersOf(sql), view: view || null };
    return { text, message: '' } satisfies FormAnswer;
  },
  save: async (event: RequestEvent) => {
    const { viewer, lang, world } = await keptVisit(event);
    const { text, problem } = queryIn(await event.request.formData());
    if (problem) return fail(400, { text, message: problemText(problem, lang) } satisfies FormAnswer);
    const id = await addQuery(world, viewer.name, text);
    const { full } = keptWords(lang).list;
    if (id === null)
      return fail(409, { text, message: full(formatCount(mostQueries, lang)) } satisfies FormAnswer);
    const detail = { title: text.title, sql: text.sql, edition: 1 };
    await notedFirst(event, { action: 'query_save', object: id, verdict: 'done', detail });
    redirect(303, pathIn(event, `/sql/saved/${id}`));
  },
};

/** A problem of the form, in words. */
export function problemText(problem: FormProblem, lang: Lang): string {
  const { problems } = keptWords(lang).form;
  return problem.field === 'parameter' ? problems.parameter(problem.name) : problems[problem.field];
}
