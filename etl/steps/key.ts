import { createHmac, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Database } from '#warehouse/open.server.ts';
import { RefusedError } from '../errors.ts';

const keySize = 32;
const blockSize = 64;

/** A key for looking only: it is kept nowhere. */
export function passingKey(): Buffer {
  return randomBytes(keySize);
}

/** The key of the pseudonyms, made on first use with mode 0600. Throws RefusedError when it is no key of 32 bytes. */
export function pseudonymKey(file: string): Buffer {
  if (!existsSync(file)) {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(file, `${randomBytes(keySize).toString('hex')}\n`, { mode: 0o600, flag: 'wx' });
  }
  const key = Buffer.from(readFileSync(file, 'utf8').trim(), 'hex');
  if (key.length !== keySize) {
    throw new RefusedError({
      reason: 'unreadable_file',
      file,
      expected: `${keySize} byte ở dạng thập lục phân`,
      hint: 'Khôi phục khóa từ bản sao lưu: khóa khác sẽ làm đứt lịch sử đảng viên.',
    });
  }
  return key;
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
