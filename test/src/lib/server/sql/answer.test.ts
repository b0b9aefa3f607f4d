import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { runOn, SqlFailed, type Answer } from '../../../../../src/lib/server/sql/answer.ts';
import type { Task } from '../../../../../src/lib/server/sql/protocol.ts';
import { WorkerProcess } from '../../../../../src/lib/server/sql/worker-process.ts';
import { projectRoot } from '#warehouse/project.ts';

const loader = pathToFileURL(join(projectRoot(), 'node_modules', 'tsx', 'dist', 'loader.mjs')).href;
const command = [process.execPath, '--import', loader, join(import.meta.dirname, 'talking-worker.ts')];
let worker: WorkerProcess;

beforeEach(async () => {
  worker = await WorkerProcess.start({ command, path: '', memory: '', threads: 1 });
});
afterEach(() => worker.kill());

function ask(sql: string, timeLimitMs = 60_000): Promise<Answer> {
  const task: Task = {
    ...{ sql, args: [], format: 'ndjson', mostRows: 1, mostBytes: 1, plan: 'none' },
    ...{ isForPage: true, bom: false, note: false },
    origin: { version: '', asOf: '', sql, params: [], at: '', lang: 'vi' },
  };
  const { signal } = new AbortController();
  return runOn(worker, task, { timeLimitMs, signal, lastWords: () => Buffer.from('cut off\n') });
}

// What an event brings is nobody's to catch: thrown there, it would end the server of all readers.
it('what comes for a reader who has left goes nowhere, and the statement ends as given up', async () => {
  const { body, ended } = await ask('rows');
  const reader = body.getReader();
  expect((await reader.read()).value).toBeDefined();
  await reader.cancel();
  expect(await ended).toMatchObject({ trouble: { kind: 'given_up' } });
});

it('a reader who leaves while a statement is stopped at its limit hears no last words', async () => {
  const { body, ended } = await ask('rows', 1);
  await body.cancel();
  expect(await ended).toMatchObject({
    trouble: { kind: expect.stringMatching(/^(time|given_up)$/) as string },
  });
});

it.each(['no frame', 'no reply'])(
  'a worker that says %s is ended, and the statement with it',
  async (sql) => {
    await expect(ask(sql)).rejects.toThrow(SqlFailed);
    expect(worker.isGone).toBe(true);
  },
);
