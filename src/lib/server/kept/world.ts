import { randomBytes } from 'node:crypto';
import type { State } from '../state/open.ts';

/** What everything that analysts keep needs of the outside: the state and the clock. */
export interface KeptWorld {
  state: State;
  now: () => Date;
}

/** A name for something that is kept; it stands in addresses, and cannot be guessed. */
export function newId(): string {
  return randomBytes(9).toString('base64url');
}
