import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from '#warehouse/open.server.ts';
import { RefusedError } from '../errors.ts';
import { places, type Surroundings } from '../surroundings.ts';
import { type Manifest, type Published, settingHashes } from './publish.ts';

/** The live version, if it holds exactly the store's snapshots under the rules and codes in `reference`; null when something is not published yet. */
export async function isPublished(database: Database, surroundings: Surroundings): Promise<Published | null> {
  const manifest = liveManifest(surroundings);
  if (!manifest) return null;
  const rows = await database.all('select as_of, sha256 from disk.snapshots order by as_of');
  const held = rows.map((row) => `${String(row.as_of)} ${String(row.sha256)}`).join('\n');
  const shown = manifest.snapshots.map(({ as_of: asOf, sha256 }) => `${asOf} ${sha256}`).join('\n');
  const settings = await settingHashes(database);
  const sameRules = Object.entries(settings).every(([table, hash]) => manifest.settings[table] === hash);
  return held === shown && sameRules
    ? { version: manifest.version, contentHash: manifest.content_hash }
    : null;
}

/** Manifest of the live version; null while there is none. */
export function liveManifest(surroundings: Surroundings): Manifest | null {
  const { current, published } = places(surroundings.dataDir);
  if (!existsSync(current)) return null;
  const { version } = readJson<{ version?: unknown }>(current);
  return typeof version === 'string' ? manifestOf(published, version) : null;
}

/** Manifest of a version; null when it is not there. */
export function manifestOf(published: string, version: string): Manifest | null {
  const path = join(published, version, 'manifest.json');
  return existsSync(path) ? readJson<Manifest>(path) : null;
}

/** Reads a JSON file that the program wrote itself. Throws RefusedError when something else has damaged it. */
function readJson<T>(path: string): T {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as T;
  } catch (cause) {
    throw new RefusedError(
      {
        reason: 'unreadable_file',
        file: path,
        expected: 'tệp JSON do chương trình ghi',
        hint: 'Tệp đã hỏng: khôi phục từ bản sao lưu, hoặc xóa current.json và nạp lại một kỳ bất kỳ.',
      },
      { cause },
    );
  }
}
