import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Database, openPublished } from '#warehouse/open.server.ts';
import { RefusedError } from '../errors.ts';
import { withLock } from '../steps/lock.ts';
import { type Manifest, pointTo, type Published, versionsIn } from '../steps/publish.ts';
import { liveManifest, manifestOf } from '../steps/revision.ts';
import { newestSnapshot, openStore, viewBase } from '../steps/store.ts';
import { loadReference } from '#warehouse/reference.ts';
import { places, type Surroundings } from '../surroundings.ts';
import { publishStore } from './publish-store.ts';

export interface VersionLine {
  version: string;
  as_of: string;
  published_at: string;
  snapshots: number;
  content_hash: string;
  live: boolean;
}

/** What is live; throws RefusedError nothing_published while nothing is. */
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

/** Opens a file of a version. Throws RefusedError unreadable_file when it is missing or damaged. */
export async function openLive(surroundings: Surroundings, version: string, file: string): Promise<Database> {
  const path = join(places(surroundings.dataDir).published, version, file);
  try {
    return await openPublished(path);
  } catch (cause) {
    throw new RefusedError(
      {
        reason: 'unreadable_file',
        file: path,
        expected: 'một tệp công bố nguyên vẹn',
        hint: 'Chạy "npm run etl -- rollback" để về bản trước, rồi nạp lại để công bố bản mới.',
      },
      { cause },
    );
  }
}

/** Every version in the published folder, oldest first. */
export function listVersions(surroundings: Surroundings): VersionLine[] {
  const { published } = places(surroundings.dataDir);
  const live = liveManifest(surroundings)?.version;
  return versionsIn(published).flatMap((version) => {
    const manifest = manifestOf(published, version);
    if (!manifest) return [];
    const { as_of: asOf, published_at: publishedAt, snapshots, content_hash: contentHash } = manifest;
    return [
      {
        version,
        as_of: asOf,
        published_at: publishedAt,
        snapshots: snapshots.length,
        content_hash: contentHash,
        live: version === live,
      },
    ];
  });
}

/** Moves readers to `version`, or to the one before the live one. Throws RefusedError unknown_version. */
export async function rollback(
  version: string | undefined,
  surroundings: Surroundings,
): Promise<{ version: string }> {
  return withLock(surroundings, async () => {
    const { published } = places(surroundings.dataDir);
    const versions = versionsIn(published);
    const live = liveOrRefuse(surroundings).version;
    const target = version ?? versions.filter((each) => each < live).at(-1);
    if (!target || !versions.includes(target) || !existsSync(join(published, target, 'warehouse.duckdb'))) {
      throw new RefusedError({
        reason: 'unknown_version',
        found: version ?? 'không có bản nào trước bản đang dùng',
        expected: versions.join(', '),
        hint: 'Xem danh sách bằng "npm run etl -- versions".',
      });
    }
    pointTo(published, target);
    return { version: target };
  });
}

/** Takes the newest snapshot out of the store and publishes. Throws RefusedError nothing_to_undo. */
export async function undo(surroundings: Surroundings): Promise<Published & { undone: string }> {
  liveOrRefuse(surroundings);
  return withLock(surroundings, async () => {
    const database = await openStore(places(surroundings.dataDir).store, { readOnly: false });
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
