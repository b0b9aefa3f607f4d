import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';

const keySize = 32;

/** The audit cannot be written or checked; what must be written down is then not done. */
export class AuditUnwritable extends Error {
  override readonly name = 'AuditUnwritable';
}

/** Where the key of the audit of a data folder lies. Not the key of the pseudonyms: who checks needs no other. */
export function auditKeyPath(dataDir: string): string {
  return join(dataDir, 'key', 'audit.key');
}

/**
 * The key of the audit. Made, for this user alone, only while there is no entry yet (`makeNew`): another key would
 * break the chain. Throws AuditUnwritable when it is missing or no key of 32 bytes.
 */
export function auditKey(dataDir: string, { makeNew }: { makeNew: boolean }): Buffer {
  const path = auditKeyPath(dataDir);
  if (!existsSync(path)) {
    if (!makeNew) {
      throw new AuditUnwritable(
        `Thiếu khóa của nhật ký kiểm toán "${path}". Hãy đưa khóa về từ bản sao lưu, hoặc bắt đầu chuỗi mới bằng "npm run admin -- audit restart".`,
      );
    }
    makeKey(path);
  }
  const key = Buffer.from(readFileSync(path, 'utf8').trim(), 'hex');
  if (key.length === keySize) return key;
  throw new AuditUnwritable(
    `"${path}" không phải khóa ${keySize} byte ở dạng thập lục phân. Hãy đưa khóa về từ bản sao lưu.`,
  );
}

/** Whole and on the disk before anything is written with it; of several that make it at once, one counts. */
function makeKey(path: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const aside = `${path}.${process.pid}-${randomBytes(6).toString('hex')}`;
  try {
    const file = openSync(aside, 'wx', 0o600);
    writeSync(file, `${randomBytes(keySize).toString('hex')}\n`);
    fsyncSync(file);
    closeSync(file);
    linkSync(aside, path);
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'EEXIST')) throw cause;
  } finally {
    rmSync(aside, { force: true });
  }
  const folder = openSync(dirname(path), 'r');
  fsyncSync(folder);
  closeSync(folder);
}
