import type { GroupSource, GroupTable } from '$lib/shape/groups';

/** What the worker is asked, and what it answers. */
export interface GroupRequest {
  id: number;
  source: GroupSource;
}
export type GroupAnswer = { id: number; groups: GroupTable } | { id: number; fault: string };

interface Waiting {
  resolve(groups: GroupTable): void;
  reject(cause: Error): void;
}

const waiting = new Map<number, Waiting>();
let worker: Worker | undefined;
let last = 0;

/**
 * Groups in a worker: rows are handed over, not copied, and cannot be used afterwards. Rejects where the worker cannot be
 * started or fails; the next request starts another one.
 */
export function groupsFrom(source: GroupSource): Promise<GroupTable> {
  return new Promise((resolve, reject) => {
    worker ??= started();
    last += 1;
    waiting.set(last, { resolve, reject });
    worker.postMessage({ id: last, source } satisfies GroupRequest, buffersOf(source));
  });
}

function started(): Worker {
  const own = new Worker(new URL('./grouping.worker.ts', import.meta.url), { type: 'module' });
  own.addEventListener('message', ({ data }: MessageEvent<GroupAnswer>) => hear(data));
  own.addEventListener('error', (event) => {
    event.preventDefault();
    giveUp(event.message);
  });
  return own;
}

function hear(answer: GroupAnswer): void {
  const asking = waiting.get(answer.id);
  waiting.delete(answer.id);
  if ('groups' in answer) asking?.resolve(answer.groups);
  else asking?.reject(new Error(answer.fault));
}

function giveUp(message: string): void {
  worker?.terminate();
  worker = undefined;
  for (const { reject } of waiting.values()) reject(new Error(message));
  waiting.clear();
}

function buffersOf({ rows, columns, values }: GroupSource): ArrayBuffer[] {
  return [...rows, ...(columns ? [columns] : [])]
    .map(({ places }) => places.buffer)
    .concat(values ? [values.buffer] : []);
}
