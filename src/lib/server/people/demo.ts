import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isRecord, jsonOrNull } from '#warehouse/json.ts';
import { isLoopback } from '#warehouse/loopback.ts';
import { dataDir } from '../environment.ts';
import { isUnavailable } from '../errors.ts';
import { liveVersion, type Manifest } from '../warehouse.ts';

/**
 * Whether the demo accounts exist: only while the live version is made of nothing but the sample that `npm start` made
 * and loaded, and the server can be reached from this machine alone. Asked anew at each request, so that loading
 * anything else ends them at once.
 */
export async function hasDemo(environment: NodeJS.ProcessEnv = process.env): Promise<boolean> {
  if (!isLocal(environment)) return false;
  const sample = sampleSnapshots(dataDir(environment));
  if (sample.size === 0) return false;
  try {
    const snapshots = snapshotsOf((await liveVersion()).manifest);
    return snapshots.length > 0 && snapshots.every((sha256) => sample.has(sha256));
  } catch (cause) {
    if (isUnavailable(cause)) return false;
    throw cause;
  }
}

/** Whether the server listens on loopback and is not called by another machine's name: no proxy hands it on. */
export function isLocal(environment: NodeJS.ProcessEnv): boolean {
  const origin = environment['ORIGIN']?.trim() ?? '';
  const called = URL.canParse(origin) ? new URL(origin).hostname : environment['HOST'];
  return isLoopback(environment['HOST']?.trim()) && isLoopback(called) && !environment['AUTH_PROXY_HEADER'];
}

/** Hashes of the snapshots that the launcher wrote down as its own. */
function sampleSnapshots(folder: string): ReadonlySet<string> {
  // A record that cannot be read is none: then there are no demo accounts.
  const found = jsonOrNull(textOf(join(folder, 'private', 'built-in-sample.json')));
  const hashes = isRecord(found) && Array.isArray(found['snapshots']) ? found['snapshots'] : [];
  return new Set(hashes.filter((hash) => typeof hash === 'string'));
}

function snapshotsOf(manifest: Manifest): string[] {
  const { snapshots } = manifest;
  if (!Array.isArray(snapshots)) return [];
  return snapshots.map((snapshot) => (isRecord(snapshot) ? String(snapshot['sha256']) : ''));
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return '';
    throw cause;
  }
}
