import { dataDir } from '../environment.ts';
import { openState, type State } from './open.ts';

let shared: { dataDir: string; state: Promise<State> } | undefined;

/** The state of this process's data folder, opened once. Throws like openState; then the next call tries again. */
export function sharedState(): Promise<State> {
  const folder = dataDir();
  if (shared?.dataDir !== folder) {
    const opening = { dataDir: folder, state: openState(folder) };
    opening.state.catch(() => {
      if (shared === opening) shared = undefined;
    });
    shared = opening;
  }
  return shared.state;
}
