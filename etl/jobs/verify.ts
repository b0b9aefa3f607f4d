import { join } from 'node:path';
import { runChecks, checkNames } from '#warehouse/checks.ts';
import type { Database } from '#warehouse/open.server.ts';
import { sqlFile } from '#warehouse/project.ts';
import { damagedFiles } from '#warehouse/whole.server.ts';
import { acceptedFolder, acceptedIndex, keptFolders } from '../steps/accepted.ts';
import { contentHashes } from '../steps/content-hash.ts';
import { analystFile } from '../steps/draft.ts';
import { hashedTables } from '../steps/published-file.ts';
import { type Recount, recount } from '../steps/recount.ts';
import { filesHere } from '../steps/revision.ts';
import { storeState, type StoreState } from '../steps/store-seal.ts';
import { type Manifest, manifestFile } from '../steps/version-folders.ts';
import { places, type Surroundings } from '../surroundings.ts';
import { liveOrRefuse, openFile } from './versions.ts';

export interface Verification {
  version: string;
  passed: boolean;
  files: { file: string; passed: boolean }[];
  checks: {
    name: string;
    claim: string;
    offending_rows: number;
    passed: boolean;
    from: 'warehouse' | 'analyst';
  }[];
  tables: { table: string; passed: boolean }[];
  reconciliation: { agree: number; differ: number; not_computed: number };
  /** The store, by its seal; `unsealed` while a load runs or after one was killed: the next load reads it whole. */
  store: { state: StoreState; passed: boolean };
  /** Accepted rows of each snapshot, by the hashes in their index. */
  kept: { as_of: string; passed: boolean; damaged: string[] }[];
  /** The tables of figures, counted once more from the store. */
  recount: Recount;
}

/**
 * Recomputes file hashes, content hashes and checks on the live files, against the manifest; and holds the store against
 * its seal, the kept snapshots against theirs. Figures that were wrong from the start only a `recount` finds.
 */
export async function verify(
  surroundings: Surroundings,
  options: { recount?: boolean } = {},
): Promise<Verification> {
  const manifest = liveOrRefuse(surroundings);
  const folder = join(places(surroundings.dataDir).published, manifest.version);
  const names = filesHere(manifest, surroundings);
  const damaged = await damagedFiles(folder, manifestFile, names);
  const files = names.map((file) => ({ file, passed: !damaged.includes(file) }));
  const isWhole = damaged.length === 0;
  const checks = isWhole ? await liveChecks(folder, manifest, names.includes(analystFile)) : [];
  const tables = isWhole ? await liveTables(folder, manifest) : [];
  const store = await storeVerified(surroundings);
  const kept = await keptVerified(surroundings);
  const recounted = await recount(manifest, { asked: options.recount, store: store.state }, surroundings);
  const all = [...files, ...checks, ...tables, store, ...kept, recounted];
  return {
    version: manifest.version,
    passed: isWhole && all.every(({ passed }) => passed),
    files,
    checks,
    tables,
    reconciliation: manifest.reconciliation,
    store,
    kept,
    recount: recounted,
  };
}

/** What was found, in lines for people. */
export function verifiedText(found: Verification): string {
  const { version, files, tables, checks, store, kept, recount: again } = found;
  const wrong = [
    ...files.filter(({ passed }) => !passed).map(({ file }) => `tệp ${file} không khớp mã băm`),
    ...tables.filter(({ passed }) => !passed).map(({ table }) => `bảng ${table} không khớp mã băm`),
    ...checks.filter(({ passed }) => !passed).map(({ name }) => `kiểm tra ${name} không đạt`),
    ...(store.passed ? [] : ['kho số liệu không còn như khi đóng lần cuối: chạy "rebuild"']),
    ...kept
      .filter(({ passed }) => !passed)
      .map((each) => `kỳ đã nhận ${each.as_of}: ${each.damaged.join(', ')} không khớp mã băm`),
    ...again.tables
      .filter(({ passed }) => !passed)
      .map(({ table }) => `bảng ${table} khác khi đếm lại từ kho: chạy "rebuild"`),
  ];
  const good = `${version}: ${checks.length} kiểm tra đạt, ${tables.length} bảng và ${files.length} tệp nguyên vẹn.`;
  return [...(wrong.length === 0 ? [good] : wrong), again.told].join('\n');
}

async function liveChecks(
  folder: string,
  manifest: Manifest,
  hasCases: boolean,
): Promise<Verification['checks']> {
  const perCase = checkNames().filter((name) => /\bfct_cases\b/.test(sqlFile(`checks/${name}.sql`)));
  const combined = manifest.provinces && manifest.checks.map(({ name }) => name);
  const perMonth = combined ?? checkNames().filter((name) => !perCase.includes(name));
  const open = (from: 'warehouse' | 'analyst') => openFile(join(folder, `${from}.duckdb`));
  return [
    ...(await checked(open, perMonth, 'warehouse')),
    ...(hasCases ? await checked(open, perCase, 'analyst') : []),
  ];
}

async function liveTables(folder: string, manifest: Manifest): Promise<Verification['tables']> {
  return withFile(openFile(join(folder, 'warehouse.duckdb')), async (database) =>
    (await contentHashes(database, hashedTables(false))).map(({ table, hash }) => ({
      table,
      passed: manifest.content_hashes[table] === hash,
    })),
  );
}

/** A load that begins or ends meanwhile changes seal and store: what looks damaged is looked at once more. */
async function storeVerified({ dataDir }: Surroundings): Promise<Verification['store']> {
  const { store, private: folder } = places(dataDir);
  let state = await storeState(store, { byHash: true });
  if (state === 'damaged') state = await storeState(store, { byHash: true });
  const isGone = state === 'missing' && keptFolders(folder).length > 0;
  return { state, passed: state !== 'damaged' && !isGone };
}

async function keptVerified({ dataDir }: Surroundings): Promise<Verification['kept']> {
  const folder = places(dataDir).private;
  const kept: Verification['kept'] = [];
  for (const asOf of keptFolders(folder)) {
    const damaged = await damagedFiles(join(acceptedFolder(folder), asOf), acceptedIndex);
    kept.push({ as_of: asOf, passed: damaged.length === 0, damaged });
  }
  return kept;
}

async function checked(
  open: (from: 'warehouse' | 'analyst') => Promise<Database>,
  names: readonly string[],
  from: 'warehouse' | 'analyst',
) {
  const results = await withFile(open(from), (database) => runChecks(database, names));
  return results.map(({ name, claim, offendingRows }) => ({
    name,
    claim,
    offending_rows: offendingRows,
    passed: offendingRows === 0,
    from,
  }));
}

async function withFile<T>(opening: Promise<Database>, work: (database: Database) => Promise<T>): Promise<T> {
  const database = await opening;
  try {
    return await work(database);
  } finally {
    database.close();
  }
}
