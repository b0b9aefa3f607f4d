import type { ParameterKind, SqlParameter } from '../../workbench/parameters.ts';
import { parameterKinds, parametersOf } from '../../workbench/parameters.ts';
import type { SavedQueryRow, Sharing } from '../state/tables.ts';
import { newId, type KeptWorld } from './world.ts';

/** What its owner says of a query. */
export interface QueryText {
  title: string;
  description: string;
  sql: string;
  parameters: readonly SqlParameter[];
  /** JSON: how its answer is drawn; null: as a table. */
  view: string | null;
}

/** A query that somebody keeps. */
export interface SavedQuery extends Omit<QueryText, 'parameters'> {
  id: string;
  owner: string;
  parameters: SqlParameter[];
  /** Grows with every change. */
  edition: number;
  sharing: Sharing;
  createdAt: string;
  changedAt: string;
}

/** An earlier text of a query. */
export interface Edition {
  edition: number;
  title: string;
  sql: string;
  parameters: SqlParameter[];
  savedAt: string;
}

/** Somebody changed the query after it was read; nothing has changed now. */
export class ChangedMeanwhile extends Error {
  override readonly name = 'ChangedMeanwhile';
}

/** So many queries of one person, so many earlier texts of one query. */
export const mostQueries = 500;
const keptEditions = 20;

/** Keeps a query. Null when its owner has as many as one may have. */
export async function addQuery(
  { state, now }: KeptWorld,
  owner: string,
  text: QueryText,
): Promise<string | null> {
  const { count } = await state
    .selectFrom('saved_queries')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('owner', '=', owner)
    .executeTakeFirstOrThrow();
  if (Number(count) >= mostQueries) return null;
  const id = newId();
  const at = now().toISOString();
  await state
    .insertInto('saved_queries')
    .values({
      ...columnsOf(text),
      id,
      owner,
      edition: 1,
      sharing: 'nobody',
      created_at: at,
      changed_at: at,
    })
    .execute();
  return id;
}

/**
 * Gives a query of one's own another text, and keeps the one before it. `edition` is the one that was read: throws
 * ChangedMeanwhile when there is a newer one.
 */
export async function changeQuery(
  { state, now }: KeptWorld,
  { id, owner, edition }: { id: string; owner: string; edition: number },
  text: QueryText,
): Promise<void> {
  await state.transaction().execute(async (work) => {
    const before = await work
      .selectFrom('saved_queries')
      .selectAll()
      .where('id', '=', id)
      .where('owner', '=', owner)
      .executeTakeFirst();
    const { numUpdatedRows } = await work
      .updateTable('saved_queries')
      .set({ ...columnsOf(text), edition: edition + 1, changed_at: now().toISOString() })
      .where('id', '=', id)
      .where('owner', '=', owner)
      .where('edition', '=', edition)
      .executeTakeFirstOrThrow();
    if (!before || Number(numUpdatedRows) !== 1) throw new ChangedMeanwhile(id);
    await work
      .insertInto('saved_query_editions')
      .values({
        query_id: id,
        edition,
        title: before.title,
        sql: before.sql,
        parameters: before.parameters,
        saved_at: before.changed_at,
      })
      .execute();
    await work
      .deleteFrom('saved_query_editions')
      .where('query_id', '=', id)
      .where('edition', '<=', edition - keptEditions)
      .execute();
  });
}

/** Takes a query of one's own away, with its earlier texts, readers and pins. False when there is none. */
export async function removeQuery({ state }: KeptWorld, id: string, owner: string): Promise<boolean> {
  return state.transaction().execute(async (work) => {
    const { numDeletedRows } = await work
      .deleteFrom('saved_queries')
      .where('id', '=', id)
      .where('owner', '=', owner)
      .executeTakeFirstOrThrow();
    if (Number(numDeletedRows) === 0) return false;
    for (const table of ['saved_query_editions', 'saved_query_readers', 'pins'] as const)
      await work.deleteFrom(table).where('query_id', '=', id).execute();
    return true;
  });
}

/** Earlier texts of a query, the newest first. */
export async function editionsOf({ state }: KeptWorld, id: string): Promise<Edition[]> {
  const rows = await state
    .selectFrom('saved_query_editions')
    .selectAll()
    .where('query_id', '=', id)
    .orderBy('edition', 'desc')
    .execute();
  return rows.map(({ edition, title, sql, parameters, saved_at: savedAt }) => ({
    edition,
    title,
    sql,
    parameters: declaredIn(parameters, sql),
    savedAt,
  }));
}

/** A query from its row. */
export function queryOf(row: SavedQueryRow): SavedQuery {
  const { id, owner, title, description, sql, view, edition, sharing } = row;
  return {
    ...{ id, owner, title, description, sql, view, edition, sharing },
    parameters: declaredIn(row.parameters, sql),
    createdAt: row.created_at,
    changedAt: row.changed_at,
  };
}

function columnsOf({ title, description, sql, parameters, view }: QueryText) {
  return { title, description, sql, view, parameters: JSON.stringify(parameters) };
}

function declaredIn(json: string, sql: string): SqlParameter[] {
  return parametersOf(sql, JSON.parse(json) as SqlParameter[]);
}

/** A kind by its name; undefined for no kind. */
export function kindNamed(name: string): ParameterKind | undefined {
  return parameterKinds.find((kind) => kind === name);
}
