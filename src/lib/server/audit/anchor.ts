import { createHmac, timingSafeEqual } from 'node:crypto';
import { closeSync, constants, existsSync, fdatasyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { homeOf, isShared, type State } from '../state/open.ts';

/** An entry by its number and hash. */
export interface Head {
  seq: number;
  hash: string;
}

const slotSize = 128;
/** So many of the newest entries are noted. */
const slotCount = 64;

/** Where the newest entries of a data folder's own state stand a second time, outside the table. */
export function anchorPath(dataDir: string): string {
  return join(dataDir, 'private', 'audit.anchor');
}

/** The same of a state: of one that is shared, those that this server wrote, which are another chain. */
export function anchorOf(state: State): string {
  return isShared(state) ? join(homeOf(state), 'private', 'audit-shared.anchor') : anchorPath(homeOf(state));
}

/**
 * Notes an entry outside the table, on the disk when this returns. Each number has a place of its own in a ring of
 * 64, so that whoever comes late overwrites no newer one: the newest of all never goes back.
 */
export function writeAnchor(path: string, key: Buffer, { seq, hash }: Head): void {
  const text = `${seq} ${hash}`;
  const line = `${text} ${mark(key, text)}`.padEnd(slotSize - 1) + '\n';
  const file = openSync(path, constants.O_WRONLY | constants.O_CREAT, 0o600);
  try {
    writeSync(file, line, (seq % slotCount) * slotSize, 'latin1');
    fdatasyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** The entries that are noted, newest first; what was not written with the key does not count. */
export function readAnchors(path: string, key: Buffer): Head[] {
  if (!existsSync(path)) return [];
  const bytes = readFileSync(path);
  const heads = Array.from({ length: slotCount }, (_, slot) =>
    headIn(bytes.toString('latin1', slot * slotSize, (slot + 1) * slotSize).trim(), key),
  );
  return heads.filter((head) => head !== null).sort((a, b) => b.seq - a.seq);
}

function headIn(line: string, key: Buffer): Head | null {
  const [, seq = '', hash = '', told = ''] = /^(\d{1,15}) ([0-9a-f]{64}) ([0-9a-f]{32})$/.exec(line) ?? [];
  const isOurs = told !== '' && timingSafeEqual(Buffer.from(told), Buffer.from(mark(key, `${seq} ${hash}`)));
  return isOurs ? { seq: Number(seq), hash } : null;
}

function mark(key: Buffer, text: string): string {
  return createHmac('sha256', key).update(`anchor|v1\n${text}`).digest('hex').slice(0, 32);
}
