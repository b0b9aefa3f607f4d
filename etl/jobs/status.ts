import { openStore } from '../steps/store.ts';
import { liveManifest } from '../steps/revision.ts';
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
}

/** What is live and what the store holds. */
export async function status(surroundings: Surroundings): Promise<Status> {
  const manifest = liveManifest(surroundings);
  const database = await openStore(places(surroundings.dataDir).store, { readOnly: true });
  try {
    const [held] = await database.all(
      'select count(*) as snapshot_count, max(as_of) as newest from disk.snapshots',
    );
    return {
      version: manifest?.version ?? null,
      as_of: manifest?.as_of ?? null,
      published_at: manifest?.published_at ?? null,
      content_hash: manifest?.content_hash ?? null,
      snapshots: Number(held?.snapshot_count),
      newest_in_store: held?.newest ? String(held.newest) : null,
      checks_passed: manifest?.checks.filter((check) => check.offending_rows === 0).length ?? 0,
      reconciliation: manifest?.reconciliation ?? null,
      data_dir: surroundings.dataDir,
    };
  } finally {
    database.close();
  }
}
