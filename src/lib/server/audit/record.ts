import { existsSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import type { State } from '../state/open.ts';
import { homeOf, isShared } from '../state/open.ts';
import type { AuditRow } from '../state/tables.ts';
import { anchorOf, readAnchors, writeAnchor, type Head } from './anchor.ts';
import { columnsOf, genesis, hashOf, type AuditEvent } from './entry.ts';
import { auditKey, auditKeyPath, AuditUnwritable } from './key.ts';

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
        writeAnchor(anchorOf(state), key, row);
        return row;
      }
      await setTimeout(Math.random() * 10);
    }
  } catch (cause) {
    if (cause instanceof AuditUnwritable) throw cause;
    throw new AuditUnwritable('Không ghi được nhật ký kiểm toán, nên việc này không được làm.', { cause });
  }
}

/** Proves that a next entry can be made, before anything is done that it is to tell of. Throws AuditUnwritable. */
export async function assertAuditable(state: State): Promise<void> {
  await nextRow(state, columnsOf({ actor: '', action: 'access', verdict: 'refused' }), false);
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
  const isNew = (await headOf(state)) === null && !existsSync(anchorOf(state));
  const key = auditKey(dataDir, { makeNew: isNew || isNewChain });
  // Noted after they are written, so that the table read later has them all.
  const noted = readAnchors(anchorOf(state), key)[0]?.seq ?? 0;
  const head = await newestEntry(state);
  if (head && !isNewChain) assertSameKey(state, key, head);
  const row = {
    seq: Math.max(head?.seq ?? 0, noted) + 1,
    at: new Date().toISOString(),
    ...columns,
    previous_hash: head?.hash ?? genesis,
  };
  return { row: { ...row, hash: hashOf(key, row) }, key };
}

function newestEntry(state: State): Promise<AuditRow | undefined> {
  return state.selectFrom('audit').selectAll().orderBy('seq', 'desc').limit(1).executeTakeFirst();
}

/**
 * Servers that share a state share the key of the audit: with keys of their own they would write one chain that nobody
 * can check. Held against the very entry that the next one is bound to. Throws AuditUnwritable.
 */
function assertSameKey(state: State, key: Buffer, newest: AuditRow): void {
  if (!isShared(state) || hashOf(key, newest) === newest.hash) return;
  throw new AuditUnwritable(
    `Khóa nhật ký của máy này (${auditKeyPath(homeOf(state))}) không phải khóa mà các máy khác đang ghi: chép key/audit.key từ máy đã ghi trước sang đây. Nếu khóa đã đúng thì mục cuối của nhật ký đã bị sửa: chạy "audit verify".`,
  );
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
