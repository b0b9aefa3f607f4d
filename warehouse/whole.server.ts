import { createHash } from 'node:crypto';
import { createReadStream, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { isRecord, jsonOrNull } from './json.ts';

/** Name of the file that holds the hash of an index, as `sha256sum -c` reads it. */
export function sidecarOf(index: string): string {
  return `${index}.sha256`;
}

/** What stands in the sidecar of an index with these bytes. */
export function sidecarText(index: string, bytes: Buffer): string {
  return `${createHash('sha256').update(bytes).digest('hex')}  ${basename(index)}\n`;
}

/**
 * The index of a sealed folder (manifest.json of a version, snapshot.json of accepted rows), parsed; null when it is
 * missing, or not what was written: it is held against the hash beside it.
 */
export function readIndex(folder: string, index: string): Record<string, unknown> | null {
  try {
    const bytes = readFileSync(join(folder, index));
    if (readFileSync(join(folder, sidecarOf(index)), 'utf8') !== sidecarText(index, bytes)) return null;
    const value = jsonOrNull(bytes.toString('utf8'));
    return isRecord(value) ? value : null;
  } catch (error) {
    if (isUnreadable(error)) return null;
    throw error;
  }
}

/**
 * Files of a sealed folder that are missing, cannot be read or are not what was written, by the SHA-256 in its index;
 * just the index when that itself is damaged. Empty: whole. `only` looks at some files, which the index must name.
 */
export async function damagedFiles(
  folder: string,
  index: string,
  only?: readonly string[],
): Promise<string[]> {
  const files = readIndex(folder, index)?.files;
  if (!isRecord(files)) return [index];
  const damaged: string[] = [];
  for (const name of only ?? Object.keys(files)) {
    if ((await sha256Of(join(folder, name))) !== files[name]) damaged.push(name);
  }
  return damaged;
}

/** SHA-256 of a file in hexadecimal, read piece by piece so that others are served meanwhile; null when it cannot be read. */
export async function sha256Of(path: string): Promise<string | null> {
  const hash = createHash('sha256');
  try {
    for await (const piece of createReadStream(path, { highWaterMark: 1024 * 1024 })) hash.update(piece);
  } catch (error) {
    if (isUnreadable(error)) return null;
    throw error;
  }
  return hash.digest('hex');
}

function isUnreadable(error: unknown): boolean {
  return error instanceof Error && 'code' in error && 'syscall' in error;
}
