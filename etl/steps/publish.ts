import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from '#warehouse/open.server.ts';
import { settled, withConnections } from '#warehouse/side-by-side.ts';
import { contractVersion } from '../contract.ts';
import { places, type Surroundings } from '../surroundings.ts';
import { modelsHash } from './changes/models-hash.ts';
import { combinedHash, contentHashes, type TableHash } from './content-hash.ts';
import { analystName, type Draft, draftName } from './draft.ts';
import { hashedOf, writeAnalyst, writeMeta } from './published-file.ts';
import type { PreparedVersion } from './prepare.ts';
import { rejectList } from './rejects.ts';
import { retire } from './retention.ts';
import { flush, sealFolder } from './seal.ts';
import { type Manifest, manifestFile, nextVersion, pointTo } from './version-folders.ts';

export { type Manifest, versionsIn } from './version-folders.ts';

export interface Published {
  version: string;
  contentHash: string;
}

/** A version that stands aside, complete and on the disk, and is not live. */
export interface WrittenVersion {
  /** Only renames, first the folder and then current.json, and takes away versions that are kept no longer. */
  goLive(): Published;
}

/**
 * Completes a draft whose marts are built: both files, the reject list and the manifest, each flushed to the disk. Needs
 * the load lock.
 */
export async function writeVersion(
  database: Database,
  { checks, hashes: ofMarts, countedAt, draft }: PreparedVersion & { draft: Draft },
  surroundings: Surroundings,
): Promise<WrittenVersion> {
  const hashes = [...ofMarts, ...(await writeFiles(database, draft.folder))];
  await database.run('reset global disabled_compression_methods');
  const described = await describe(database, { checks, hashes, countedAt, surroundings });
  const version = nextVersion(surroundings.dataDir, described.as_of);
  await sealFolder(draft.folder, manifestFile, { version, ...described });
  return {
    goLive: () => {
      goLive(draft.folder, version, surroundings);
      return { version, contentHash: described.content_hash };
    },
  };
}

/** Makes a sealed folder the version that readers follow: only renames, and what is kept no longer goes. */
export function goLive(folder: string, version: string, surroundings: Surroundings): void {
  const { published } = places(surroundings.dataDir);
  renameSync(folder, join(published, version));
  flush(published);
  pointTo(published, version);
  retire(surroundings);
}

/** Writes what both files say of the data; gives the hashes of the tables of the schema meta. */
async function writeFiles(database: Database, folder: string): Promise<TableHash[]> {
  writeFileSync(join(folder, 'rejects.json'), JSON.stringify(await rejectList(database, 'store', null)));
  // By itself: DuckDB 1.5.6 may never let go of a transaction that ends together with another one on the same file, and
  // a file that a transaction holds cannot be closed.
  await writeMeta(database);
  return withConnections(database, 1, async ([beside = database]) => {
    const [hashes] = await settled([contentHashes(database, hashedOf('meta')), writeAnalyst(beside, 'meta')]);
    await settled([closeFile(database, draftName), closeFile(beside, analystName)]);
    return hashes;
  });
}

/** Packs what is still in memory into an attached file, and lets it go. */
export async function closeFile(database: Database, name: string): Promise<void> {
  await database.run(`checkpoint ${name}`);
  await database.run(`detach ${name}`);
}

interface Description extends PreparedVersion {
  surroundings: Surroundings;
}

async function describe(
  database: Database,
  { checks, hashes, countedAt, surroundings }: Description,
): Promise<Omit<Manifest, 'version' | 'files'>> {
  const snapshots = await database.all(
    'select as_of, sha256, source, is_correction from store.snapshots order by as_of',
  );
  const [figures] = await database.all(
    `select count(*) filter (agrees) as agree, count(*) filter (not agrees) as differ, count(*) filter (agrees is null) as not_computed
     from meta.reconciliation`,
  );
  const publishedAt = surroundings.now().toISOString();
  return {
    as_of: String(snapshots.at(-1)?.as_of),
    published_at: publishedAt,
    counted_at: countedAt ?? publishedAt,
    snapshots: snapshots.map((row) => ({
      as_of: String(row.as_of),
      sha256: String(row.sha256),
      source: String(row.source ?? ''),
      is_correction: row.is_correction === true,
    })),
    row_counts: Object.fromEntries(hashes.map(({ table, rows }) => [table, rows])),
    checks: checks.map(({ name, claim, offendingRows }) => ({ name, claim, offending_rows: offendingRows })),
    reconciliation: {
      agree: Number(figures?.agree),
      differ: Number(figures?.differ),
      not_computed: Number(figures?.not_computed),
    },
    settings: await settingHashes(database),
    contract: contractVersion,
    models: modelsHash(),
    content_hash: combinedHash(hashes),
    content_hashes: listed(hashes),
  };
}

/** A hash of each table of rules, codes and calendar in force, settings included. */
export async function settingHashes(database: Database): Promise<Record<string, string>> {
  const names = [
    'calendar',
    'time_limits',
    'targets',
    'letterhead',
    'documents',
    'published_figures',
    'figure_measures',
    'codes',
    'disclosure',
  ];
  return listed(
    await contentHashes(
      database,
      names.map((name) => `reference.${name}`),
    ),
  );
}

/** The hash of each table by its name. */
export function listed(hashes: readonly TableHash[]): Record<string, string> {
  return Object.fromEntries(hashes.map(({ table, hash }) => [table, hash]));
}
