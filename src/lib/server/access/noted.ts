import type { RequestEvent } from '@sveltejs/kit';
import type { AuditEvent } from '../audit/entry.ts';
import { recordEvent } from '../audit/record.ts';
import { peopleWorld } from '../people/world.ts';
import { placeOf } from './recognise.ts';

type Happened = Pick<AuditEvent, 'action' | 'object' | 'verdict' | 'detail'> & {
  /** Who did it, where that is not yet whoever is signed in. */
  actor?: string;
};

/**
 * Writes into the audit what somebody did with a request. Throws AuditUnwritable: what it was to tell of must then not
 * take place.
 */
export async function noted(event: RequestEvent, { actor, ...happened }: Happened): Promise<void> {
  const { viewer } = event.locals;
  const { state } = await peopleWorld();
  await recordEvent(state, {
    ...happened,
    actor: actor ?? viewer?.name ?? 'unknown',
    session: viewer?.label ?? null,
    address: placeOf(event).address,
  });
}
