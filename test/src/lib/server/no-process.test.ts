import { EventEmitter } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WorkerFailed, WorkerProcess } from '$lib/server/sql/worker-process';
import { runCommand } from '$lib/server/upload/command';

/** As Node does when no descriptor is left: a process without number and streams, and word of it a moment later. */
vi.mock('node:child_process', () => ({
  spawn: () => {
    const child = Object.assign(new EventEmitter(), { pid: undefined, kill: () => false });
    process.nextTick(() => child.emit('error', new Error('spawn node EMFILE')));
    return child;
  },
}));

describe('a process that cannot be made', () => {
  const known = process.env.DATA_DIR;
  const unheard = vi.fn();
  beforeEach(() => {
    process.env.DATA_DIR = '/nowhere';
    process.on('uncaughtException', unheard);
  });
  afterEach(async () => {
    await setImmediate();
    process.off('uncaughtException', unheard);
    if (known === undefined) delete process.env.DATA_DIR;
    else process.env.DATA_DIR = known;
    expect(unheard).not.toHaveBeenCalled();
  });

  it('is a statement without a worker', async () => {
    const start = WorkerProcess.start({ command: ['node'], path: '', memory: '', threads: 1 });
    await expect(start).rejects.toThrow(WorkerFailed);
  });

  it('is a load that failed', async () => {
    const run = runCommand(['check'], { folder: '/nowhere', actor: null }, () => undefined);
    expect(await run.done).toMatchObject({ kind: 'fault', at: 'spawn node EMFILE' });
    run.stop();
  });
});
