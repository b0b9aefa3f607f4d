import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { sha256Of } from '#warehouse/whole.server.ts';
import { fileHash } from '../read/bytes.ts';
import { unwritable } from '../unwritable.ts';
import { ownMark } from './process.ts';
import { replaceFile } from './seal.ts';

/**
 * What stands beside the store: what it was when it was last closed, or that a process has it open for writing. A process
 * that is killed leaves `writing`; DuckDB then recovers by its log, and the next opening reads every block instead.
 */
export type StoreSeal = { state: 'writing' } | { state: 'whole'; size: number; sha256: string };

/**
 * `missing`: there is no store. `whole`: it is what was closed last. `unsealed`: nobody can tell by a hash (it is being
 * written, or its writer was killed, or it has no seal). `damaged`: it is not what was closed, or gone.
 */
export type StoreState = 'missing' | 'whole' | 'unsealed' | 'damaged';

/** Where the seal of a store stands. */
export function sealPath(store: string): string {
  return join(dirname(store), 'store.seal.json');
}

/** Whether the store is what was closed last: by its size, and with `byHash` by its SHA-256. */
export async function storeState(store: string, { byHash }: { byHash: boolean }): Promise<StoreState> {
  const seal = readSeal(store);
  if (!existsSync(store)) return seal?.state === 'whole' ? 'damaged' : 'missing';
  if (seal?.state !== 'whole') return 'unsealed';
  if (statSync(store).size !== seal.size) return 'damaged';
  return !byHash || (await sha256Of(store)) === seal.sha256 ? 'whole' : 'damaged';
}

/**
 * Breaks the seal before the store is written; the returned function closes it again, once the store is closed. It stays
 * broken when DuckDB has left a log: then the file alone is not the store.
 */
export function breakSeal(store: string): () => void {
  const before = readSeal(store);
  const looks = looksOf(store);
  markWriting(store);
  return () => {
    if (existsSync(`${store}.wal`)) return;
    const isSame = before?.state === 'whole' && looks === looksOf(store);
    closeSeal(store, isSame ? before : undefined);
  };
}

/** Says beside a store, there or not, that it is being written. */
export function markWriting(store: string): void {
  writeSeal(store, { state: 'writing' });
}

/** Seals a store that is closed. A disk that cannot be written leaves the seal broken, which costs the next opening a reading. */
export function closeSeal(store: string, known?: StoreSeal): void {
  const seal = known ?? { state: 'whole', size: statSync(store).size, sha256: fileHash(store) };
  try {
    writeSeal(store, seal);
  } catch (error) {
    if (!unwritable(error)) throw error;
  }
}

function writeSeal(store: string, seal: StoreSeal): void {
  replaceFile(sealPath(store), `${JSON.stringify(seal)}\n`, ownMark());
}

/** Size and time of change in nanoseconds, by which a file that was only read is known. */
function looksOf(store: string): string {
  const { size, mtimeNs, ino } = statSync(store, { bigint: true });
  return `${ino} ${size} ${mtimeNs}`;
}

function readSeal(store: string): StoreSeal | null {
  const path = sealPath(store);
  if (!existsSync(path)) return null;
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return isSeal(value) ? value : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function isSeal(value: unknown): value is StoreSeal {
  if (typeof value !== 'object' || value === null || !('state' in value)) return false;
  if (value.state === 'writing') return true;
  return value.state === 'whole' && 'sha256' in value && 'size' in value && typeof value.size === 'number';
}
