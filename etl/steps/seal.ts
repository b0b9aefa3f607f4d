import { closeSync, fsyncSync, openSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { sha256Of, sidecarOf, sidecarText } from '#warehouse/whole.server.ts';

const readOnly = 0o440;

/** Brings a file or folder to the disk: what is renamed afterwards survives a power cut whole. */
export function flush(path: string): void {
  const file = openSync(path, 'r');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/**
 * Closes a folder that has been written: its index tells `statement` and the SHA-256 of every file, the sidecar tells
 * the index's own; all of it read-only and on the disk.
 */
export async function sealFolder(folder: string, index: string, statement: object): Promise<void> {
  const names = readdirSync(folder).sort();
  const hashes = await Promise.all(names.map(async (name) => [name, await sha256Of(join(folder, name))]));
  const bytes = Buffer.from(JSON.stringify({ ...statement, files: Object.fromEntries(hashes) }, null, 1));
  writeFileSync(join(folder, index), bytes);
  writeFileSync(join(folder, sidecarOf(index)), sidecarText(index, bytes));
  // At the same time, because a disk brings many files to rest as fast as one.
  await Promise.all([...names, index, sidecarOf(index)].map((name) => settle(join(folder, name))));
  flush(folder);
}

async function settle(path: string): Promise<void> {
  const file = await open(path, 'r');
  try {
    await file.chmod(readOnly);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Writes a small file whole: aside under `mark`, to the disk, then renamed over the one before. */
export function replaceFile(path: string, text: string, mark: string): void {
  const aside = `${path}.${mark}`;
  writeFileSync(aside, text, { mode: 0o644 });
  flush(aside);
  renameSync(aside, path);
  flush(dirname(path));
}
