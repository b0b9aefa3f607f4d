import { inRoot } from './root.mjs';
import { readText } from './lock.mjs';
import { LaunchError } from './report.mjs';

/** Names the file that `npm run pack` puts into an archive: packages and build are whole there, and stay as they are. */
export const packedName = 'packed.json';

/** What an archive is for. @typedef {{ version: string, platform: string, libc: string | null }} Packed */

/** @returns {Packed} of the machine that this runs on */
export function ownPlatform(version = '') {
  return { version, platform: `${process.platform}-${process.arch}`, libc: ownLibc() };
}

/**
 * Whether this folder was unpacked from an archive: then nothing is to be installed or built.
 * @throws {LaunchError} when the archive is for another kind of machine
 */
export function isPacked() {
  const text = readText(inRoot(packedName));
  if (text === '') return false;
  /** @type {Packed} */
  const packed = JSON.parse(text);
  const own = ownPlatform();
  if (packed.platform === own.platform && packed.libc === own.libc) return true;
  throw new LaunchError(
    `Gói này dành cho · this archive is for ${packed.platform} ${packed.libc ?? ''}, the machine is ${own.platform} ${own.libc ?? ''}: make one there by "npm run pack".`,
  );
}

/** The C library that native packages are made for; null where there is no choice. */
function ownLibc() {
  if (process.platform !== 'linux') return null;
  const { header } = /** @type {{ header: Record<string, unknown> }} */ (process.report.getReport());
  return header['glibcVersionRuntime'] ? 'glibc' : 'musl';
}
