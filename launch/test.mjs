import { mkdirSync, rmSync } from 'node:fs';
import { ensureBuilt } from './build.mjs';
import { ensureChromium } from './chromium.mjs';
import { ensureInstalled } from './install.mjs';
import { readText } from './lock.mjs';
import { isPacked } from './packed.mjs';
import { LaunchError, progressOn } from './report.mjs';
import { inRoot } from './root.mjs';
import { runNode, stopAll } from './run.mjs';

/**
 * Results of one step: of each test in it, or of the step as one.
 * @typedef {{ passed: number, failed: number }} Count
 */

const program = (/** @type {string[]} */ ...parts) => inRoot('node_modules', ...parts);

/** Runs every check of the project and ends with one line `N passed, N failed`; exit code 1 on any failure. */
export async function test() {
  if (isPacked())
    throw new LaunchError('Gói không có phần kiểm thử · an archive has no tests: they need the sources.');
  const report = progressOn(process.stdout);
  stopOnSignal();
  await ensureInstalled(report);
  rmSync(inRoot('.launch', 'reports'), { recursive: true, force: true });
  mkdirSync(inRoot('.launch', 'reports'), { recursive: true });
  const counts = (await Promise.all([lint(report), typesAndTests(report)])).flat();
  const { passed, failed } = sum(counts);
  process.stdout.write(`${passed} passed, ${failed} failed\n`);
  process.exit(failed === 0 ? 0 : 1);
}

function stopOnSignal() {
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.once(signal, () => {
      stopAll();
      process.exit(signal === 'SIGINT' ? 130 : 143);
    });
  }
}

/** @param {Count[]} counts */
export function sum(counts) {
  return {
    passed: counts.reduce((total, count) => total + count.passed, 0),
    failed: counts.reduce((total, count) => total + count.failed, 0),
  };
}

/**
 * Runs one step; what it printed is shown when it failed.
 * @param {import('./report.mjs').Report} report
 * @param {string} name
 * @param {() => Promise<import('./run.mjs').Outcome>} work
 * @returns {Promise<import('./run.mjs').Outcome>}
 */
async function step(report, name, work) {
  const outcome = await report.task(name, work);
  if (outcome.exitCode !== 0) process.stdout.write(`${outcome.output}\n${name}: FAILED\n`);
  return outcome;
}

/**
 * @param {import('./run.mjs').Outcome} outcome
 * @returns {Count} of a step that counts as one
 */
function asOne({ exitCode }) {
  return exitCode === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/**
 * The tests, once the types are made that they and the build read. Those in a browser run beside the others: either
 * leave cores idle while they wait.
 * @param {import('./report.mjs').Report} report
 */
async function typesAndTests(report) {
  const first = await Promise.all([types(report), browser(report)]);
  return [...first.flat(), ...(await Promise.all([tests(report), builtPages(report)]))];
}

/** @param {import('./report.mjs').Report} report */
async function types(report) {
  const outcome = await step(report, 'types', async () => {
    const synced = await runNode([program('@sveltejs', 'kit', 'svelte-kit.js'), 'sync']);
    if (synced.exitCode !== 0) return synced;
    return runNode([
      program('svelte-check', 'bin', 'svelte-check'),
      '--fail-on-warnings',
      '--tsconfig',
      'tsconfig.json',
    ]);
  });
  return [asOne(outcome)];
}

/** @param {import('./report.mjs').Report} report */
async function lint(report) {
  const format = () =>
    runNode([program('prettier', 'bin', 'prettier.cjs'), '--check', '--log-level=warn', '.']);
  const rules = () => runNode([program('eslint', 'bin', 'eslint.js'), '--max-warnings=0', '.']);
  return [asOne(await step(report, 'format', format)), asOne(await step(report, 'lint', rules))];
}

/** @param {import('./report.mjs').Report} report */
async function browser(report) {
  const outcome = await step(report, 'browser (Chromium)', ensureChromium);
  return [asOne(outcome)];
}

/** @param {import('./report.mjs').Report} report */
async function build(report) {
  try {
    await ensureBuilt(report);
    return { passed: 1, failed: 0 };
  } catch (error) {
    if (!(error instanceof LaunchError)) throw error;
    process.stdout.write(`${error.message}\n`);
    return { passed: 0, failed: 1 };
  }
}

/** @param {import('./report.mjs').Report} report */
async function tests(report) {
  const file = inRoot('.launch', 'reports', 'vitest.json');
  const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const outcome = await step(report, 'tests', () => runNode([program('vitest', 'vitest.mjs'), ...args]));
  return counted(outcome, vitestCount(readText(file)));
}

/** @param {import('./report.mjs').Report} report */
async function builtPages(report) {
  return sum([await build(report), await pages(report)]);
}

/** @param {import('./report.mjs').Report} report */
async function pages(report) {
  const file = inRoot('.launch', 'reports', 'playwright.json');
  const args = ['test', '--config', 'test/browser/playwright.config.ts', '--reporter=line,json'];
  const outcome = await step(report, 'browser tests', () =>
    runNode([program('@playwright', 'test', 'cli.js'), ...args], {
      env: { PLAYWRIGHT_JSON_OUTPUT_FILE: file },
    }),
  );
  return counted(outcome, playwrightCount(readText(file)));
}

/**
 * A runner that failed without a failed test (it crashed, or found no tests) is a failure of its own.
 * @param {import('./run.mjs').Outcome} outcome
 * @param {Count} count
 * @returns {Count}
 */
export function counted({ exitCode }, count) {
  const isSilent = (exitCode !== 0 && count.failed === 0) || count.passed + count.failed === 0;
  return isSilent ? { ...count, failed: count.failed + 1 } : count;
}

/**
 * @param {string} json Vitest's report, empty when it crashed
 * @returns {Count} a file that failed before its first test counts as one failure
 */
export function vitestCount(json) {
  if (json === '') return { passed: 0, failed: 0 };
  const { numPassedTests, numFailedTests, testResults } = JSON.parse(json);
  const broken = testResults.filter(
    (/** @type {{ status: string, assertionResults: unknown[] }} */ file) =>
      file.status === 'failed' && file.assertionResults.length === 0,
  ).length;
  return { passed: numPassedTests, failed: numFailedTests + broken };
}

/**
 * @param {string} json Playwright's report, empty when it crashed
 * @returns {Count} a test that did not run, or passed only when repeated, is a failure
 */
export function playwrightCount(json) {
  if (json === '') return { passed: 0, failed: 0 };
  const { stats, errors } = JSON.parse(json);
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky + stats.skipped + errors.length };
}
