import type { AuditEvent } from '../../lib/server/audit/entry.ts';
import { assertAuditable, recordEvent } from '../../lib/server/audit/record.ts';
import { dataDir } from '../../lib/server/environment.ts';
import type { PeopleWorld } from '../../lib/server/people/world.ts';
import { openState } from '../../lib/server/state/open.ts';
import { operatorName } from '../operator.ts';

/** Runs work on the people of the data folder, and closes the state behind it. */
export async function withPeople<Result>(work: (world: PeopleWorld) => Promise<Result>): Promise<Result> {
  const state = await openState(dataDir());
  try {
    return await work({ state, now: () => new Date() });
  } finally {
    await state.destroy();
  }
}

/** The same for work that the audit must tell of: not begun where it could not. Throws AuditUnwritable. */
export function changingPeople<Result>(work: (world: PeopleWorld) => Promise<Result>): Promise<Result> {
  return withPeople(async (world) => {
    await assertAuditable(world.state);
    return work(world);
  });
}

/** Writes into the audit what was done on the command line, by the machine's user. Throws AuditUnwritable. */
export async function noted(
  { state }: PeopleWorld,
  happened: Pick<AuditEvent, 'action' | 'object' | 'detail'>,
): Promise<void> {
  await recordEvent(state, { ...happened, actor: operatorName(), verdict: 'done' });
}
