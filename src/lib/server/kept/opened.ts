import { error, type RequestEvent } from '@sveltejs/kit';
import { keptWords } from '$lib/i18n/kept';
import { parametersOf, type Choices, type SqlParameter } from '$lib/workbench/parameters';
import { runOf } from './history.ts';
import { keptVisit, openedQuery } from './visit.ts';

/** A statement that the workbench begins with. */
export interface KeptText {
  sql: string;
  parameters: SqlParameter[];
  choices: Choices;
  /** JSON: how its answer is drawn; null: as a table. */
  view: string | null;
}

/**
 * The statement that an address names: `saved`, a query that its reader may open, or `run`, one of their own history.
 * Null when it names none; 404 when there is none of that name for them.
 */
export async function keptText(event: RequestEvent): Promise<KeptText | null> {
  const { searchParams } = event.url;
  const [saved, run] = [searchParams.get('saved'), searchParams.get('run')];
  if (saved === null && run === null) return null;
  const visit = await keptVisit(event);
  if (saved !== null) {
    const { sql, parameters, view } = (await openedQuery(visit, saved)).query;
    return { sql, parameters, choices: {}, view };
  }
  const found = await runOf(visit.world, run ?? '', visit.viewer.name);
  if (!found) error(404, keptWords(visit.lang).query.unknown);
  const { sql, args } = found;
  return { sql, parameters: parametersOf(sql), choices: choicesOf(args), view: null };
}

/** What was bound, as it is picked: months without their day. */
function choicesOf(args: readonly (readonly [string, unknown])[]): Choices {
  const pairs = args.map(([name, value]) => {
    if (value === null) return [name, ''] as const;
    return [name, String(value).replace(/^(\d{4}-\d{2})-01$/, '$1')] as const;
  });
  return Object.fromEntries(pairs);
}
