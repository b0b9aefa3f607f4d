import { createHmac, randomBytes } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Database } from '#warehouse/open.server.ts';
import { RefusedError } from '../errors.ts';
import { ownMark } from './process.ts';
import { flush } from './seal.ts';

const keySize = 32;
const blockSize = 64;

/** A key for looking only: it is kept nowhere. */
export function passingKey(): Buffer {
  return randomBytes(keySize);
}

/** The key of the pseudonyms, made on first use with mode 0600. Throws RefusedError when it is no key of 32 bytes. */
export function pseudonymKey(file: string): Buffer {
  if (!existsSync(file)) makeKey(file);
  const key = Buffer.from(readFileSync(file, 'utf8').trim(), 'hex');
  if (key.length !== keySize) {
    throw new RefusedError({
      reason: 'unreadable_file',
      file,
      expected: { vi: `${keySize} byte ở dạng thập lục phân`, en: `${keySize} bytes in hexadecimal` },
      hint: {
        vi: 'Khôi phục khóa từ bản sao lưu: khóa khác sẽ làm đứt lịch sử đảng viên.',
        en: 'Restore the key from a backup: another key would break the history of members.',
      },
    });
  }
  return key;
}

/** Whole and on the disk before anything is written with it: without it the history of members breaks. */
function makeKey(file: string): void {
  const folder = dirname(file);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const aside = `${file}.${ownMark()}`;
  try {
    writeFileSync(aside, `${randomBytes(keySize).toString('hex')}\n`, { mode: 0o600 });
    flush(aside);
    linkSync(aside, file);
  } catch (error) {
    // Another load, of a data directory that shares the key, has just made it: that one counts.
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST' && existsSync(file)))
      throw error;
  } finally {
    rmSync(aside, { force: true });
  }
  flush(folder);
}

/** Which key it is, without telling it: kept in the store, so that a changed key is noticed. */
export function keyId(key: Buffer): string {
  return createHmac('sha256', key).update('key-id|v1').digest('hex').slice(0, 16);
}

/** Gives the key to a database as the two padded blocks of HMAC-SHA-256, never as part of a statement. */
export async function installKey(database: Database, key: Buffer): Promise<void> {
  const pad = (mask: number) => {
    const block = Buffer.alloc(blockSize, mask);
    for (const [i, byte] of key.entries()) block[i] = byte ^ mask;
    return block.toString('hex');
  };
  await database.run('set variable inner_pad = unhex($1)', [pad(0x36)]);
  await database.run('set variable outer_pad = unhex($1)', [pad(0x5c)]);
}

/** Gives another connection to the same database the key of one: variables are a connection's own. */
export async function passKey(from: Database, to: Database): Promise<void> {
  for (const pad of ['inner_pad', 'outer_pad']) {
    const [row] = await from.all(`select hex(getvariable('${pad}')) as pad`);
    await to.run(`set variable ${pad} = unhex($1)`, [row?.pad ? String(row.pad) : null]);
  }
}

/**
 * Gives the installation's key to a database, made on first use unless `makeNone`. Throws RefusedError unreadable_file
 * when the store was filled with another key, or with one that is gone.
 */
export async function installKeptKey(
  database: Database,
  keyFile: string,
  { makeNone }: { makeNone: boolean },
): Promise<void> {
  const isNew = !existsSync(keyFile);
  const [kept] = await database.all(`select value from disk.facts where name = 'key_id'`);
  if (isNew && kept) {
    throw new RefusedError({
      reason: 'unreadable_file',
      file: keyFile,
      found: { vi: 'không có', en: 'none' },
      expected: { vi: 'khóa đã dùng cho kho số liệu này', en: 'the key that this store was filled with' },
      hint: {
        vi: 'Khôi phục tệp khóa từ bản sao lưu, hoặc đặt PSEUDONYM_KEY_FILE.',
        en: 'Restore the key file from a backup, or set PSEUDONYM_KEY_FILE.',
      },
    });
  }
  const key = isNew && makeNone ? passingKey() : pseudonymKey(keyFile);
  if (kept && kept.value !== keyId(key)) {
    throw new RefusedError({
      reason: 'unreadable_file',
      file: keyFile,
      found: { vi: 'một khóa khác', en: 'another key' },
      expected: { vi: 'khóa đã dùng cho kho số liệu này', en: 'the key that this store was filled with' },
      hint: {
        vi: 'Khôi phục tệp khóa từ bản sao lưu: khóa khác sẽ làm đứt lịch sử đảng viên.',
        en: 'Restore the key file from a backup: another key would break the history of members.',
      },
    });
  }
  if (!kept && !makeNone) await database.run(`insert into disk.facts values ('key_id', $1)`, [keyId(key)]);
  await installKey(database, key);
}
