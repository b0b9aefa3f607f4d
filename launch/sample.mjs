import { cpSync, existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { withLock } from './lock.mjs';
import { LaunchError } from './report.mjs';
import { inRoot } from './root.mjs';
import { runNode } from './run.mjs';

/**
 * Makes and loads the sample data when the data folder has no published version. A folder that holds a store of
 * its own is left alone: sample figures must never stand among real ones.
 * @param {string} dataDir
 * @param {import('./report.mjs').Report} report
 * @throws {LaunchError} when making or loading fails
 */
export async function ensurePublished(dataDir, report) {
  if (isPublished(dataDir) || isFollowing(dataDir)) return;
  await withLock(
    join(dataDir, '.sample.lock'),
    async () => {
      if (isPublished(dataDir)) return;
      if (existsSync(join(dataDir, 'private', 'store.duckdb')) && !existsSync(join(dataDir, 'sample'))) {
        report.line('Kho chưa có bản công bố · the store has no published version: npm run etl -- load DIR');
        return;
      }
      await makeSample(dataDir, report);
      await loadSample(dataDir, report);
    },
    () => report.line('Chờ một lần nạp khác · waiting for another load'),
  );
}

/** @param {string} dataDir */
export function isPublished(dataDir) {
  return existsSync(join(dataDir, 'published', 'current.json'));
}

/**
 * Versions are to come from a publisher (`etl pull` has been started here once): nothing of another source belongs here.
 * @param {string} dataDir
 */
function isFollowing(dataDir) {
  return existsSync(join(dataDir, 'following.json'));
}

/**
 * Written beside its place and moved there, so that a folder `sample` is always a whole one.
 * @param {string} dataDir
 * @param {import('./report.mjs').Report} report
 */
async function makeSample(dataDir, report) {
  if (existsSync(join(dataDir, 'sample'))) return;
  const making = join(dataDir, 'sample.making');
  rmSync(making, { recursive: true, force: true });
  await report.task('Tạo dữ liệu mẫu · making sample data', () =>
    runEtl(['sample', '--out', making, '--scale', 'block'], dataDir),
  );
  // Targets that say of themselves that they are samples; a file of the installation's own stays as it is.
  cpSync(inRoot('etl', 'sample', 'settings'), join(dataDir, 'settings'), { recursive: true, force: false });
  renameSync(making, join(dataDir, 'sample'));
}

/**
 * @param {string} dataDir
 * @param {import('./report.mjs').Report} report
 */
async function loadSample(dataDir, report) {
  const folder = join(dataDir, 'sample');
  const snapshots = readdirSync(folder)
    .sort()
    .map((name) => join(folder, name))
    .filter((path) => existsSync(join(path, 'snapshot.json')));
  await report.task(`Nạp ${snapshots.length} kỳ dữ liệu · loading ${snapshots.length} snapshots`, () =>
    runEtl(['load', ...snapshots], dataDir),
  );
}

/**
 * @param {string[]} args
 * @param {string} dataDir
 */
async function runEtl(args, dataDir) {
  const outcome = await runNode(['--import', 'tsx', inRoot('src', 'programs', 'etl.ts'), ...args], {
    env: { DATA_DIR: dataDir },
  });
  if (outcome.exitCode === 0) return;
  process.stderr.write(outcome.output);
  throw new LaunchError(
    `Không thành công · "etl ${args[0]}" failed with exit code ${outcome.exitCode}: see the lines above.`,
    outcome.exitCode,
  );
}
