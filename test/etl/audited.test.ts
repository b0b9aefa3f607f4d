import { describe, expect, it } from 'vitest';
import { audited, type Job, type JobEvent } from '#etl/audited.ts';
import { BusyError, RefusedError } from '#etl/errors.ts';
import { surroundingsAt } from './support.ts';

function rollbackJob(work: () => Promise<{ version: string }>): Job<{ version: string }> {
  return {
    name: 'rollback',
    asked: { version: null },
    work,
    told: ({ version }) => ({ object: version, detail: {} }),
  };
}

/** Runs a job; gives what was written down, what was told, and how it ended. */
async function run(work: () => Promise<{ version: string }>, mostEvents = 2) {
  const events: JobEvent[] = [];
  const told: string[] = [];
  const record = (event: JobEvent) => {
    if (events.length === mostEvents) return Promise.reject(new Error('full'));
    events.push(event);
    return Promise.resolve();
  };
  const ended = await audited(
    record,
    rollbackJob(work),
    surroundingsAt('/nowhere', '2026-01-02', told),
  ).catch((error: unknown) => error);
  return { events, told, ended };
}

const begun = { action: 'job', object: 'rollback', verdict: 'done', detail: { version: null } };
const refusal = {
  reason: 'unreadable_file',
  file: '/secret/place/cases.csv',
  line: 7,
  found: 'DV001',
} as const;

describe('a job that stands in the audit', () => {
  it('is written down when it begins and when it is done', async () => {
    const { events, ended } = await run(() => Promise.resolve({ version: '2026-01-01.001' }));
    expect(ended).toEqual({ version: '2026-01-01.001' });
    expect(events).toEqual([
      begun,
      { action: 'rollback', object: '2026-01-01.001', verdict: 'done', detail: {} },
    ]);
  });

  it('is written down as refused by reason and place, without what was found', async () => {
    const { events, ended } = await run(() =>
      Promise.reject(new RefusedError({ ...refusal, expected: 'x', hint: 'y' })),
    );
    expect(ended).toBeInstanceOf(RefusedError);
    expect(events[1]).toEqual({
      action: 'rollback',
      object: null,
      verdict: 'refused',
      detail: { reason: 'unreadable_file', file: 'cases.csv', line: 7 },
    });
  });

  it('is written down as refused while another load runs, and as failed after a fault', async () => {
    const busy = await run(() => Promise.reject(new BusyError('another')));
    expect(busy.events[1]).toMatchObject({ verdict: 'refused', detail: { reason: 'busy' } });
    const failed = await run(() => Promise.reject(new TypeError('Nguyễn Văn A')));
    expect(failed.events[1]).toMatchObject({ verdict: 'failed', detail: { fault: 'TypeError' } });
    expect(failed.ended).toBeInstanceOf(TypeError);
  });

  it('is not begun when it cannot be written down', async () => {
    let isBegun = false;
    const { ended } = await run(() => {
      isBegun = true;
      return Promise.resolve({ version: 'x' });
    }, 0);
    expect(isBegun).toBe(false);
    expect(ended).toBeInstanceOf(RefusedError);
    expect(ended).toMatchObject({
      refusal: { reason: 'not_writable', found: 'nhật ký kiểm toán không ghi được: full' },
    });
  });

  it('says so when its end could not be written down, and stays done', async () => {
    const { ended, told, events } = await run(() => Promise.resolve({ version: 'x' }), 1);
    expect(ended).toEqual({ version: 'x' });
    expect(events).toEqual([begun]);
    expect(told.join()).toContain('full');
  });
});
