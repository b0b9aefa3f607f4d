import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Database, openPublished } from '#warehouse/open.server.ts';
import { loadReference } from '#warehouse/reference.ts';
import { damagedFiles } from '#warehouse/whole.server.ts';
import { RefusedError } from '../errors.ts';
import { withLock } from '../steps/lock.ts';
import { openStore } from '../steps/open-store.ts';
import type { Published } from '../steps/publish.ts';
import { type Kept, keptNow } from '../steps/retention.ts';
import { liveManifest } from '../steps/revision.ts';
import { newestSnapshot, viewBase } from '../steps/store.ts';
import {
  currentVersion,
  type Manifest,
  manifestFile,
  manifestOf,
  pointTo,
  unlessRefused,
  versionsIn,
} from '../steps/version-folders.ts';
import { places, type Surroundings } from '../surroundings.ts';
import { publishStore } from './publish-store.ts';

export interface VersionLine {
  version: string;
  as_of: string;
  /** Empty, like the content hash, when the manifest is damaged. */
  published_at: string;
  snapshots: number;
  content_hash: string;
  live: boolean;
  /** Why it is kept; null: the next publish takes it away. */
  kept: Kept | null;
}

/** What is live; throws RefusedError nothing_published while nothing is, unreadable_file when it is damaged. */
export function liveOrRefuse(surroundings: Surroundings): Manifest {
  const manifest = liveManifest(surroundings);
  if (manifest) return manifest;
  throw new RefusedError({
    reason: 'nothing_published',
    file: places(surroundings.dataDir).current,
    expected: 'một bản đã công bố',
    hint: 'Nạp số liệu bằng "npm run etl -- load THƯ_MỤC".',
  });
}

/** Opens a file of a version. Throws RefusedError unreadable_file when it is missing, or not what was published. */
export async function openLive(surroundings: Surroundings, version: string, file: string): Promise<Database> {
  const { published } = places(surroundings.dataDir);
  const folder = join(published, version);
  const [damaged] = await damagedFiles(folder, manifestFile, [file]);
  if (damaged) throw damagedVersion(join(folder, damaged), 'tệp thiếu, hoặc không khớp mã băm lúc công bố');
  return openFile(join(folder, file));
}

/** Opens a published file whose hash has been looked at. Throws RefusedError unreadable_file. */
export async function openFile(path: string): Promise<Database> {
  try {
    return await openPublished(path);
  } catch (cause) {
    throw damagedVersion(path, 'DuckDB không đọc được', cause);
  }
}

function damagedVersion(path: string, found: string, cause?: unknown): RefusedError {
  return new RefusedError(
    {
      reason: 'unreadable_file',
      file: path,
      found,
      expected: 'một tệp công bố nguyên vẹn',
      hint: 'Chạy "npm run etl -- rollback BẢN" để dùng một bản khác (xem "versions"), hoặc nạp lại một kỳ bất kỳ để công bố lại.',
    },
    { cause },
  );
}

/** Every version in the published folder, oldest first, and which of them stay. */
export function listVersions(surroundings: Surroundings): VersionLine[] {
  const { published } = places(surroundings.dataDir);
  const live = unlessRefused(() => currentVersion(published));
  const kept = keptNow(surroundings);
  return versionsIn(published).map((version) => {
    const manifest = unlessRefused(() => manifestOf(published, version));
    return {
      version,
      as_of: version.slice(0, 10),
      published_at: manifest?.published_at ?? '',
      snapshots: manifest?.snapshots.length ?? 0,
      content_hash: manifest?.content_hash ?? '',
      live: version === live,
      kept: manifest ? (kept.get(version) ?? null) : 'damaged',
    };
  });
}

/**
 * Moves readers to `version`, or to the one before the live one. Throws RefusedError: unknown_version, unreadable_file
 * when the version is not what was published.
 */
export async function rollback(
  version: string | undefined,
  surroundings: Surroundings,
): Promise<{ version: string }> {
  return withLock(surroundings, async () => {
    const { published } = places(surroundings.dataDir);
    const versions = versionsIn(published);
    const target = version ?? versionBefore(surroundings, versions);
    if (!target || !versions.includes(target)) {
      throw new RefusedError({
        reason: 'unknown_version',
        found: version ?? 'không có bản nào trước bản đang dùng',
        expected: versions.join(', '),
        hint: 'Xem danh sách bằng "npm run etl -- versions".',
      });
    }
    await refuseDamaged(join(published, target));
    pointTo(published, target);
    return { version: target };
  });
}

/** Also when the live version's own files are damaged; only current.json must say which one it is. */
function versionBefore({ dataDir }: Surroundings, versions: readonly string[]): string | undefined {
  const live = currentVersion(places(dataDir).published);
  return versions.filter((each) => live !== null && each < live).at(-1);
}

/** What can be hashed in well under a second; a larger file is opened instead: readers hold it against its hash anyway. */
const mostHashedBytes = 300 * 1024 * 1024;

async function refuseDamaged(folder: string): Promise<void> {
  const names = ['warehouse.duckdb', 'rejects.json', 'analyst.duckdb'];
  let bytes = 0;
  for (const name of names) {
    const path = join(folder, name);
    bytes += existsSync(path) ? statSync(path).size : 0;
    const [damaged] = await damagedFiles(folder, manifestFile, bytes > mostHashedBytes ? [] : [name]);
    if (damaged) throw damagedVersion(join(folder, damaged), 'tệp thiếu, hoặc không khớp mã băm lúc công bố');
    if (bytes > mostHashedBytes) (await openFile(path)).close();
  }
}

/** Takes the newest snapshot out of the store and publishes. Throws RefusedError nothing_to_undo. */
export async function undo(surroundings: Surroundings): Promise<Published & { undone: string }> {
  const { published, store } = places(surroundings.dataDir);
  if (versionsIn(published).length === 0) liveOrRefuse(surroundings);
  return withLock(surroundings, async () => {
    const database = await openStore(store, { readOnly: false });
    try {
      const newest = await newestSnapshot(database, 'disk');
      await viewBase(database, newest);
      if (!newest || !(await newestSnapshot(database, 'base'))) {
        throw new RefusedError({
          reason: 'nothing_to_undo',
          found: newest ? `chỉ có kỳ ${newest}` : 'kho trống',
          expected: 'ít nhất hai kỳ trong kho',
          hint: 'Để thay kỳ duy nhất, nạp lại bằng --replace.',
        });
      }
      await loadReference(database, surroundings.settings);
      return { undone: newest, ...(await publishStore(database, surroundings)) };
    } finally {
      database.close();
    }
  });
}
