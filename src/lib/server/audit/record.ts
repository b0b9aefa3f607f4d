import { existsSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import type { State } from '../state/open.ts';
import { homeOf } from '../state/open.ts';
import type { AuditRow } from '../state/tables.ts';
import { anchorPath, readAnchors, writeAnchor, type Head } from './anchor.ts';
import { columnsOf, genesis, hashOf, type AuditEvent } from './entry.ts';
import { auditKey, AuditUnwritable } from './key.ts';

export { AuditUnwritable } from './key.ts';
export type { AuditEvent } from './entry.ts';

const mostTries = 200;

/** What goes on in this process writes one after the other; only other processes can be in the way. */
const queues = new WeakMap<State, Promise<unknown>>();

/**
 * Writes down what happened, as the next entry of the chain; on the disk when the promise is kept. Several processes
 * may do so at once. Throws AuditUnwritable: whoever did the asking must then not do, or not hand out, what it was
 * to tell of. With `isNewChain` a key that is lost is made anew: for the entry that says so.
 */
export function recordEvent(state: State, event: AuditEvent, { isNewChain = false } = {}): Promise<AuditRow> {
  const before = queues.get(state) ?? Promise.resolve();
  const mine = before.then(() => append(state, event, isNewChain));
  queues.set(
    state,
    mine.catch(() => undefined),
  );
  return mine;
}

async function append(state: State, event: AuditEvent, isNewChain: boolean): Promise<AuditRow> {
  try {
    const columns = columnsOf(event);
    for (let tries = 1; ; tries++) {
      const { row, key } = await nextRow(state, columns, isNewChain);
      if (await isInserted(state, row, tries)) {
        writeAnchor(homeOf(state), key, row);
        return row;
      }
      await setTimeout(Math.random() * 10);
    }
  } catch (cause) {
    if (cause instanceof AuditUnwritable) throw cause;
    throw new AuditUnwritable('Không ghi được nhật ký kiểm toán, nên việc này không được làm.', { cause });
  }
}

/** The newest entry; null while there is none. */
export async function headOf(state: State): Promise<Head | null> {
  const head = await state
    .selectFrom('audit')
    .select(['seq', 'hash'])
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  return head ?? null;
}

/**
 * The entry that comes next, bound to the newest one. Its number follows the newest that was ever noted: where the end
 * was cut off, a gap stays for the check to find, and no number is given twice.
 */
async function nextRow(
  state: State,
  columns: ReturnType<typeof columnsOf>,
  isNewChain: boolean,
): Promise<{ row: AuditRow; key: Buffer }> {
  const dataDir = homeOf(state);
  const isNew = (await headOf(state)) === null && !existsSync(anchorPath(dataDir));
  const key = auditKey(dataDir, { makeNew: isNew || isNewChain });
  // Noted after they are written, so that the table read later has them all.
  const noted = readAnchors(dataDir, key)[0]?.seq ?? 0;
  const head = await headOf(state);
  const row = {
    seq: Math.max(head?.seq ?? 0, noted) + 1,
    at: new Date().toISOString(),
    ...columns,
    previous_hash: head?.hash ?? genesis,
  };
  return { row: { ...row, hash: hashOf(key, row) }, key };
}

/** False when somebody else has taken that number meanwhile. */
async function isInserted(state: State, row: AuditRow, tries: number): Promise<boolean> {
  try {
    await state.insertInto('audit').values(row).execute();
    return true;
  } catch (cause) {
    const head = await headOf(state);
    if (tries < mostTries && head !== null && head.seq >= row.seq) return false;
    throw cause;
  }
}
