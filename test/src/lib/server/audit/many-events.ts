import { recordEvent } from '../../../../../src/lib/server/audit/record.ts';
import { openState } from '../../../../../src/lib/server/state/open.ts';

const [, , dataDir = '', actor = '', count = '0'] = process.argv;
const state = await openState(dataDir);
for (let i = 0; i < Number(count); i++) {
  await recordEvent(state, { actor, action: 'sign_in', verdict: 'done', object: String(i) });
}
await state.destroy();
