import type { PinRow } from '../state/tables.ts';
import type { Choices } from '../../workbench/parameters.ts';
import { queryOf, type SavedQuery } from './saved.ts';
import { analystNames } from './sharing.ts';
import { newId, type KeptWorld } from './world.ts';

/** A query of one's own on one's board, or in the annex of briefings. */
export interface Pin {
  id: string;
  query: SavedQuery;
  choices: Choices;
}

export type PinPlace = PinRow['place'];

/** So many fit on a board, and into the annex. */
const mostPins = { board: 12, annex: 8 } as const;

/** Whether nothing more can be pinned there. */
export async function isFull(world: KeptWorld, place: PinPlace, name: string): Promise<boolean> {
  const there = place === 'board' ? await boardOf(world, name) : await annexPins(world);
  return there.length >= mostPins[place];
}

/** Pins a query of one's own. */
export async function pinQuery(
  { state, now }: KeptWorld,
  { name, id, place }: { name: string; id: string; place: PinPlace },
  choices: Choices,
): Promise<void> {
  const pin = {
    id: newId(),
    name,
    query_id: id,
    place,
    choices: JSON.stringify(choices),
    pinned_at: now().toISOString(),
  };
  await state.insertInto('pins').values(pin).execute();
}

/** Takes a pin of one's own away. False when there is none. */
export async function unpin({ state }: KeptWorld, pin: string, name: string): Promise<boolean> {
  const { numDeletedRows } = await state
    .deleteFrom('pins')
    .where('id', '=', pin)
    .where('name', '=', name)
    .executeTakeFirstOrThrow();
  return Number(numDeletedRows) > 0;
}

/** What somebody has on their board, in the order in which it was pinned. */
export async function boardOf(world: KeptWorld, name: string): Promise<Pin[]> {
  return pinsAt(world, 'board', [name]);
}

/** What all who may query now have put into the annex of briefings, in the order in which it was pinned. */
export async function annexPins(world: KeptWorld): Promise<Pin[]> {
  return pinsAt(world, 'annex', await analystNames(world));
}

async function pinsAt({ state }: KeptWorld, place: PinPlace, names: readonly string[]): Promise<Pin[]> {
  if (names.length === 0) return [];
  const rows = await state
    .selectFrom('pins')
    .innerJoin('saved_queries', 'saved_queries.id', 'pins.query_id')
    .selectAll('saved_queries')
    .select(['pins.id as pin_id', 'pins.choices as choices'])
    .where('pins.place', '=', place)
    .where('pins.name', 'in', [...names])
    .whereRef('saved_queries.owner', '=', 'pins.name')
    .orderBy('pins.pinned_at')
    .orderBy('pins.id')
    .execute();
  return rows.map((row) => ({
    id: row.pin_id,
    query: queryOf(row),
    choices: JSON.parse(row.choices) as Choices,
  }));
}
