import { join } from 'node:path';
import type { Database } from '#warehouse/open.server.ts';
import { RefusedError } from '../errors.ts';
import type { SnapshotFolder } from '../read/folder.ts';
import { newestSnapshot } from './store.ts';

/** What a load shall do with the folders that it was given. */
export interface Plan {
  load: SnapshotFolder[];
  skipped: string[];
  /** as_of that is replaced, else null. */
  cutoff: string | null;
}

/** Parts folders into those to load, in order of as_of, and those whose content is loaded already. Throws RefusedError not_newer. */
export async function planLoad(
  database: Database,
  examined: readonly SnapshotFolder[],
  options: { replace: boolean },
): Promise<Plan> {
  const known = await database.all('select as_of, sha256 from disk.snapshots');
  const hashes = new Set(known.map((row) => String(row.sha256)));
  const fresh = examined.filter(
    ({ sha256 }, index) =>
      !hashes.has(sha256) && examined.findIndex((each) => each.sha256 === sha256) === index,
  );
  const skipped = examined.filter((folder) => !fresh.includes(folder));
  const newest = await newestSnapshot(database, 'disk');
  const cutoff =
    options.replace && newest !== null && fresh.some(({ asOf }) => asOf === newest) ? newest : null;
  let before = cutoff === null ? newest : null;
  for (const folder of fresh) {
    const tooOld = newest !== null && cutoff !== null && folder.asOf < newest;
    if (tooOld || (before !== null && folder.asOf <= before)) {
      throw new RefusedError({
        reason: 'not_newer',
        file: join(folder.folder, 'snapshot.json'),
        found: folder.asOf,
        expected: { vi: `as_of sau ${before ?? newest}`, en: `as_of after ${before ?? newest}` },
        hint: {
          vi: 'Nạp theo thứ tự thời gian; để sửa kỳ mới nhất, dùng --replace.',
          en: 'Load in order of time; to correct the newest snapshot, use --replace.',
        },
      });
    }
    before = folder.asOf;
  }
  return { load: fresh, skipped: skipped.map(({ folder }) => folder), cutoff };
}

/** Tells the landing schema of the snapshots of a plan; `loadedAt` is the moment of the load. */
export async function describeSnapshots(database: Database, plan: Plan, loadedAt: Date): Promise<void> {
  const rows = plan.load.map((folder, index) => ({
    snapshot_no: index + 1,
    as_of: folder.asOf,
    source: folder.source,
    sha256: folder.sha256,
    is_correction: folder.asOf === plan.cutoff,
    not_delivered: folder.notDelivered,
    has_successions: folder.files.some(({ register }) => register === 'successions'),
  }));
  await database.run(
    `create or replace table landing.described as
     select unnest(from_json($1, '[{"snapshot_no": "INTEGER", "as_of": "DATE", "source": "VARCHAR", "sha256": "VARCHAR",
       "is_correction": "BOOLEAN", "not_delivered": ["VARCHAR"], "has_successions": "BOOLEAN"}]'), recursive := true)`,
    [JSON.stringify(rows)],
  );
  await database.run(
    'create or replace table landing.snapshots as select snapshot_no, as_of from landing.described',
  );
  await database.run(
    `create or replace table landing.new_snapshots as
     select as_of, source, sha256, $1::timestamp as loaded_at, is_correction, not_delivered from landing.described`,
    [loadedAt.toISOString().replace('T', ' ').replace('Z', '')],
  );
  await database.run(
    'create or replace table landing.new_successions_delivered as select as_of from landing.described where has_successions',
  );
}
