import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from '#warehouse/open.server.ts';
import { loadReference } from '#warehouse/reference.ts';
import { type RegisterName, registers } from '../contract.ts';
import { RefusedError } from '../errors.ts';
import { examineFolder, type SnapshotFolder } from '../read/folder.ts';
import { accountLanding, type Limits } from '../steps/account.ts';
import { installKey, keyId, passingKey, pseudonymKey } from '../steps/key.ts';
import {
  createLanding,
  examineFile,
  type ExaminedFile,
  type FileReading,
  type LandedFile,
  landFiles,
} from '../steps/land.ts';
import { installMaps } from '../steps/landing-sql.ts';
import { locateRejects } from '../steps/locate.ts';
import { withLock } from '../steps/lock.ts';
import { prepareVersion } from '../steps/prepare.ts';
import { writeVersion } from '../steps/publish.ts';
import { rememberLanding } from '../steps/remember.ts';
import { settleLanding } from '../steps/settle.ts';
import { checkTotals } from '../steps/totals.ts';
import { commitStore, newestSnapshot, openStore, runFile, viewBase, viewStore } from '../steps/store.ts';
import { isPublished } from '../steps/revision.ts';
import { places, type Surroundings, today } from '../surroundings.ts';
import { publishStore } from './publish-store.ts';

export interface LoadOptions extends Limits {
  replace: boolean;
  /** Look only: nothing is stored, nothing published. */
  checkOnly: boolean;
}

/** What a load did, or would do. */
export interface LoadReport {
  loaded: string[];
  skipped: string[];
  version: string | null;
  content_hash: string | null;
  files: {
    as_of: string;
    file: RegisterName;
    format: string;
    encoding: string;
    rows_read: number;
    rows_kept: number;
    rows_rejected: number;
    vanished: number;
    ignored_columns: string[];
    missing_columns: string[];
  }[];
  rejects: { as_of: string; file: string; reason: string; count: number }[];
  warnings: string[];
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
    await installChecked(database, surroundings, options);
    await runFile(database, 'steps/macros.sql');
    await loadReference(database, surroundings.settings);
    const landed = await landAll(database, plan.load, surroundings);
    const readings = landed.map(({ reading }) => reading);
    surroundings.progress('đối chiếu với các kỳ trước');
    await checkTotals(database, landed);
    await settleLanding(database);
    await locateRejects(database, landed);
    await describeSnapshots(database, plan, surroundings);
    await rememberLanding(database);
    await accountLanding(database, readings, options);
    await viewStore(database, true);
    const checks = await prepareVersion(database, surroundings.progress);
    const report = await reportOf(database, plan, readings);
    if (options.checkOnly) return report;
    surroundings.progress('ghi bản công bố');
    const version = await writeVersion(database, checks, surroundings);
    await commitStore(database, true);
    const published = version.goLive();
    return { ...report, version: published.version, content_hash: published.contentHash };
  } finally {
    database.close();
  }
}

interface Plan {
  load: SnapshotFolder[];
  skipped: string[];
  /** as_of that is replaced, else null. */
  cutoff: string | null;
}

async function planLoad(
  database: Database,
  examined: readonly SnapshotFolder[],
  options: LoadOptions,
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
        expected: `as_of sau ${before ?? newest}`,
        hint: 'Nạp theo thứ tự thời gian; để sửa kỳ mới nhất, dùng --replace.',
      });
    }
    before = folder.asOf;
  }
  return { load: fresh, skipped: skipped.map(({ folder }) => folder), cutoff };
}

async function installChecked(
  database: Database,
  surroundings: Surroundings,
  options: LoadOptions,
): Promise<void> {
  const isNew = !existsSync(surroundings.keyFile);
  const [kept] = await database.all(`select value from disk.facts where name = 'key_id'`);
  if (isNew && kept) {
    throw new RefusedError({
      reason: 'unreadable_file',
      file: surroundings.keyFile,
      found: 'không có',
      expected: 'khóa đã dùng cho kho số liệu này',
      hint: 'Khôi phục tệp khóa từ bản sao lưu, hoặc đặt PSEUDONYM_KEY_FILE.',
    });
  }
  const key = isNew && options.checkOnly ? passingKey() : pseudonymKey(surroundings.keyFile);
  if (kept && kept.value !== keyId(key)) {
    throw new RefusedError({
      reason: 'unreadable_file',
      file: surroundings.keyFile,
      found: 'một khóa khác',
      expected: 'khóa đã dùng cho kho số liệu này',
      hint: 'Khôi phục tệp khóa từ bản sao lưu: khóa khác sẽ làm đứt lịch sử đảng viên.',
    });
  }
  if (!kept && !options.checkOnly)
    await database.run(`insert into disk.facts values ('key_id', $1)`, [keyId(key)]);
  await installKey(database, key);
}

async function landAll(
  database: Database,
  folders: readonly SnapshotFolder[],
  surroundings: Surroundings,
): Promise<LandedFile[]> {
  await installMaps(database);
  await createLanding(database);
  const files: ExaminedFile[] = [];
  for (const [index, folder] of folders.entries()) {
    surroundings.progress(`xem ${folder.asOf} (${index + 1}/${folders.length})`);
    for (const file of folder.files)
      files.push(await examineFile(database, { snapshotNo: index + 1, folder }, file));
  }
  return landFiles(database, files, surroundings.progress);
}

async function describeSnapshots(database: Database, plan: Plan, surroundings: Surroundings): Promise<void> {
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
    [surroundings.now().toISOString().replace('T', ' ').replace('Z', '')],
  );
  await database.run(
    'create or replace table landing.new_successions_delivered as select as_of from landing.described where has_successions',
  );
}

async function reportOf(
  database: Database,
  plan: Plan,
  readings: readonly FileReading[],
): Promise<LoadReport> {
  const files = await database.all('select * from landing.new_loads order by as_of, file');
  const rejects = await database.all(
    `select as_of, file, reason, count(*) as reject_count from landing.new_rejects group by all order by as_of, file, reason`,
  );
  const strange = await database.all(
    `select distinct document_code from landing.duties where reason is null and document_code is not null
       and document_code not in (select document_code from reference.documents) order by document_code limit 20`,
  );
  const missing = readings
    .filter(({ missingColumns }) => missingColumns.length > 0)
    .map(({ asOf, file, missingColumns }) => `${asOf}/${file}: không có cột ${missingColumns.join(', ')}`);
  const notes = readings.flatMap(({ asOf, file, notes: told }) =>
    told.map((note) => `${asOf}/${file}: ${note}`),
  );
  return {
    loaded: plan.load.map(({ asOf }) => asOf),
    skipped: plan.skipped,
    version: null,
    content_hash: null,
    files: files.map((row) => fileReport(row, readings)),
    rejects: rejects.map((row) => ({
      as_of: String(row.as_of),
      file: String(row.file),
      reason: String(row.reason),
      count: Number(row.reject_count),
    })),
    warnings: [
      ...notes,
      ...missing,
      ...strange.map((row) => `văn bản ngoài danh mục: ${String(row.document_code)}`),
    ],
  };
}

function fileReport(
  row: Record<string, unknown>,
  readings: readonly FileReading[],
): LoadReport['files'][number] {
  const reading = readings.find(({ asOf, register }) => asOf === row.as_of && register === row.file);
  const name = registers.find((each) => each.name === row.file)?.name ?? 'cases';
  return {
    as_of: String(row.as_of),
    file: name,
    format: String(row.format),
    encoding: String(row.encoding),
    rows_read: Number(row.rows_read_count),
    rows_kept: Number(row.rows_kept_count),
    rows_rejected: Number(row.rows_rejected_count),
    vanished: Number(row.vanished_count),
    ignored_columns: reading?.ignoredColumns ?? [],
    missing_columns: reading?.missingColumns ?? [],
  };
}

/** Nothing to load: publishes what the store holds, if that is not live yet. */
async function publishOnly(
  database: Database,
  skipped: string[],
  options: LoadOptions,
  surroundings: Surroundings,
): Promise<LoadReport> {
  const empty = { loaded: [], skipped, files: [], rejects: [], warnings: [] };
  await loadReference(database, surroundings.settings);
  const live = await isPublished(database, surroundings);
  if (options.checkOnly || live)
    return { ...empty, version: live?.version ?? null, content_hash: live?.contentHash ?? null };
  const published = await publishStore(database, surroundings);
  return { ...empty, version: published.version, content_hash: published.contentHash };
}
