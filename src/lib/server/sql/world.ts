import type { Viewer } from '../access/viewer.ts';
import { sightOf, versionFor } from '../reading.ts';
import { sharedState } from '../state/shared.ts';
import type { SqlWorld } from './api.ts';
import { sqlService } from './service.ts';

/** What the statements of a viewer work with on this server: its desk, its state, and the live version as they see it. */
export function sqlWorldFor(viewer: Viewer | null): SqlWorld {
  return {
    service: sqlService(),
    state: sharedState,
    version: () => versionFor(sightOf(viewer)),
    now: () => new Date(),
  };
}
