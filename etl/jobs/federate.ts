import { createHash } from 'node:crypto';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { checkNames, type CheckResult, runChecks } from '#warehouse/checks.ts';
import { checksOfProvinces, combineProvinces } from '#warehouse/federation.ts';
import { type Database, openMemory } from '#warehouse/open.server.ts';
import { projectRoot, sqlFile } from '#warehouse/project.ts';
import { loadReference } from '#warehouse/reference.ts';
import { contractVersion } from '../contract.ts';
import { RefusedError } from '../errors.ts';
import { type Chosen, chooseVersions, isTaken, type ProvinceStanding } from '../federation/choose.ts';
import { keepOnly } from '../federation/kept.ts';
import { readProvinces } from '../federation/provinces.ts';
import { sourceText } from '../federation/words.ts';
import { modelsHash } from '../steps/changes/models-hash.ts';
import { combinedHash, contentHashes } from '../steps/content-hash.ts';
import { discloseRestricted, readPast } from '../steps/disclose.ts';
import { type Draft, draftName, openDraft, warehouseFile } from '../steps/draft.ts';
import { writeFollowing } from '../steps/following.ts';
import { withLock } from '../steps/lock.ts';
import { keepChecks, writeMetrics } from '../steps/prepare.ts';
import { closeFile, goLive, listed, settingHashes } from '../steps/publish.ts';
import { hashedTables, writeMeta } from '../steps/published-file.ts';
import { liveManifest } from '../steps/revision.ts';
import { sealFolder } from '../steps/seal.ts';
import { type Manifest, manifestFile, nextVersion, unlessRefused } from '../steps/version-folders.ts';
import { places, type Surroundings } from '../surroundings.ts';

/** What was combined. */
export interface FederateReport {
  version: string;
  as_of: string;
  content_hash: string;
  /** False: the live version is made of the same versions of the same provinces. */
  changed: boolean;
  provinces: ProvinceStanding[];
}

/**
 * Combines the published versions of provinces into a version of this data folder: marts without case rows, each code
 * behind its province's prefix, each province up to its own last month. In place of what is damaged, out of reach, or of
 * another contract or program, the last version without a fault is taken; where there is none, the province is left out
 * with the reason. Throws RefusedError: bad_setting, nothing_published, not_a_follower,
 * failed_check; nothing changes then.
 */
export async function federate(
  list: string,
  asOf: string | null,
  surroundings: Surroundings,
): Promise<FederateReport> {
  const { store } = places(surroundings.dataDir);
  if (existsSync(store)) refuseStore(store);
  const provinces = readProvinces(resolve(list));
  return withLock(surroundings, async () => {
    surroundings.progress('xem các tỉnh');
    const { asOf: date, chosen } = await chooseVersions(provinces, asOf, surroundings);
    writeFollowing(surroundings.dataDir, {
      source: resolve(list),
      followedAt: surroundings.now().toISOString(),
    });
    const standings = chosen.map(({ folder: _folder, province: _province, ...standing }) => standing);
    if (asOf === null) keepOnly(chosen.filter(isTaken), surroundings);
    const live = unlessRefused(() => liveManifest(surroundings));
    const database = await openMemory();
    try {
      await loadReference(database, surroundings.settings);
      const settings = { ...(await settingHashes(database)), federation: combiningHash() };
      if (live && isSame(live, { standings, settings })) {
        const { version, content_hash } = live;
        return { version, as_of: date, content_hash, changed: false, provinces: standings };
      }
      const combining = { date, chosen, standings, settings };
      const done = await publishCombined(database, combining, surroundings);
      return { ...done, as_of: date, changed: true, provinces: standings };
    } finally {
      database.close();
    }
  });
}

function refuseStore(store: string): never {
  throw new RefusedError({
    reason: 'not_a_follower',
    file: store,
    found: { vi: 'kho số liệu của chính máy này', en: 'a store of this machine' },
    expected: { vi: 'một thư mục dữ liệu không có kho', en: 'a data folder without a store' },
    hint: {
      vi: 'Chọn DATA_DIR khác cho bản gộp: bản gộp không được đứng lẫn với bản tự công bố.',
      en: 'Choose another DATA_DIR for the whole: it must not stand among versions that are published here.',
    },
  });
}

interface Combining {
  date: string;
  chosen: readonly Chosen[];
  standings: readonly ProvinceStanding[];
  settings: Record<string, string>;
}

/** Whether a version is made of the same, by the same rules. */
function isSame(live: Manifest, { standings, settings }: Pick<Combining, 'standings' | 'settings'>): boolean {
  const own = { models: modelsHash(), provinces: standings, settings };
  const { models, provinces, settings: known } = live;
  return isDeepStrictEqual({ models, provinces, settings: known }, own);
}

/** A hash of the statements by which provinces are combined. */
function combiningHash(): string {
  const hash = createHash('sha256');
  const folder = join(projectRoot(), 'warehouse', 'federation');
  for (const name of readdirSync(folder).sort()) hash.update(name).update(sqlFile(`federation/${name}`));
  return hash.digest('hex');
}

async function publishCombined(
  database: Database,
  { date, chosen, standings, settings }: Combining,
  surroundings: Surroundings,
): Promise<{ version: string; content_hash: string }> {
  const draft = await openDraft(database, { isSmall: false }, surroundings);
  try {
    const files = chosen.filter(isTaken).map(({ prefix, name, folder, version, as_of }) => ({
      prefix,
      name,
      path: join(folder, version ?? '', warehouseFile),
      asOf: as_of ?? '',
    }));
    surroundings.progress(`gộp ${files.length} tỉnh`);
    const told = { source: sourceText(standings), provinceCount: standings.length };
    await combineProvinces(database, files, { file: draftName, ...told });
    const dates = files.map(({ asOf }) => asOf).sort();
    const checks = await describeAndCheck(database, dates, surroundings);
    return await sealCombined(database, { draft, date, standings, settings, checks }, surroundings);
  } finally {
    draft.discard();
  }
}

/**
 * What cases one by one would be needed for was checked in each province. The restricted profile ends with the months that
 * all provinces have reached: of two states of a month, the difference would tell of those that come later.
 */
async function describeAndCheck(
  database: Database,
  dates: readonly string[],
  surroundings: Surroundings,
): Promise<CheckResult[]> {
  await database.run('create schema store');
  await database.run(`create view store.snapshots as select date '${dates[0]}' as as_of`);
  await writeMetrics(database);
  await discloseRestricted(database, await readPast(database, surroundings), surroundings);
  surroundings.progress('kiểm tra');
  const results = await runChecks(database, checksOfProvinces(checkNames(), dates));
  await keepChecks(database, results);
  return results;
}

async function sealCombined(
  database: Database,
  {
    draft,
    date,
    standings,
    settings,
    checks,
  }: Omit<Combining, 'chosen'> & { draft: Draft; checks: readonly CheckResult[] },
  surroundings: Surroundings,
): Promise<{ version: string; content_hash: string }> {
  await writeMeta(database);
  const hashes = await contentHashes(database, hashedTables(false));
  const snapshots = await database.all(
    'select as_of, sha256, source, is_correction from meta.snapshots order by as_of',
  );
  await database.run('reset global disabled_compression_methods');
  await closeCombined(database);
  writeFileSync(join(draft.folder, 'rejects.json'), '[]');
  const version = nextVersion(surroundings.dataDir, date);
  const content_hash = combinedHash(hashes);
  await sealFolder(draft.folder, manifestFile, {
    version,
    as_of: date,
    published_at: surroundings.now().toISOString(),
    snapshots,
    row_counts: Object.fromEntries(hashes.map(({ table, rows }) => [table, rows])),
    checks: checks.map(({ name, claim, offendingRows }) => ({ name, claim, offending_rows: offendingRows })),
    reconciliation: { agree: 0, differ: 0, not_computed: 0 },
    settings,
    contract: contractVersion,
    models: modelsHash(),
    content_hash,
    content_hashes: listed(hashes),
    provinces: standings,
  });
  goLive(draft.folder, version, surroundings);
  return { version, content_hash };
}

/** A file that views look into cannot be let go. */
async function closeCombined(database: Database): Promise<void> {
  const views = await database.all(
    `select schema_name || '.' || view_name as name from duckdb_views()
     where not internal and schema_name = 'marts'`,
  );
  for (const { name } of views) await database.run(`drop view ${String(name)}`);
  await closeFile(database, draftName);
}
