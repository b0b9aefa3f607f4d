import { strFromU8, strToU8, unzipSync, zipSync, type Zippable } from 'fflate';

/** The files of an archive by their path. */
export type Files = Record<string, Uint8Array>;

/**
 * An archive whose bytes depend on nothing but the files: entries in a fixed order (the list of content types first, as
 * office programs expect), one time for all, compressed in JavaScript rather than by whatever zlib there is.
 */
export function zipped(files: Files): Uint8Array {
  const first = '[Content_Types].xml';
  const names = Object.keys(files).sort((a, b) => {
    if (a === first || b === first) return a === first ? -1 : 1;
    return a < b ? -1 : 1;
  });
  // The earliest day that a ZIP can tell, in the time of wherever this runs: entries know no zone.
  const mtime = new Date(1980, 0, 1);
  const entries: Zippable = {};
  for (const name of names) {
    const bytes = files[name];
    if (bytes && !name.endsWith('/')) entries[name] = [bytes, { level: 6, mtime, os: 0 }];
  }
  return zipSync(entries);
}

/** The files of an archive. */
export function unzipped(bytes: Uint8Array): Files {
  return unzipSync(bytes);
}

/** A file of an archive as text; empty when there is none. */
export function textOf(files: Files, path: string): string {
  const bytes = files[path];
  return bytes ? strFromU8(bytes) : '';
}

/** A text as a file of an archive. */
export function bytesOf(text: string): Uint8Array {
  return strToU8(text);
}
