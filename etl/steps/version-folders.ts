import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { readIndex } from '#warehouse/whole.server.ts';
import { RefusedError, type Told } from '../errors.ts';
import { ownMark } from './process.ts';
import { replaceFile } from './seal.ts';

/** What a version says of itself: manifest.json. */
export interface Manifest {
  version: string;
  as_of: string;
  published_at: string;
  /** When all cases were counted that the figures tell of; what changed since was added. Versions of older programs do not tell. */
  counted_at?: string;
  snapshots: { as_of: string; sha256: string; source: string; is_correction: boolean }[];
  row_counts: Record<string, number>;
  checks: { name: string; claim: string; offending_rows: number }[];
  reconciliation: { agree: number; differ: number; not_computed: number };
  settings: Record<string, string>;
  /** Version of the contract that its figures are counted by; versions of older programs have none. */
  contract?: number;
  /** Hash of the models that the figures were counted by; versions of older programs have none. */
  models?: string;
  content_hash: string;
  content_hashes: Record<string, string>;
  /** Of a version that combines provinces: each of them, also those that are late or left out, with the reason. */
  provinces?: readonly object[];
  /** SHA-256 of each file of the version. */
  files: Record<string, string>;
}

/** Name of the file that lists a version's content. */
export const manifestFile = 'manifest.json';

/** Numbers that were given to versions which are kept no longer: a name never comes to mean something else. */
const usedNames = 'removed-versions.json';

/** All versions that are there, oldest first, also damaged ones. */
export function versionsIn(published: string): string[] {
  if (!existsSync(published)) return [];
  return readdirSync(published)
    .filter((name) => /^\d{4}-\d{2}-\d{2}\.\d{3,}$/.test(name))
    .sort();
}

/** Manifest of a version; null when there is no such version. Throws RefusedError unreadable_file when it is damaged. */
export function manifestOf(published: string, version: string): Manifest | null {
  if (!versionsIn(published).includes(version)) return null;
  const manifest = readIndex(join(published, version), manifestFile);
  if (manifest && isManifest(manifest) && manifest.version === version) return manifest;
  throw damagedVersion(join(published, version, manifestFile));
}

/** What is said of a published file that is missing, or not what was published. */
export function damagedVersion(
  file: string,
  found: Told = {
    vi: 'tệp thiếu, hoặc không khớp mã băm lúc công bố',
    en: 'a file that is missing, or not what was published',
  },
  cause?: unknown,
): RefusedError {
  return new RefusedError(
    {
      reason: 'unreadable_file',
      file,
      found,
      expected: { vi: 'một tệp công bố nguyên vẹn', en: 'a published file that is whole' },
      hint: {
        vi: 'Chạy "npm run etl -- rollback BẢN" để dùng một bản khác (xem "versions"), hoặc nạp lại một kỳ bất kỳ để công bố lại.',
        en: 'Run "npm run etl -- rollback VERSION" to use another version (see "versions"), or load any snapshot again to publish anew.',
      },
    },
    { cause },
  );
}

/** The hash beside it says that the program wrote it: its shape is then known, but for a program of another time. */
function isManifest(value: Record<string, unknown>): value is Record<string, unknown> & Manifest {
  return typeof value.version === 'string' && typeof value.content_hash === 'string' && !!value.snapshots;
}

/** Name for a new version of `asOf` (YYYY-MM-DD): one that was never given before. */
export function nextVersion(dataDir: string, asOf: string): string {
  const known = [...versionsIn(join(dataDir, 'published')), ...removedVersions(dataDir)];
  const numbers = known
    .filter((name) => name.startsWith(`${asOf}.`))
    .map((name) => Number(name.slice(asOf.length + 1)));
  return `${asOf}.${String(Math.max(0, ...numbers) + 1).padStart(3, '0')}`;
}

/** Takes a version away: first its name, so that no reader finds half of one. */
export function removeVersion(dataDir: string, version: string): void {
  const published = join(dataDir, 'published');
  const gone = join(published, `.gone-${ownMark()}`);
  const removed = [...new Set([...removedVersions(dataDir), version])].sort();
  replaceFile(join(dataDir, 'private', usedNames), `${JSON.stringify(removed)}\n`, ownMark());
  renameSync(join(published, version), gone);
  rmSync(gone, { recursive: true, force: true });
}

/** Empty also when the list cannot be read: then only the versions that are there keep their names to themselves. */
function removedVersions(dataDir: string): string[] {
  const path = join(dataDir, 'private', usedNames);
  if (!existsSync(path)) return [];
  try {
    const names: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return Array.isArray(names) ? names.map(String) : [];
  } catch (error) {
    if (error instanceof SyntaxError) return [];
    throw error;
  }
}

/** Manifest of the version that was published last, whichever is live. */
export function newestPublished(published: string): Manifest | null {
  const manifests = versionsIn(published).flatMap((version) => {
    const manifest = unlessRefused(() => manifestOf(published, version));
    const writtenAt = manifest ? statSync(join(published, version, 'manifest.json')).mtimeMs : 0;
    return manifest ? [{ manifest, writtenAt }] : [];
  });
  manifests.sort(
    (one, other) =>
      Date.parse(one.manifest.published_at) - Date.parse(other.manifest.published_at) ||
      one.writtenAt - other.writtenAt,
  );
  return manifests.at(-1)?.manifest ?? null;
}

/** Makes `version` the live one, by rename. */
export function pointTo(published: string, version: string): void {
  replaceFile(join(published, 'current.json'), `${JSON.stringify({ version })}\n`, ownMark());
}

/**
 * The version that current.json names; null before the first publish.
 * Throws RefusedError unreadable_file when it is gone or makes no sense though versions are there.
 */
export function currentVersion(published: string): string | null {
  const path = join(published, 'current.json');
  if (!existsSync(path)) {
    if (versionsIn(published).length > 0)
      refuseCurrent(path, published, { vi: 'không có tệp', en: 'no file' });
    return null;
  }
  const version = versionNamed(readFileSync(path, 'utf8'));
  return version ?? refuseCurrent(path, published, { vi: 'không đọc được', en: 'cannot be read' });
}

function versionNamed(text: string): string | null {
  try {
    const value: unknown = JSON.parse(text);
    const named = typeof value === 'object' && value !== null && 'version' in value ? value.version : null;
    return typeof named === 'string' ? named : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** Refuses to go on without a current.json that names a version. */
export function refuseCurrent(path: string, published: string, found: Told): never {
  const newest = versionsIn(published).slice(-5).join(', ');
  throw new RefusedError({
    reason: 'unreadable_file',
    file: path,
    found,
    expected: {
      vi: `{"version": "..."} với một trong các bản: ${newest}`,
      en: `{"version": "..."} with one of the versions ${newest}`,
    },
    hint: {
      vi: 'Chạy "npm run etl -- rollback BẢN" để chọn một bản, hoặc nạp lại một kỳ bất kỳ để công bố lại.',
      en: 'Choose a version by "npm run etl -- rollback VERSION", or load any snapshot again to publish anew.',
    },
  });
}

/** What some reading gives; null where it is refused. */
export function unlessRefused<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof RefusedError) return null;
    throw error;
  }
}
