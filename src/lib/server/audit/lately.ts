import type { State } from '../state/open.ts';
import { Chain } from './chain.ts';
import { followChain, hashesOf, type AuditCheck } from './verify.ts';

/** A check of the audit that was whole once, and has been followed since. */
export interface LateCheck extends AuditCheck {
  /** When every entry was last held to its hash. */
  wholeAt: Date;
}

interface Remembered {
  chain: Chain;
  wholeAt: Date;
}

/** How far each state was found whole in this process. */
const remembered = new WeakMap<State, Remembered>();

/** Checks every entry of the audit, and remembers how far that came. Throws AuditUnwritable without the key. */
export async function checkWhole(state: State, now: Date): Promise<LateCheck> {
  return keep(state, { chain: new Chain(), wholeAt: now });
}

/**
 * Checks what was written since the last whole check of this process; null where there is none to go on from: none
 * yet, one that found a fault, or entries that are not there any more as they were. Throws AuditUnwritable.
 */
export async function checkFurther(state: State): Promise<LateCheck | null> {
  const before = remembered.get(state);
  if (!before || !(await stillStands(state, before.chain))) return null;
  return keep(state, { chain: before.chain.copy(), wholeAt: before.wholeAt });
}

async function keep(state: State, { chain, wholeAt }: Remembered): Promise<LateCheck> {
  const check = await followChain(state, chain);
  if (check.passed) remembered.set(state, { chain, wholeAt });
  else remembered.delete(state);
  return { ...check, wholeAt };
}

/** Whether the first and the last entry of what was checked are there unchanged. */
async function stillStands(state: State, { first, last }: Chain): Promise<boolean> {
  const ends = [first, last].flatMap((end) => (end ? [end] : []));
  const hashes = await hashesOf(state, ends);
  return ends.every(({ seq, hash }) => hashes.get(seq) === hash);
}
