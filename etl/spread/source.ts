import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { RefusedError } from '../errors.ts';
import { analystFile, warehouseFile } from '../steps/draft.ts';
import {
  currentVersion,
  damagedVersion,
  type Manifest,
  manifestFile,
  manifestOf,
  versionsIn,
} from '../steps/version-folders.ts';
import type { SourceVersion } from './target.ts';

/** The version that readers of a published folder follow. Throws RefusedError nothing_published, unreadable_file. */
export function currentIn(published: string): string {
  const current = currentVersion(published);
  if (current !== null) return current;
  throw new RefusedError({
    reason: 'nothing_published',
    file: join(published, 'current.json'),
    found: existsSync(published) ? 'thư mục không có bản nào' : 'không có thư mục',
    expected: 'một thư mục có các bản đã công bố',
    hint: 'Nếu là ổ mạng, hãy xem đã gắn chưa. Chưa có gì thay đổi.',
  });
}

/** Whether a version is (still) there; a publisher may take old ones away at any moment. */
export function isThere(published: string, version: string): boolean {
  return versionsIn(published).includes(version);
}

/**
 * A version of a published folder as something to copy; case rows only with `analyst`.
 * Throws RefusedError unreadable_file when it is damaged, or has no such file.
 */
export function sourceVersion(
  published: string,
  version: string,
  { analyst }: { analyst: boolean },
): SourceVersion {
  const folder = join(published, version);
  const manifest = manifestOf(published, version);
  if (!manifest) throw damagedVersion(join(folder, manifestFile));
  const files = new Map(wantedFiles(manifest, analyst).map((name) => [name, sizeOf(join(folder, name))]));
  return { version, folder, manifest, files };
}

function wantedFiles({ files }: Manifest, analyst: boolean): string[] {
  const names = Object.keys(files).filter((name) => analyst || name !== analystFile);
  return names.sort((a, b) => Number(b === warehouseFile) - Number(a === warehouseFile) || (a < b ? -1 : 1));
}

function sizeOf(path: string): number {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) throw damagedVersion(path);
  return found.size;
}
