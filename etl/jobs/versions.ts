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
  damagedVersion,
  type Manifest,
  manifestFile,
  manifestOf,
  newestPublished,
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

/** Why a version is kept, in words; `going` for one that is not. */
export const keptWords = {
  live: 'đang dùng',
  before_live: 'bản trước',
  month_end: 'cuối tháng',
  recent: 'mới công bố',
  damaged: 'hỏng',
  going: 'sẽ bỏ ở lần công bố sau',
};

/** What is live; throws RefusedError nothing_published while nothing is, unreadable_file when it is damaged. */
export function liveOrRefuse(surroundings: Surroundings): Manifest {
  const manifest = liveManifest(surroundings);
  if (manifest) return manifest;
  throw new RefusedError({
    reason: 'nothing_published',
    file: places(surroundings.dataDir).current,
    expected: { vi: 'một bản đã công bố', en: 'a published version' },
    hint: {
      vi: 'Nạp số liệu bằng "npm run etl -- load THƯ_MỤC".',
      en: 'Load data by "npm run etl -- load FOLDER".',
    },
  });
}

/** Opens a file of a version. Throws RefusedError unreadable_file when it is missing, or not what was published. */
export async function openLive(surroundings: Surroundings, version: string, file: string): Promise<Database> {
  const { published } = places(surroundings.dataDir);
  const folder = join(published, version);
  const [damaged] = await damagedFiles(folder, manifestFile, [file]);
  if (damaged) throw damagedVersion(join(folder, damaged));
  return openFile(join(folder, file));
}

/** Opens a published file whose hash has been looked at. Throws RefusedError unreadable_file. */
export async function openFile(path: string): Promise<Database> {
  try {
    return await openPublished(path);
  } catch (cause) {
    throw damagedVersion(path, { vi: 'DuckDB không đọc được', en: 'DuckDB cannot read it' }, cause);
  }
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
 * Takes the newest snapshot out of the store and publishes; where an undo was cut off between the two, it only publishes.
 * Throws RefusedError nothing_to_undo.
 */
export async function undo(surroundings: Surroundings): Promise<Published & { undone: string }> {
  const { published, store } = places(surroundings.dataDir);
  if (versionsIn(published).length === 0) liveOrRefuse(surroundings);
  return withLock(surroundings, async () => {
    const database = await openStore(store, { readOnly: false });
    try {
      const undone = await undoneUnpublished(database, published);
      const newest = undone ?? (await newestSnapshot(database, 'disk'));
      await viewBase(database, newest);
      if (!newest || !(await newestSnapshot(database, 'base'))) {
        throw new RefusedError({
          reason: 'nothing_to_undo',
          found: newest
            ? { vi: `chỉ có kỳ ${newest}`, en: `the snapshot of ${newest} alone` }
            : { vi: 'kho trống', en: 'an empty store' },
          expected: { vi: 'ít nhất hai kỳ trong kho', en: 'at least two snapshots in the store' },
          hint: {
            vi: 'Để thay kỳ duy nhất, nạp lại bằng --replace.',
            en: 'To replace the only snapshot, load it again with --replace.',
          },
        });
      }
      await loadReference(database, surroundings.settings);
      return { undone: newest, ...(await publishStore(database, surroundings)) };
    } finally {
      database.close();
    }
  });
}

/**
 * The day of the snapshot that the version published last shows beyond all those of the store, null where it shows
 * anything else: an undo that was killed, or found the disk full, took it out and did not publish.
 */
async function undoneUnpublished(database: Database, published: string): Promise<string | null> {
  const rows = await database.all('select as_of, sha256 from disk.snapshots order by as_of');
  const shown = newestPublished(published)?.snapshots ?? [];
  const isBefore = rows.every(
    ({ as_of: asOf, sha256 }, index) => shown[index]?.as_of === asOf && shown[index]?.sha256 === sha256,
  );
  return isBefore && shown.length === rows.length + 1 ? (shown.at(-1)?.as_of ?? null) : null;
}
