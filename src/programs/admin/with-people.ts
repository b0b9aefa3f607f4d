import { dataDir } from '../../lib/server/environment.ts';
import type { PeopleWorld } from '../../lib/server/people/world.ts';
import { openState } from '../../lib/server/state/open.ts';

/** Runs work on the people of the data folder, and closes the state behind it. */
export async function withPeople<Result>(work: (world: PeopleWorld) => Promise<Result>): Promise<Result> {
  const state = await openState(dataDir());
  try {
    return await work({ state, now: () => new Date() });
  } finally {
    await state.destroy();
  }
}
