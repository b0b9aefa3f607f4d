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

/** A time so many minutes from a moment, as the tables keep it. */
export function minutesFrom(moment: Date, minutes: number): string {
  return new Date(moment.getTime() + minutes * 60_000).toISOString();
}
