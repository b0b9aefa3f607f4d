import type { JobEvent } from '#etl/audited.ts';
import { dataDir } from '../../lib/server/environment.ts';
import { operatorName } from '../operator.ts';

/**
 * Writes a job of etl into the audit, by the machine's user; or by the person who is signed in where the pages started
 * it (LANG_KINH_ACTOR, _SESSION, _ADDRESS). The state is opened only now: reading commands never wait for it.
 */
export async function recordJob(event: JobEvent, environment: NodeJS.ProcessEnv): Promise<void> {
  const { openState } = await import('../../lib/server/state/open.ts');
  const { recordEvent } = await import('../../lib/server/audit/record.ts');
  const { LANG_KINH_ACTOR: actor, LANG_KINH_SESSION: session, LANG_KINH_ADDRESS: address } = environment;
  const operator = operatorName();
  const state = await openState(dataDir(environment));
  try {
    await recordEvent(state, {
      ...event,
      actor: actor || operator,
      session: session || null,
      address: address || null,
      detail: { ...event.detail, ...(actor ? { operator } : {}) },
    });
  } finally {
    await state.destroy();
  }
}
