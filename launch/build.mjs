import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readText, withLock } from './lock.mjs';
import { isPacked } from './packed.mjs';
import { LaunchError } from './report.mjs';
import { inRoot } from './root.mjs';
import { runNode } from './run.mjs';

const sources = [
  'src',
  'static',
  'warehouse',
  'package-lock.json',
  'package.json',
  'svelte.config.js',
  'tsconfig.json',
  'vite.config.ts',
];
const stampPath = inRoot('build', '.launch.json');

/** Whether build/ was made from the sources as they are now. */
export function isBuilt() {
  return isPacked() || readText(stampPath) === stampOf(sources.map((source) => inRoot(source)));
}

/**
 * Builds the pages unless build/ was made from these very sources.
 * @param {import('./report.mjs').Report} report
 * @throws {LaunchError} when the build fails
 */
export async function ensureBuilt(report) {
  if (isBuilt()) return;
  await withLock(
    inRoot('.launch', 'build.lock'),
    async () => {
      if (!isBuilt()) await build(report);
    },
    () => report.line('Chờ một lần dựng khác · waiting for another build'),
  );
}

/** @param {import('./report.mjs').Report} report */
async function build(report) {
  const stamp = stampOf(sources.map((source) => inRoot(source)));
  const outcome = await report.task('Dựng trang · building the pages', () =>
    runNode([inRoot('node_modules', 'vite', 'bin', 'vite.js'), 'build']),
  );
  if (outcome.exitCode !== 0) {
    process.stderr.write(outcome.output);
    throw new LaunchError('Dựng trang không thành công · vite build failed: see the lines above.', 4);
  }
  writeFileSync(stampPath, stamp);
}

/**
 * Hash over the paths and bytes of files and folders. Content, not times: a clone gives every file a new time.
 * @param {string[]} paths
 */
export function stampOf(paths) {
  const hash = createHash('sha256');
  for (const path of paths.filter((path) => existsSync(path)).flatMap(filesBelow)) {
    hash.update(`${path}\0`).update(readFileSync(path)).update('\0');
  }
  return hash.digest('hex');
}

/**
 * @param {string} path
 * @returns {string[]} every file at or below it, in a fixed order
 */
function filesBelow(path) {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesBelow(join(path, name)));
}
