import { ensureBuilt } from './build.mjs';
import { welcome } from './health.mjs';
import { ensureInstalled } from './install.mjs';
import { outliveLog } from './log.mjs';
import { progressOn } from './report.mjs';
import { stopAll } from './run.mjs';
import { recordSample } from './sample-record.mjs';
import { ensurePublished } from './sample.mjs';
import { serve } from './serve.mjs';
import { assertPortFree, assertWritable, readSettings } from './settings.mjs';
import { signInText, signInWays } from './sign-in.mjs';

/**
 * From a fresh clone to pages that answer: checks, packages, build and sample data (at the same time), server.
 * @throws {LaunchError} when something the reader can mend stands in the way
 */
export async function start() {
  const report = progressOn(process.stdout);
  /** @type {import('./serve.mjs').Serving | undefined} */
  let serving;
  const stop = stopOnSignal(() => serving);
  const settings = readSettings(process.env);
  // With TLS it means a renewed certificate, else that the terminal is gone.
  if (!settings.tls) process.on('SIGHUP', stop);
  assertWritable(settings.dataDir);
  await assertPortFree(settings);
  sayPlatform(report);
  await ensureInstalled(report);
  // Versions of a database are pushed to it: no sample data of this machine's own are looked at.
  const isOwn = !process.env['WAREHOUSE_URL']?.trim();
  await bothOrNeither([ensureBuilt(report), ...(isOwn ? [ensurePublished(settings.dataDir, report)] : [])]);
  recordSample(settings.dataDir);
  outliveLog();
  const ways = await signInWays(settings);
  serving = await serve(settings);
  process.stdout.write(await welcome(settings, serving));
  process.stdout.write(`${signInText(settings.origin, ways)}\n`);
}

/** @param {import('./report.mjs').Report} report */
function sayPlatform(report) {
  const platform = `${process.platform}-${process.arch}`;
  if (platform === 'linux-x64') return;
  report.line(
    `${platform}: chưa được kiểm chứng · is not supported, only linux-x64 is; going on all the same`,
  );
}

/**
 * Ends the other task when one fails: the first failure is what the reader gets to see.
 * @param {Promise<void>[]} tasks
 */
async function bothOrNeither(tasks) {
  try {
    await Promise.all(tasks);
  } catch (error) {
    stopAll();
    throw error;
  }
}

// Ctrl-C reaches the process twice: from the terminal, and passed on by npm.
const sameSignalMs = 500;

/**
 * Stops the server and every program still running on Ctrl-C and SIGTERM, with exit code 0 once what was accepted is
 * answered; a second signal ends it at once.
 * @param {() => import('./serve.mjs').Serving | undefined} serving
 */
function stopOnSignal(serving) {
  let stoppingSince = 0;
  const stop = async () => {
    if (stoppingSince > 0) {
      if (performance.now() - stoppingSince > sameSignalMs) process.exit(1);
      return;
    }
    stoppingSince = performance.now();
    process.stdout.write('\nĐang dừng · stopping\n');
    stopAll();
    await serving()?.close();
    process.exit(0);
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  return stop;
}
