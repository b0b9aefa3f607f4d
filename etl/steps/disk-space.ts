import { existsSync, readdirSync, statfsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { RefusedError } from '../errors.ts';
import { currentVersion, unlessRefused } from './version-folders.ts';

/** A new version and the store's new blocks stand beside the old ones for a while. */
const room = 2.5;
const leastBytes = 4 * 1024 * 1024;
const mebibyte = 1024 * 1024;

/**
 * Looks before anything is written whether the disk has room for it: 2.5 times what the store and the live version take
 * now. Throws RefusedError not_writable.
 */
export function refuseFullDisk(store: string): void {
  const dataDir = dirname(dirname(store));
  const published = join(dataDir, 'published');
  const live = unlessRefused(() => currentVersion(published));
  const sizes = [sizeOf(store), live === null ? 0 : sizeOf(join(published, live))];
  const wanted = Math.max(leastBytes, room * sizes.reduce((sum, size) => sum + size));
  const { bavail, bsize } = statfsSync(dirname(store));
  if (bavail * bsize >= wanted) return;
  throw new RefusedError({
    reason: 'not_writable',
    file: dataDir,
    found: {
      vi: `đĩa còn ${Math.floor((bavail * bsize) / mebibyte)} MiB`,
      en: `${Math.floor((bavail * bsize) / mebibyte)} MiB left on the disk`,
    },
    expected: {
      vi: `ít nhất ${Math.ceil(wanted / mebibyte)} MiB (${room} lần kho và bản đang dùng)`,
      en: `at least ${Math.ceil(wanted / mebibyte)} MiB (${room} times the store and the live version)`,
    },
    hint: {
      vi: 'Chưa có gì thay đổi. Giải phóng chỗ trên đĩa rồi chạy lại cùng lệnh.',
      en: 'Nothing has changed. Make room on the disk, then run the same command again.',
    },
  });
}

function sizeOf(path: string): number {
  if (!existsSync(path)) return 0;
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.size;
  return readdirSync(path).reduce((sum, name) => sum + statSync(join(path, name)).size, 0);
}
