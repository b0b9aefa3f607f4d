import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** How the sample data name their own source. */
const sampleSource = 'Dữ liệu mẫu Lăng Kính';

/**
 * Where it stands which snapshots are the built-in sample: accounts to try the program with exist only on these.
 * @param {string} dataDir
 */
export function sampleRecordPath(dataDir) {
  return join(dataDir, 'private', 'built-in-sample.json');
}

/**
 * Writes down the hashes of the sample's snapshots, once; a folder that does not say of itself that it is a sample is
 * none, whoever made it.
 * @param {string} dataDir
 */
export function recordSample(dataDir) {
  const [path, sample] = [sampleRecordPath(dataDir), join(dataDir, 'sample')];
  if (existsSync(path) || !existsSync(sample)) return;
  const folders = readdirSync(sample)
    .sort()
    .map((name) => join(sample, name))
    .filter((folder) => existsSync(join(folder, 'snapshot.json')));
  if (folders.length === 0 || !folders.every(saysSample)) return;
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const making = `${path}.making`;
  writeFileSync(making, `${JSON.stringify({ snapshots: folders.map(hashOf) })}\n`, { mode: 0o600 });
  renameSync(making, path);
}

/** @param {string} folder */
function saysSample(folder) {
  const statement = JSON.parse(readFileSync(join(folder, 'snapshot.json'), 'utf8'));
  return String(statement.source).startsWith(sampleSource);
}

/**
 * The hash under which a load keeps a snapshot: over names and bytes of its files, by name.
 * @param {string} folder
 */
function hashOf(folder) {
  const hash = createHash('sha256');
  for (const name of readdirSync(folder).sort()) hash.update(name).update(readFileSync(join(folder, name)));
  return hash.digest('hex');
}
