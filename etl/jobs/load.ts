import type { Database } from '#warehouse/open.server.ts';
import { packMemory } from '#warehouse/packed-memory.ts';
import { loadReference } from '#warehouse/reference.ts';
import { examineFolder, type SnapshotFolder } from '../read/folder.ts';
import { accountLanding, type Limits } from '../steps/account.ts';
import { noteDrift } from '../steps/drift.ts';
import { installKeptKey } from '../steps/key.ts';
import { createLanding, type LandedFile, landFiles } from '../steps/land.ts';
import { installMaps } from '../steps/landing-sql.ts';
import { locateRejects } from '../steps/locate.ts';
import { withLock } from '../steps/lock.ts';
import { openStore } from '../steps/open-store.ts';
import { openDraft } from '../steps/draft.ts';
import { isSmall, suitThreads } from '../steps/pace.ts';
import { describeSnapshots, type Plan, planLoad } from '../steps/plan.ts';
import { prepareVersion } from '../steps/prepare.ts';
import { rememberLanding } from '../steps/remember.ts';
import { type LoadReport, reportOf } from '../steps/report.ts';
import { isPublished } from '../steps/revision.ts';
import { settleLanding } from '../steps/settle.ts';
import { allowSpilling, endSpilling } from '../steps/spill.ts';
import { runFile, viewBase, viewStore } from '../steps/store.ts';
import { checkTotals } from '../steps/totals.ts';
import { places, type Surroundings, today } from '../surroundings.ts';
import { publishPrepared, publishStore } from './publish-store.ts';

export interface LoadOptions extends Limits {
  replace: boolean;
  /** Look only: nothing is stored, nothing published. */
  checkOnly: boolean;
}

/**
 * Loads snapshot folders in order of as_of and publishes once at the end; all or nothing.
 * Throws RefusedError (nothing has changed) and BusyError.
 */
export async function load(
  folders: readonly string[],
  options: LoadOptions,
  surroundings: Surroundings,
): Promise<LoadReport> {
  const work = () => loadUnlocked(folders, options, surroundings);
  return options.checkOnly ? work() : withLock(surroundings, work);
}

async function loadUnlocked(
  folders: readonly string[],
  options: LoadOptions,
  surroundings: Surroundings,
): Promise<LoadReport> {
  const examined = folders.map((folder) => examineFolder(folder, today(surroundings)));
  examined.sort((a, b) => (a.asOf < b.asOf ? -1 : a.asOf > b.asOf ? 1 : 0));
  const { store } = places(surroundings.dataDir);
  const database = await openStore(store, { readOnly: options.checkOnly });
  try {
    const plan = await planLoad(database, examined, options);
    await viewBase(database, plan.cutoff);
    if (plan.load.length === 0) return await publishOnly(database, plan.skipped, options, surroundings);
    const small = isSmall(
      store,
      plan.load.map(({ folder }) => folder),
    );
    await suitThreads(database, small);
    await installKeptKey(database, surroundings.keyFile, { makeNone: options.checkOnly });
    await runFile(database, 'steps/macros.sql');
    await loadReference(database, surroundings.settings);
    const landed = await landAll(database, plan.load, surroundings);
    const readings = landed.map(({ reading }) => reading);
    surroundings.progress('đối chiếu với các kỳ trước');
    await checkTotals(database, landed);
    await settleLanding(database);
    await locateRejects(database, landed);
    for (const folder of plan.load) folder.refuseChanged();
    if (!small) await packMemory(database);
    await allowSpilling(database, surroundings);
    await describeSnapshots(database, plan, surroundings.now());
    await rememberLanding(database);
    await accountLanding(database, readings, options);
    await noteDrift(database);
    await viewStore(database, true);
    if (options.checkOnly) {
      await prepareVersion(database, { draft: null, carries: !small }, surroundings);
      return await reportOf(database, plan, readings);
    }
    const report = () => reportOf(database, plan, readings);
    return await publishLanded(database, { report, isSmall: small, plan }, surroundings);
  } finally {
    database.close();
    endSpilling(surroundings);
  }
}

interface Landed {
  report(): Promise<LoadReport>;
  isSmall: boolean;
  plan: Plan;
}

async function publishLanded(
  database: Database,
  { report, isSmall: small, plan }: Landed,
  surroundings: Surroundings,
): Promise<LoadReport> {
  const draft = await openDraft(database, { isSmall: small }, surroundings);
  try {
    const built = await prepareVersion(database, { draft, carries: !small }, surroundings);
    const told = await report();
    surroundings.progress('ghi bản công bố');
    const loaded = plan.load.map(({ asOf }) => asOf);
    const prepared = { ...built, draft, loaded };
    const published = await publishPrepared(database, prepared, surroundings);
    return { ...told, version: published.version, content_hash: published.contentHash };
  } finally {
    draft.discard();
  }
}

async function landAll(
  database: Database,
  folders: readonly SnapshotFolder[],
  surroundings: Surroundings,
): Promise<LandedFile[]> {
  await installMaps(database);
  await createLanding(database);
  const files = folders.flatMap((folder, index) =>
    folder.files.map((file) => ({ snapshotNo: index + 1, folder, file })),
  );
  return landFiles(database, files, surroundings.progress);
}

/** Nothing to load: publishes what the store holds, if that is not live yet. */
async function publishOnly(
  database: Database,
  skipped: string[],
  options: LoadOptions,
  surroundings: Surroundings,
): Promise<LoadReport> {
  const empty = {
    loaded: [],
    skipped,
    files: [],
    rejects: [],
    reject_rows: [],
    warnings: [],
    warnings_en: [],
  };
  await loadReference(database, surroundings.settings);
  const live = await isPublished(database, surroundings);
  if (options.checkOnly || live)
    return { ...empty, version: live?.version ?? null, content_hash: live?.contentHash ?? null };
  const published = await publishStore(database, surroundings);
  return { ...empty, version: published.version, content_hash: published.contentHash };
}
