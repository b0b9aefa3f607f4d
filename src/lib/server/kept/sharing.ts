import { sqlRefusal } from '../sql/permission.ts';
import type { Person, Sharing } from '../state/tables.ts';
import { queryOf, type SavedQuery } from './saved.ts';
import type { KeptWorld } from './world.ts';

/** Whether an account may query now: what it keeps and shares counts only as long. */
function mayQuery({ is_disabled: isDisabled, role, organization, disclosure }: Person): boolean {
  return isDisabled === 0 && sqlRefusal({ role, organization, disclosure }, 'vi') === null;
}

/** Names of all who may query now. */
export async function analystNames({ state }: KeptWorld): Promise<string[]> {
  const people = await state.selectFrom('people').selectAll().orderBy('name_key').execute();
  return people.filter(mayQuery).map(({ name }) => name);
}

/**
 * A query that somebody may open: their own, or one that is shared with them by an owner who may query now. Null for all
 * others, whether they exist or not.
 */
export async function openQuery(
  world: KeptWorld,
  id: string,
  name: string,
): Promise<{ query: SavedQuery; isOwn: boolean } | null> {
  const { state } = world;
  const row = await state.selectFrom('saved_queries').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) return null;
  const query = queryOf(row);
  if (row.owner === name) return { query, isOwn: true };
  const isShared = row.sharing === 'analysts' || (await readersOf(world, id)).includes(name);
  if (row.sharing === 'nobody' || !isShared) return null;
  return (await analystNames(world)).includes(row.owner) ? { query, isOwn: false } : null;
}

/** Who a query is shared with by name. */
export async function readersOf({ state }: KeptWorld, id: string): Promise<string[]> {
  const rows = await state
    .selectFrom('saved_query_readers')
    .select('name')
    .where('query_id', '=', id)
    .orderBy('name')
    .execute();
  return rows.map(({ name }) => name);
}

/** Says who may open a query of one's own. False when there is none. */
export async function shareQuery(
  { state }: KeptWorld,
  { id, owner }: { id: string; owner: string },
  { sharing, names }: { sharing: Sharing; names: readonly string[] },
): Promise<boolean> {
  return state.transaction().execute(async (work) => {
    const { numUpdatedRows } = await work
      .updateTable('saved_queries')
      .set({ sharing })
      .where('id', '=', id)
      .where('owner', '=', owner)
      .executeTakeFirstOrThrow();
    if (Number(numUpdatedRows) === 0) return false;
    await work.deleteFrom('saved_query_readers').where('query_id', '=', id).execute();
    const rows = sharing === 'named' ? names.map((name) => ({ query_id: id, name })) : [];
    if (rows.length > 0) await work.insertInto('saved_query_readers').values(rows).execute();
    return true;
  });
}

/** One's own queries, the newest change first, and those that others share. */
export async function queriesFor(
  world: KeptWorld,
  name: string,
): Promise<{ own: SavedQuery[]; shared: SavedQuery[] }> {
  const { state } = world;
  const sorted = state.selectFrom('saved_queries').selectAll().orderBy('changed_at', 'desc').orderBy('id');
  const own = await sorted.where('owner', '=', name).execute();
  const owners = (await analystNames(world)).filter((each) => each !== name);
  const others =
    owners.length === 0
      ? []
      : await sorted
          .where('owner', 'in', owners)
          .where(({ eb, or, and, selectFrom }) =>
            or([
              eb('sharing', '=', 'analysts'),
              and([
                eb('sharing', '=', 'named'),
                eb('id', 'in', selectFrom('saved_query_readers').select('query_id').where('name', '=', name)),
              ]),
            ]),
          )
          .execute();
  return { own: own.map(queryOf), shared: others.map(queryOf) };
}
