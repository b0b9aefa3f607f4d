// A process of its own: it takes statements from the server one at a time, and lets none of them near anything but the
// published file that it has opened.
import { allowedTables } from '#warehouse/gate.ts';
import { openSandbox } from '#warehouse/open.server.ts';
import type { Order } from '../protocol.ts';
import { failureOf } from './failure.ts';
import { functionsOf } from './functions.ts';
import { holdOf } from './hold.ts';
import { openLine } from './line.ts';
import { runTask, type Workshop } from './run.ts';

/** An interrupt that comes before a statement has begun is lost: it is repeated until the statement has ended. */
const repeatMs = 20;

let shop: Workshop | undefined;
let running: number | undefined;
let stopping: NodeJS.Timeout | undefined;
const line = openLine((order) => void obey(order));

async function obey(order: Order): Promise<void> {
  if (order.kind === 'open') return open(order);
  if (!shop) return;
  if (order.kind === 'stop') return stop(order.number, shop);
  if (order.kind === 'run') return run(order, shop);
  line.tell({ kind: 'functions', functions: await functionsOf(shop.sandbox.database) });
}

async function open({ path, memory, threads }: Order & { kind: 'open' }): Promise<void> {
  try {
    const sandbox = await openSandbox(path, { memory, threads });
    shop = { sandbox, allowed: await allowedTables(sandbox.database), line };
    line.tell({ kind: 'ready', hold: await holdOf(sandbox.database, path) });
  } catch (error) {
    line.tell({ kind: 'unopened', message: error instanceof Error ? error.message : String(error) });
  }
}

/** Stops a statement, unless it has just ended by itself. */
function stop(number: number, { sandbox }: Workshop): void {
  if (number !== running) return;
  sandbox.database.interrupt();
  stopping ??= setInterval(() => sandbox.database.interrupt(), repeatMs);
}

async function run({ number, task }: Order & { kind: 'run' }, workshop: Workshop): Promise<void> {
  const began = performance.now();
  running = number;
  try {
    await runTask(task, workshop);
  } catch (error) {
    const failure = failureOf(error, { sql: task.sql, isStopped: stopping !== undefined });
    line.tell({ kind: 'failed', failure, elapsedMs: Math.round(performance.now() - began) });
  } finally {
    clearInterval(stopping);
    stopping = undefined;
    running = undefined;
  }
}
