import { join } from 'node:path';
import { places, type Surroundings } from '../../surroundings.ts';
import { type Manifest, versionsIn } from '../publish.ts';
import { liveManifest, manifestOf } from '../revision.ts';

export type ComparedWith = 'version_before' | 'month_before';

/** A published version with which the one that is being made is compared, and as what. */
export interface OlderVersion {
  comparedWith: ComparedWith[];
  manifest: Manifest;
  /** Its published file. */
  path: string;
}

/**
 * The versions to compare with: the live one, and the newest of an earlier month than that of `asOf` (YYYY-MM-DD).
 * One entry when both are the same, none before the first publish. What cannot be read is noted and left out.
 */
export function olderVersions(surroundings: Surroundings, asOf: string): OlderVersion[] {
  const { published } = places(surroundings.dataDir);
  const ofEarlierMonth = versionsIn(published).filter((version) => version.slice(0, 7) < asOf.slice(0, 7));
  const damages = new Set<string>();
  const found: [ComparedWith, Manifest | null][] = [
    ['version_before', readable(damages, () => liveManifest(surroundings))],
    ['month_before', readable(damages, () => manifestOf(published, ofEarlierMonth.at(-1) ?? ''))],
  ];
  for (const damage of damages) surroundings.note(`không so sánh được với bản trước: ${damage}`);
  const older: OlderVersion[] = [];
  for (const [comparedWith, manifest] of found) {
    if (!manifest) continue;
    const same = older.find((each) => each.manifest.version === manifest.version);
    if (same) same.comparedWith.push(comparedWith);
    else
      older.push({
        comparedWith: [comparedWith],
        manifest,
        path: join(published, manifest.version, 'warehouse.duckdb'),
      });
  }
  return older;
}

/** A damaged version is no reason to stop the publish that mends it. */
function readable(damages: Set<string>, read: () => Manifest | null): Manifest | null {
  try {
    return read();
  } catch (error) {
    damages.add(error instanceof Error ? error.message : '');
    return null;
  }
}
