import { hasDemo } from './demo.ts';
import { sharedState } from '../state/shared.ts';
import type { State } from '../state/open.ts';

/** What everything about people needs of the outside: the state and the clock. */
export interface PeopleWorld {
  state: State;
  now: () => Date;
  /** Whether the demo accounts exist now; never, where nobody can say. */
  hasDemo?: () => Promise<boolean>;
}

/** The world of this process's data folder. */
export async function peopleWorld(): Promise<PeopleWorld> {
  return { state: await sharedState(), now: () => new Date(), hasDemo };
}
