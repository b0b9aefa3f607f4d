import { type Following, followingOf } from '#warehouse/follower.server.ts';
import { BusyError, RefusedError } from '../errors.ts';
import { openStore } from '../steps/open-store.ts';
import { liveDamage, liveManifest } from '../steps/revision.ts';
import { storeState } from '../steps/store-seal.ts';
import { type Manifest, unlessRefused } from '../steps/version-folders.ts';
import { places, type Surroundings } from '../surroundings.ts';

export interface Status {
  version: string | null;
  as_of: string | null;
  published_at: string | null;
  content_hash: string | null;
  snapshots: number;
  newest_in_store: string | null;
  checks_passed: number;
  reconciliation: { agree: number; differ: number; not_computed: number } | null;
  data_dir: string;
  /** Where versions come from and since when they are as there; null: from this folder's own store. */
  following: Following | null;
  /** What is damaged or in the way, with what to do; empty when all is well. */
  problems: string[];
}

/** What is live, what the store holds, and what is wrong with either. */
export async function status(surroundings: Surroundings): Promise<Status> {
  const manifest: Manifest | null = unlessRefused(() => liveManifest(surroundings));
  const following = followingOf(surroundings.dataDir);
  const held = following ? noStore : await storeStatus(surroundings);
  return {
    version: manifest?.version ?? null,
    as_of: manifest?.as_of ?? null,
    published_at: manifest?.published_at ?? null,
    content_hash: manifest?.content_hash ?? null,
    snapshots: held.snapshots,
    newest_in_store: held.newest,
    checks_passed: manifest?.checks.filter((check) => check.offending_rows === 0).length ?? 0,
    reconciliation: manifest?.reconciliation ?? null,
    data_dir: surroundings.dataDir,
    following,
    problems: [...(await publishedProblems(surroundings)), ...held.problems],
  };
}

async function publishedProblems(surroundings: Surroundings): Promise<string[]> {
  const damaged = await liveDamage(surroundings);
  return damaged.map(
    (path) =>
      `${path}: thiếu hoặc đã đổi từ khi công bố. Chạy "npm run etl -- rollback BẢN" (xem "versions"), hoặc nạp lại một kỳ bất kỳ để công bố lại.`,
  );
}

const noStore = { snapshots: 0, newest: null, problems: [] };

async function storeStatus(surroundings: Surroundings) {
  const { store } = places(surroundings.dataDir);
  try {
    // Before it is opened: closing a file gives back this process's locks on it.
    const damaged = (await storeState(store, { byHash: true })) === 'damaged';
    const database = await openStore(store, { readOnly: true });
    try {
      const [held] = await database.all(
        'select count(*) as snapshot_count, max(as_of) as newest from disk.snapshots',
      );
      return {
        snapshots: Number(held?.snapshot_count),
        newest: held?.newest ? String(held.newest) : null,
        problems: damaged
          ? [`${store}: không còn như khi đóng lần cuối. Chạy "npm run etl -- rebuild".`]
          : [],
      };
    } finally {
      database.close();
    }
  } catch (error) {
    if (!(error instanceof RefusedError || error instanceof BusyError)) throw error;
    return { snapshots: 0, newest: null, problems: [error.message] };
  }
}
