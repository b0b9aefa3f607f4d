import { posix } from 'node:path';

/** The first entry of a backup: what it is. */
export interface BackupHead {
  format: 1;
  created_at: string;
  /** Version of the program that wrote it. */
  program: string;
  /** Bytes of all files, unpacked. */
  bytes: number;
  files: number;
  has_keys: boolean;
}

/** A file of the data folder as it was. */
export interface ListedFile {
  path: string;
  size: number;
  sha256: string;
  mode: number;
  mtime_ms: number;
}

/** The last entry of a backup: every file with its hash, every folder. */
export interface BackupList {
  files: ListedFile[];
  folders: { path: string; mode: number }[];
}

/** Names inside the archive. What belongs to the data folder stands below `data/`. */
export const entryNames = {
  head: 'lang-kinh-backup.json',
  keys: 'keys.json',
  list: 'manifest.json',
} as const;
export const dataPrefix = 'data/';

/** Whether a path can only mean a place below the folder that it is joined to. */
export function isInside(path: string): boolean {
  const isPlain = path !== '' && !/[\\\0]/.test(path) && path === path.normalize('NFC');
  return isPlain && posix.normalize(path) === path && !path.startsWith('/') && !/^\.\.(\/|$)/.test(path);
}
