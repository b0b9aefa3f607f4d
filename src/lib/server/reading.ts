import type { Viewer } from './access/viewer.ts';
import type { LiveVersion } from './version.ts';
import { keptVersions, liveVersion, namedVersion, partOfVersion } from './warehouse.ts';

/** What limits the sight of a viewer: nothing but what is let through is in the versions that they read. */
export interface Sight {
  /** Only this organisation and all below it; null: all. */
  part: string | null;
}

/** The limits of a viewer. Throws for nobody: what is open to all has no figures. */
export function sightOf(viewer: Viewer | null): Sight {
  if (!viewer) throw new Error('A published version was asked for by nobody.');
  return { part: viewer.organization };
}

/**
 * A published version as a viewer may see it: the live one, or the one of that name. The only way by which pages and
 * API come to a version. Throws NoPublishedVersion, DamagedVersion, UnknownVersion, or UnknownPart when it does not
 * have the organisation that the viewer is bound to.
 */
export async function versionFor(sight: Sight, id: string | null = null): Promise<LiveVersion> {
  const version = id === null ? await liveVersion() : await namedVersion(id);
  return sight.part === null ? version : partOfVersion(version, sight.part);
}

/** The live version, or the one of that name, within the limits of a version that is open already. */
export function besides(version: LiveVersion, id: string | null): Promise<LiveVersion> {
  return versionFor({ part: version.part }, id);
}

/** Names of all versions that are kept, oldest first. */
export function versionNames(): string[] {
  return keptVersions();
}
