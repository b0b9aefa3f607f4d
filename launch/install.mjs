import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readText, withLock } from './lock.mjs';
import { isPacked } from './packed.mjs';
import { LaunchError } from './report.mjs';
import { inRoot } from './root.mjs';
import { run, runNode } from './run.mjs';

const npmBesideNode = join(
  dirname(process.execPath),
  '..',
  'lib',
  'node_modules',
  'npm',
  'bin',
  'npm-cli.js',
);
const stampPath = inRoot('node_modules', '.launch.json');

/**
 * Installs the packages of package-lock.json with `npm ci` unless they are there already.
 * @param {import('./report.mjs').Report} report
 * @throws {LaunchError} when npm fails
 */
export async function ensureInstalled(report) {
  if (isPacked()) return;
  const lock = readFileSync(inRoot('package-lock.json'));
  const stamp = stampOf(lock);
  if (readText(stampPath) === stamp) return;
  await withLock(
    inRoot('.launch', 'install.lock'),
    async () => {
      if (readText(stampPath) === stamp) return;
      if (!isInstalled(lock.toString('utf8'))) await install(report);
      writeFileSync(stampPath, stamp);
    },
    () => report.line('Chờ một lần cài đặt khác · waiting for another installation'),
  );
}

/** @param {Buffer} lock */
function stampOf(lock) {
  const sha256 = createHash('sha256').update(lock).digest('hex');
  return `${JSON.stringify({ lock: sha256, platform: `${process.platform}-${process.arch}` })}\n`;
}

/**
 * Whether node_modules holds what the lock file names, by npm's own record of its last installation: so packages
 * that somebody else installed are not installed again (perhaps without a network).
 * @param {string} lock text of package-lock.json
 */
function isInstalled(lock) {
  if (!existsSync(inRoot('node_modules', '.package-lock.json'))) return false;
  const wanted = packagesOf(lock);
  const found = packagesOf(readText(inRoot('node_modules', '.package-lock.json')));
  return Object.entries(wanted).every(([path, { version, optional }]) => {
    if (path === '') return true;
    const there = found[path]?.version === version && existsSync(inRoot(path, 'package.json'));
    return there || (optional === true && !found[path]);
  });
}

/**
 * @param {string} lock
 * @returns {Record<string, { version?: string, optional?: boolean }>}
 */
function packagesOf(lock) {
  return JSON.parse(lock).packages;
}

/** @param {import('./report.mjs').Report} report */
async function install(report) {
  const args = ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  const npm = [process.env['npm_execpath'], npmBesideNode].find(
    (path) => path?.endsWith('.js') && existsSync(path),
  );
  const outcome = await report.task('Cài thư viện · installing packages (npm ci)', () =>
    npm ? runNode([npm, ...args]) : run('npm', args),
  );
  if (outcome.exitCode === 0) return;
  process.stderr.write(outcome.output);
  throw new LaunchError(
    `Cài đặt không thành công · npm ci failed with exit code ${outcome.exitCode}: see the lines above; the registry must be reachable.`,
    4,
  );
}
