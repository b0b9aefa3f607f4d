import { recordEvent } from '../../../../../src/lib/server/audit/record.ts';
import { openState } from '../../../../../src/lib/server/state/open.ts';

/** Writes so many entries of an actor into the audit of DATA_DIR: `many-events.ts ACTOR COUNT`. */
const [, , actor = '', count = '0'] = process.argv;
const state = await openState(process.env.DATA_DIR ?? '');
for (let i = 0; i < Number(count); i++) {
  await recordEvent(state, { actor, action: 'sign_in', verdict: 'done', object: String(i) });
}
await state.destroy();
