import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { damagedFiles } from '#warehouse/whole.server.ts';
import { RefusedError } from '../errors.ts';
import { withLock } from '../steps/lock.ts';
import {
  currentVersion,
  damagedVersion,
  manifestFile,
  pointTo,
  versionsIn,
} from '../steps/version-folders.ts';
import { places, type Surroundings } from '../surroundings.ts';

/**
 * Moves readers to `version`, or to the one before the live one. Throws RefusedError: unknown_version, unreadable_file
 * when the version is not what was published.
 */
export async function rollback(
  version: string | undefined,
  surroundings: Surroundings,
): Promise<{ version: string }> {
  return withLock(surroundings, async () => {
    const { published } = places(surroundings.dataDir);
    const versions = versionsIn(published);
    const target = version ?? versionBefore(surroundings, versions);
    if (!target || !versions.includes(target)) {
      throw new RefusedError({
        reason: 'unknown_version',
        found: version ?? {
          vi: 'không có bản nào trước bản đang dùng',
          en: 'no version before the live one',
        },
        expected:
          versions.length > 0 ? versions.join(', ') : { vi: 'một bản đã công bố', en: 'a published version' },
        hint: {
          vi: 'Xem danh sách bằng "npm run etl -- versions".',
          en: 'For the list: "npm run etl -- versions".',
        },
      });
    }
    await refuseDamaged(join(published, target));
    pointTo(published, target);
    return { version: target };
  });
}

/** Also when the live version's own files are damaged; only current.json must say which one it is. */
function versionBefore({ dataDir }: Surroundings, versions: readonly string[]): string | undefined {
  const live = currentVersion(places(dataDir).published);
  return versions.filter((each) => live !== null && each < live).at(-1);
}

/** What can be hashed in well under a second; a larger file is opened instead: readers hold it against its hash anyway. */
const mostHashedBytes = 300 * 1024 * 1024;

async function refuseDamaged(folder: string): Promise<void> {
  const names = ['warehouse.duckdb', 'rejects.json', 'analyst.duckdb'];
  let bytes = 0;
  for (const name of names) {
    const path = join(folder, name);
    bytes += existsSync(path) ? statSync(path).size : 0;
    const [damaged] = await damagedFiles(folder, manifestFile, bytes > mostHashedBytes ? [] : [name]);
    if (damaged) throw damagedVersion(join(folder, damaged));
    if (bytes > mostHashedBytes) await openOnce(path);
  }
}

/** DuckDB takes longer to load than all the rest to run. */
async function openOnce(path: string): Promise<void> {
  const { openFile } = await import('./versions.ts');
  (await openFile(path)).close();
}
