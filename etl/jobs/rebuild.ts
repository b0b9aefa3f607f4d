import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Database } from '#warehouse/open.server.ts';
import { loadReference } from '#warehouse/reference.ts';
import { RefusedError } from '../errors.ts';
import { acceptedFolder } from '../steps/accepted.ts';
import {
  type AcceptedSnapshot,
  landAccepted,
  landAcceptedTables,
  readAccepted,
} from '../steps/accepted-read.ts';
import { refuseFullDisk } from '../steps/disk-space.ts';
import { withLock } from '../steps/lock.ts';
import { createStore, openStore } from '../steps/open-store.ts';
import { openDraft } from '../steps/draft.ts';
import { isSmall, suitThreads } from '../steps/pace.ts';
import { prepareVersion } from '../steps/prepare.ts';
import { ownMark, sweepLeftovers } from '../steps/process.ts';
import { type Published, writeVersion, type WrittenVersion } from '../steps/publish.ts';
import { rememberLanding } from '../steps/remember.ts';
import { flush } from '../steps/seal.ts';
import { closeSeal, markWriting } from '../steps/store-seal.ts';
import { commitStore, viewBase, viewStore } from '../steps/store.ts';
import { newestPublished } from '../steps/version-folders.ts';
import { places, type Surroundings } from '../surroundings.ts';

/** Accepted rows that are read at once: a national snapshot by itself, a hundred small ones together. */
const batchBytes = 256 * 1024 * 1024;

/**
 * Makes store and published version anew from the accepted rows of each snapshot alone; needs no source files and no
 * key. The new store is built aside and renamed over the old one, which is kept as `store.duckdb.damaged-<time>` if it
 * could not be opened or knew less than the accepted rows (only the newest of such files). Throws RefusedError:
 * missing_file when there is no accepted snapshot, or one that the newest version shows is gone (not with
 * `acceptMissing`); unreadable_file when one is damaged.
 */
export async function rebuild(
  { acceptMissing }: { acceptMissing: boolean },
  surroundings: Surroundings,
): Promise<Published & { snapshots: number }> {
  return withLock(surroundings, async () => {
    const { store, private: folder, published } = places(surroundings.dataDir);
    sweepLeftovers(folder);
    const isWhole = await healFromStore(store);
    const snapshots = await readAccepted(folder);
    if (!acceptMissing) refuseMissing(snapshots, surroundings);
    refuseFullDisk(store);
    const aside = `${store}.new-${ownMark()}`;
    try {
      const version = await buildAside(aside, snapshots, surroundings);
      replaceStore(aside, { store, isWhole, now: surroundings.now() });
      return { ...version.goLive(), snapshots: snapshots.length };
    } finally {
      sweepLeftovers(published);
      rmSync(aside, { force: true });
      rmSync(`${aside}.wal`, { force: true });
    }
  });
}

/** A store that is whole may know snapshots that a crash left without their folder: opening it writes them. */
async function healFromStore(store: string): Promise<boolean> {
  if (!existsSync(store)) return false;
  try {
    (await openStore(store, { readOnly: false })).close();
    return true;
  } catch (error) {
    if (error instanceof RefusedError && error.refusal.reason === 'unreadable_file') return false;
    throw error;
  }
}

function refuseMissing(snapshots: readonly AcceptedSnapshot[], { dataDir }: Surroundings): void {
  const { published, private: folder } = places(dataDir);
  const shown = newestPublished(published)?.snapshots ?? [];
  const missing = shown.find(({ as_of: asOf }) => !snapshots.some((each) => each.asOf === asOf));
  if (!missing) return;
  throw new RefusedError({
    reason: 'missing_file',
    file: join(acceptedFolder(folder), missing.as_of),
    found: {
      vi: 'không có thư mục này, mà bản công bố mới nhất có kỳ này',
      en: 'no such folder, though the version published last has this snapshot',
    },
    expected: {
      vi: 'mọi kỳ của bản công bố mới nhất',
      en: 'all snapshots of the version published last',
    },
    hint: {
      vi: 'Khôi phục thư mục từ bản sao lưu; để dựng lại không có kỳ ấy, thêm --accept-missing rồi nạp lại kỳ ấy từ tệp gốc.',
      en: 'Restore the folder from a backup; to rebuild without that snapshot add --accept-missing, then load it again from its source files.',
    },
  });
}

/** Builds store and version aside; the store is closed and on the disk when this ends. */
async function buildAside(
  aside: string,
  snapshots: readonly AcceptedSnapshot[],
  surroundings: Surroundings,
): Promise<WrittenVersion> {
  const database = await createStore(aside);
  try {
    const facts = Object.entries(snapshots.at(-1)?.statement.facts ?? {});
    for (const fact of facts) await database.run('insert into disk.facts values ($1, $2)', fact);
    await viewBase(database, null);
    for (const batch of inBatches(snapshots)) {
      surroundings.progress(`dựng lại kho đến ${batch.at(-1)?.asOf ?? ''}`);
      await takeIn(database, batch);
    }
    await loadReference(database, surroundings.settings);
    await viewStore(database, false);
    const small = isSmall(aside);
    await suitThreads(database, small);
    const draft = await openDraft(database, { isSmall: small }, surroundings);
    const built = await prepareVersion(database, { draft, carries: false }, surroundings);
    const version = await writeVersion(database, { ...built, draft }, surroundings);
    await database.run('checkpoint disk');
    return version;
  } finally {
    database.close();
  }
}

async function takeIn(database: Database, batch: readonly AcceptedSnapshot[]): Promise<void> {
  await landAccepted(database, batch);
  await rememberLanding(database);
  await landAcceptedTables(database, batch);
  await commitStore(database, true);
}

function inBatches(snapshots: readonly AcceptedSnapshot[]): AcceptedSnapshot[][] {
  const batches: AcceptedSnapshot[][] = [];
  let bytes = Infinity;
  for (const snapshot of snapshots) {
    if (bytes + snapshot.bytes > batchBytes) {
      batches.push([]);
      bytes = 0;
    }
    batches.at(-1)?.push(snapshot);
    bytes += snapshot.bytes;
  }
  return batches;
}

/**
 * Puts the new store in place. DuckDB's log of the old one goes first: it must never meet the new file. A crash between
 * the two leaves a store that knows less than the accepted rows, or none; either is refused until rebuild runs again.
 */
function replaceStore(
  aside: string,
  { store, isWhole, now }: { store: string; isWhole: boolean; now: Date },
): void {
  const folder = dirname(store);
  flush(aside);
  const kept = `${store}.damaged-${now.toISOString().replace(/[-:]|\.\d+/g, '')}`;
  markWriting(store);
  if (existsSync(store)) {
    if (!isWhole) for (const name of damagedCopies(folder)) rmSync(join(folder, name));
    const old = isWhole ? '' : kept;
    for (const tail of ['.wal', '']) {
      if (!existsSync(`${store}${tail}`)) continue;
      if (old) renameSync(`${store}${tail}`, `${old}${tail}`);
      else if (tail) rmSync(`${store}${tail}`);
    }
  }
  renameSync(aside, store);
  flush(folder);
  closeSeal(store);
}

function damagedCopies(folder: string): string[] {
  return readdirSync(folder).filter((name) => name.startsWith('store.duckdb.damaged-'));
}
