import type { State } from '../../../../../src/lib/server/state/open.ts';

/** The audit in order, details parsed. Answers are written down just after they are sent: waits for the last one. */
export async function endedAudit(state: State) {
  for (let tries = 0; tries < 50; tries++) {
    const rows = await state.selectFrom('audit').selectAll().orderBy('seq').execute();
    const told = rows.map((row) => ({ ...row, detail: JSON.parse(row.detail) as Record<string, unknown> }));
    const asked = told.filter(({ detail }) => detail.step === 'asked').length;
    if (asked * 2 === told.length) return told;
    await new Promise((done) => setTimeout(done, 20));
  }
  throw new Error('Not every statement in the audit has an end.');
}
