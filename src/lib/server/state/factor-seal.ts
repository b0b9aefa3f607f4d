import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import type { Kysely } from 'kysely';
import { auditKey, auditKeyPath, AuditUnwritable } from '../audit/key.ts';
import type { SecondFactor, StateTables } from './tables.ts';

const purpose = 'lang-kinh second factor|v1';
const [ivBytes, tagBytes, keyBytes] = [12, 16, 32];

/**
 * The key of a second factor as the state keeps it: AES-256-GCM under a key derived from that of the audit, without which
 * nobody signs in anyway, bound to its account. In Base64. Throws AuditUnwritable without that key.
 */
export function sealedFactor(dataDir: string, name: string, key: string): string {
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv('aes-256-gcm', sealingKey(dataDir), iv).setAAD(Buffer.from(name));
  const data = Buffer.concat([cipher.update(key, 'utf8'), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), data]).toString('base64');
}

/**
 * The key of a second factor in Base32. Throws AuditUnwritable when the key of the audit is missing, or is not the one that
 * it was sealed under.
 */
export function openedFactor(dataDir: string, { name, key, is_sealed }: SecondFactor): string {
  if (!is_sealed) return key;
  const bytes = Buffer.from(key, 'base64');
  const [iv, tag] = [bytes.subarray(0, ivBytes), bytes.subarray(ivBytes, ivBytes + tagBytes)];
  const decipher = createDecipheriv('aes-256-gcm', sealingKey(dataDir), iv, { authTagLength: tagBytes })
    .setAAD(Buffer.from(name))
    .setAuthTag(tag);
  try {
    return decipher.update(bytes.subarray(ivBytes + tagBytes), undefined, 'utf8') + decipher.final('utf8');
  } catch (cause) {
    throw new AuditUnwritable(
      `Không mở được khóa bước hai của "${name}": nó được niêm phong bằng một key/audit.key khác. Đưa khóa đó về, hoặc "npm run admin -- user reset".`,
      { cause },
    );
  }
}

/**
 * Seals what an older program has kept in clear, once the key of the audit is there. Gives how many there were.
 */
export async function sealFactors(state: Kysely<StateTables>, dataDir: string): Promise<number> {
  if (!existsSync(auditKeyPath(dataDir))) return 0;
  const open = await state.selectFrom('second_factors').selectAll().where('is_sealed', '=', 0).execute();
  for (const { name, key } of open)
    await state
      .updateTable('second_factors')
      .set({ key: sealedFactor(dataDir, name, key), is_sealed: 1 })
      .where('name', '=', name)
      .where('key', '=', key)
      .execute();
  return open.length;
}

function sealingKey(dataDir: string): Buffer {
  const key = auditKey(dataDir, { makeNew: false });
  return Buffer.from(hkdfSync('sha256', key, Buffer.alloc(0), purpose, keyBytes));
}
