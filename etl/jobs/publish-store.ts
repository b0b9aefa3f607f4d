import type { Database } from '#warehouse/open.server.ts';
import { settled, withConnections } from '#warehouse/side-by-side.ts';
import { writeAccepted } from '../steps/accepted.ts';
import { type Draft, openDraft } from '../steps/draft.ts';
import { isSmall, suitThreads } from '../steps/pace.ts';
import { type PreparedVersion, prepareVersion } from '../steps/prepare.ts';
import { type Published, writeVersion } from '../steps/publish.ts';
import { commitStore, viewStore } from '../steps/store.ts';
import { places, type Surroundings } from '../surroundings.ts';
import { unwritable } from '../unwritable.ts';

/** Builds and publishes a version from `base` and `reference` alone; what `base` leaves out of the store is deleted first. */
export async function publishStore(database: Database, surroundings: Surroundings): Promise<Published> {
  const small = isSmall(places(surroundings.dataDir).store);
  await suitThreads(database, small);
  await viewStore(database, false);
  const draft = await openDraft(database, { isSmall: small }, surroundings);
  try {
    const built = await prepareVersion(database, { draft, carries: !small }, surroundings);
    return await publishPrepared(database, { ...built, draft, loaded: [] }, surroundings);
  } finally {
    draft.discard();
  }
}

/** What `prepareVersion` has built, and the as_of of the snapshots in it that are in the landing tables. */
export interface Prepared extends PreparedVersion {
  draft: Draft;
  loaded: string[];
}

/**
 * Publishes what has been prepared. All that needs room on the disk is written aside first; then the store is committed,
 * and three renames follow: accepted rows, version, current.json. What fails before the commit leaves everything as it
 * was; after it, the next load of anything does the rest. The draft is the caller's to discard.
 */
export async function publishPrepared(
  database: Database,
  prepared: Prepared,
  surroundings: Surroundings,
): Promise<Published> {
  const { accepted, version } = await writeAside(database, prepared, surroundings);
  try {
    accepted.makeWay();
    await commitStore(database, prepared.loaded.length > 0);
    accepted.settle();
    const published = version.goLive();
    await mergeLog(database, surroundings);
    return published;
  } finally {
    accepted.discard();
  }
}

/** Both at the same time; when one of them fails, nothing of the other stays. */
async function writeAside(database: Database, prepared: Prepared, surroundings: Surroundings) {
  const { private: privateFolder } = places(surroundings.dataDir);
  const known = await snapshotDates(database);
  return withConnections(database, 1, async ([beside = database]) => {
    const rows = writeAccepted(beside, { source: 'landing', dates: prepared.loaded, known, privateFolder });
    const files = writeVersion(database, prepared, surroundings);
    try {
      const [accepted, version] = await settled([rows, files]);
      return { accepted, version };
    } catch (error) {
      const [written] = await Promise.allSettled([rows]);
      if (written.status === 'fulfilled') written.value.discard();
      throw error;
    }
  });
}

async function snapshotDates(database: Database): Promise<string[]> {
  return (await database.all('select as_of from store.snapshots')).map((row) => String(row.as_of));
}

/** Brings DuckDB's log into the store's file. Where the disk refuses, the log stays: the next opening reads both. */
async function mergeLog(database: Database, { note }: Surroundings): Promise<void> {
  try {
    await database.run('checkpoint disk');
  } catch (error) {
    const place = unwritable(error);
    if (!place) throw error;
    note(
      `Đã công bố, nhưng chưa gộp được nhật ký vào kho (${place.found.vi}): giải phóng chỗ trước lần nạp sau.`,
    );
  }
}
