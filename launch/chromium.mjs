import { accessSync, constants, existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { inRoot } from './root.mjs';
import { run } from './run.mjs';

const installed = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
];

/** @returns {string | undefined} a Chromium on this machine: the system's, else the one that Playwright keeps */
export function findChromium() {
  return [...installed, playwrightsOwn()].find(isProgram);
}

/** Asked for only once the packages are there: nothing in this folder may need them to be loaded. */
function playwrightsOwn() {
  const require = createRequire(import.meta.url);
  return require(inRoot('node_modules', '@playwright', 'test')).chromium.executablePath();
}

/** @param {string | undefined} path */
function isProgram(path) {
  if (!path || !existsSync(path)) return false;
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * Finds a Chromium or installs one: from Debian as root, else through Playwright.
 * @returns {Promise<import('./run.mjs').Outcome & { path?: string }>} without a path when both failed
 */
export async function ensureChromium() {
  const found = findChromium();
  if (found) return { exitCode: 0, output: '', path: found };
  const outcome = await installChromium();
  const path = findChromium();
  if (path) return { ...outcome, exitCode: 0, path };
  return {
    exitCode: 1,
    output: `${outcome.output}\nKhông có Chromium · there is no Chromium: run "apt-get install chromium" as root, or "npx playwright install chromium".\n`,
  };
}

async function installChromium() {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
    return run(process.execPath, [
      inRoot('node_modules', '@playwright', 'test', 'cli.js'),
      'install',
      'chromium',
    ]);
  }
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  const updated = await run('apt-get', ['update'], { env });
  if (updated.exitCode !== 0) return updated;
  return run('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], { env });
}
