import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CheckResult } from '#warehouse/checks.ts';
import type { Database } from '#warehouse/open.server.ts';
import { settled, withConnections } from '#warehouse/side-by-side.ts';
import { places, type Surroundings } from '../surroundings.ts';
import { modelsHash } from './changes/models-hash.ts';
import { combinedHash, contentHashes, type TableHash } from './content-hash.ts';
import { generalisedSql } from './generalise.ts';
import { ownMark, sweepLeftovers } from './process.ts';
import { hashedTables, writePublishedFile } from './published-file.ts';
import { rejectList } from './rejects.ts';
import { policyOf, retire } from './retention.ts';
import { flush, sealFolder } from './seal.ts';
import { type Manifest, manifestFile, nextVersion, pointTo } from './version-folders.ts';

export { type Manifest, versionsIn } from './version-folders.ts';

export interface Published {
  version: string;
  contentHash: string;
}

const warehouseFile = 'warehouse.duckdb';
const analystFile = 'analyst.duckdb';

/** A version that stands aside, complete and on the disk, and is not live. */
export interface WrittenVersion {
  /** Only renames, first the folder and then current.json, and takes away versions that are kept no longer. */
  goLive(): Published;
  discard(): void;
}

/**
 * Writes a new version aside, from the marts in memory: both files, the reject list and the manifest, each flushed to
 * the disk. Needs the load lock. Throws SettingError when the policy of keeping versions cannot be taken.
 */
export async function writeVersion(
  database: Database,
  checks: readonly CheckResult[],
  surroundings: Surroundings,
): Promise<WrittenVersion> {
  const { published } = places(surroundings.dataDir);
  policyOf(surroundings);
  sweepLeftovers(published);
  const aside = join(published, `.new-${ownMark()}`);
  const discard = () => rmSync(aside, { recursive: true, force: true });
  try {
    mkdirSync(aside, { recursive: true });
    const hashes = await writeFiles(database, aside);
    const described = await describe(database, { checks, hashes, surroundings });
    const version = nextVersion(surroundings.dataDir, described.as_of);
    await sealFolder(aside, manifestFile, { version, ...described });
    const goLive = () => {
      renameSync(aside, join(published, version));
      flush(published);
      pointTo(published, version);
      retire(surroundings);
      return { version, contentHash: described.content_hash };
    };
    return { goLive, discard };
  } catch (error) {
    discard();
    throw error;
  }
}

async function writeFiles(database: Database, aside: string): Promise<TableHash[]> {
  writeFileSync(join(aside, 'rejects.json'), JSON.stringify(await rejectList(database, 'store', null)));
  // It halves the time of writing: codes that stand in many rows are packed by dictionary, as well as by it.
  await database.run(`set global disabled_compression_methods = 'fsst'`);
  const [hashes] = await withConnections(database, 2, ([one = database, two = database]) =>
    settled([
      contentHashes(database, hashedTables(true)),
      writePublishedFile(one, {
        path: join(aside, warehouseFile),
        analyst: false,
        select: (table) => `from ${table}`,
      }),
      writePublishedFile(two, { path: join(aside, analystFile), analyst: true, select: generalisedSql }),
    ]),
  );
  await database.run('reset global disabled_compression_methods');
  return hashes;
}

interface Description {
  checks: readonly CheckResult[];
  hashes: readonly TableHash[];
  surroundings: Surroundings;
}

async function describe(
  database: Database,
  { checks, hashes, surroundings }: Description,
): Promise<Omit<Manifest, 'version' | 'files'>> {
  const snapshots = await database.all(
    'select as_of, sha256, source, is_correction from store.snapshots order by as_of',
  );
  const [figures] = await database.all(
    `select count(*) filter (agrees) as agree, count(*) filter (not agrees) as differ, count(*) filter (agrees is null) as not_computed
     from meta.reconciliation`,
  );
  return {
    as_of: String(snapshots.at(-1)?.as_of),
    published_at: surroundings.now().toISOString(),
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
    models: modelsHash(),
    content_hash: combinedHash(hashes),
    content_hashes: listed(hashes),
  };
}

/** A hash of each table of rules, codes and calendar in force, settings included. */
export async function settingHashes(database: Database): Promise<Record<string, string>> {
  const names = ['calendar', 'time_limits', 'documents', 'published_figures', 'figure_measures', 'codes'];
  return listed(
    await contentHashes(
      database,
      names.map((name) => `reference.${name}`),
    ),
  );
}

function listed(hashes: readonly TableHash[]): Record<string, string> {
  return Object.fromEntries(hashes.map(({ table, hash }) => [table, hash]));
}
