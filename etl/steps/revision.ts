import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { followingOf } from '#warehouse/follower.server.ts';
import type { Database } from '#warehouse/open.server.ts';
import { damagedFiles } from '#warehouse/whole.server.ts';
import { RefusedError } from '../errors.ts';
import { places, type Surroundings } from '../surroundings.ts';
import { analystFile } from './draft.ts';
import { type Published, settingHashes } from './publish.ts';
import {
  currentVersion,
  type Manifest,
  manifestFile,
  manifestOf,
  refuseCurrent,
  unlessRefused,
} from './version-folders.ts';

export { manifestOf } from './version-folders.ts';

/**
 * The live version, if it is whole and holds exactly the store's snapshots under the rules and codes in `reference`;
 * null when something is not published yet, or what is published has been damaged.
 */
export async function isPublished(database: Database, surroundings: Surroundings): Promise<Published | null> {
  const manifest = unlessRefused(() => liveManifest(surroundings));
  if (!manifest || (await liveDamage(surroundings)).length > 0) return null;
  const rows = await database.all('select as_of, sha256 from disk.snapshots order by as_of');
  const held = rows.map((row) => `${String(row.as_of)} ${String(row.sha256)}`).join('\n');
  const shown = manifest.snapshots.map(({ as_of: asOf, sha256 }) => `${asOf} ${sha256}`).join('\n');
  const settings = await settingHashes(database);
  const sameRules = Object.entries(settings).every(([table, hash]) => manifest.settings[table] === hash);
  return held === shown && sameRules
    ? { version: manifest.version, contentHash: manifest.content_hash }
    : null;
}

/** Manifest of the live version; null while there is none. Throws RefusedError unreadable_file when it is damaged. */
export function liveManifest(surroundings: Surroundings): Manifest | null {
  const { current, published } = places(surroundings.dataDir);
  const version = currentVersion(published);
  if (version === null) return null;
  return manifestOf(published, version) ?? refuseCurrent(current, published, version);
}

/** Files of the live version that are missing or changed, with their path; current.json when that is. Empty: whole, or nothing published. */
export async function liveDamage(surroundings: Surroundings): Promise<string[]> {
  const { published } = places(surroundings.dataDir);
  try {
    const manifest = liveManifest(surroundings);
    if (!manifest) return [];
    const folder = join(published, manifest.version);
    const damaged = await damagedFiles(folder, manifestFile, filesHere(manifest, surroundings));
    return damaged.map((name) => join(folder, name));
  } catch (error) {
    if (error instanceof RefusedError && error.refusal.file) return [error.refusal.file];
    throw error;
  }
}

/** The files that a version has in this data folder: one that follows a publisher may have been given no case rows. */
export function filesHere(manifest: Manifest, { dataDir }: Surroundings): string[] {
  const path = join(places(dataDir).published, manifest.version, analystFile);
  const isLeftOut = !existsSync(path) && followingOf(dataDir) !== null;
  return Object.keys(manifest.files).filter((name) => name !== analystFile || !isLeftOut);
}
