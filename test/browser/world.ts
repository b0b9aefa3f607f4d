import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { signInAll } from '../support/people.ts';
import { etl, startServer } from './program.ts';

/**
 * One small world for all browser tests: twelve monthly snapshots; `whole` has all of them and is served, `early`
 * and `upload` have all but the newest; nobody changes `early`, as many copy it at any time. All three know the same
 * people and sessions. Places and sessions go to the tests through the environment.
 */
export default async function world(): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'browser-test-'));
  const [samples, early, whole, upload] = ['samples', 'early', 'whole', 'upload'].map((name) =>
    join(folder, name),
  );
  if (!samples || !early || !whole || !upload)
    throw new Error('The folders of the test world have no names.');
  await etl(whole, 'sample', '--out', samples, '--from', '2025-11', '--until', '2026-10', '--scale', 'block');
  const snapshots = readdirSync(samples)
    .sort()
    .map((name) => join(samples, name));
  await etl(early, 'load', ...snapshots.slice(0, -1));
  const sessions = await signInAll(early);
  for (const copy of [whole, upload]) cpSync(early, copy, { recursive: true });
  await etl(whole, 'load', ...snapshots.slice(-1));
  const server = await startServer(whole);
  Object.assign(process.env, {
    LANG_KINH_URL: server.url,
    LANG_KINH_DATA: whole,
    LANG_KINH_EARLY: early,
    LANG_KINH_UPLOAD: upload,
    LANG_KINH_SESSIONS: JSON.stringify(sessions),
    LANG_KINH_NEWEST: snapshots.at(-1),
  });
  return async () => {
    const exitCode = await server.stop();
    rmSync(folder, { recursive: true });
    if (exitCode !== 0)
      throw new Error(
        `The server ended with exit code ${exitCode}, not 0 on SIGTERM:\n${server.log().slice(-4000)}`,
      );
  };
}
