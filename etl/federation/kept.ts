import { createHash } from 'node:crypto';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { RefusedError } from '../errors.ts';
import { folderTarget } from '../spread/folder.ts';
import { sourceVersion } from '../spread/source.ts';
import { warehouseFile } from '../steps/draft.ts';
import { versionsIn } from '../steps/version-folders.ts';
import { places, type Surroundings } from '../surroundings.ts';
import type { Province } from './provinces.ts';

/**
 * Where the centre keeps a copy of what it has taken of a province: it goes on with that while the province's own place is
 * away or damaged. Another folder under the same prefix is another province.
 */
export function keptFolder({ prefix, folder }: Province, { dataDir }: Surroundings): string {
  const place = createHash('sha256').update(folder).digest('hex').slice(0, 8);
  return join(keptRoot(dataDir), `${prefix}-${place}`);
}

/**
 * Copies a version of a province, of which it is known who published it, and holds the copy against its hashes; whether it
 * was whole. Throws RefusedError not_writable where the centre has no room.
 */
export async function keepCopy(
  province: Province,
  version: string,
  surroundings: Surroundings,
): Promise<boolean> {
  const target = folderTarget(keptFolder(province, surroundings), surroundings, { byHash: true });
  try {
    const keys = { own: null, publisher: province.publisher };
    const whole = sourceVersion(province.folder, version, { analyst: false, keys });
    const files = new Map([...whole.files].filter(([name]) => name === warehouseFile));
    const source = { ...whole, files };
    await target.hold(async () => {
      const standing = await target.standing(source);
      if (standing === 'other') await target.remove(version);
      if (standing !== 'whole') await target.put(source);
      await target.vouch(version, source.signature);
      await target.tidy();
    });
    return true;
  } catch (error) {
    if (error instanceof RefusedError && error.refusal.reason === 'unreadable_file') return false;
    throw error;
  }
}

/** Takes away all copies but those that are taken. */
export function keepOnly(
  taken: readonly { province: Province; version: string | null }[],
  surroundings: Surroundings,
): void {
  const root = keptRoot(surroundings.dataDir);
  const wanted = new Map(taken.map(({ province, version }) => [keptFolder(province, surroundings), version]));
  for (const name of existsSync(root) ? readdirSync(root) : []) {
    const folder = join(root, name);
    const own = wanted.get(folder);
    if (own === undefined) rmSync(folder, { recursive: true, force: true });
    else
      for (const version of versionsIn(folder))
        if (version !== own) rmSync(join(folder, version), { recursive: true, force: true });
  }
}

function keptRoot(dataDir: string): string {
  return join(places(dataDir).private, 'provinces');
}
