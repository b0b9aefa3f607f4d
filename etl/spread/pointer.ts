import { createHash, createPublicKey, type KeyObject } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isRecord, jsonOrNull } from '#warehouse/json.ts';
import { isSignature, signatureText } from '#warehouse/signature.server.ts';
import { RefusedError } from '../errors.ts';
import type { Surroundings } from '../surroundings.ts';
import { enterInLedger, ledgerOf } from './ledger.ts';

/** Name of the file in which a publisher signs which version readers are to follow. */
export const pointerFile = 'current.signed.json';
const [givenLedger, seenLedger] = ['signed-pointers', 'seen-pointers'];

/** Which version readers are to follow; each change of the publisher's mind has a higher number than the one before. */
export interface Pointer {
  version: string;
  serial: number;
}

/** What a pointer's file says, signed. */
export function signedPointer(pointer: Pointer, key: KeyObject): string {
  const signature = signatureText(bytesOf(pointer), key, 'pointer').trim();
  return `${JSON.stringify({ ...pointer, signature })}\n`;
}

/** The pointer that a text holds; null: none, or not signed by the owner of the key. */
export function pointerIn(text: string | null, key: KeyObject): Pointer | null {
  const value = text === null ? null : jsonOrNull(text);
  if (!isRecord(value)) return null;
  const { version, serial, signature } = value;
  if (typeof version !== 'string' || typeof serial !== 'number' || typeof signature !== 'string') return null;
  return isSignature(signature, bytesOf({ version, serial }), key, 'pointer') ? { version, serial } : null;
}

/** What stands in the pointer's file of a folder; null: there is none. */
export function pointerTextIn(published: string): string | null {
  const path = join(published, pointerFile);
  return existsSync(path) ? readFileSync(path, 'utf8') : null;
}

/**
 * The pointer to give to a target that has `there`: the number of the last one where that named the same version, else the
 * next one. A publisher that was restored from a backup goes on behind what its target has of it.
 */
export function nextPointer(
  surroundings: Surroundings,
  { version, there, key }: { version: string; there: string | null; key: KeyObject },
): string {
  const given = recorded(ledgerOf(surroundings, givenLedger).last);
  const known = pointerIn(there, createPublicKey(key));
  const last = Math.max(given?.serial ?? 0, known?.serial ?? 0);
  const isSame = given?.version === version && given.serial === last;
  const pointer = isSame ? given : { version, serial: last + 1 };
  enterInLedger(surroundings, givenLedger, { last: pointer });
  return signedPointer(pointer, key);
}

/** Whose pointers are followed, and where they come from. */
export interface Followed {
  /** Tells publishers apart that sign with one key. */
  name: string;
  key: KeyObject;
}

/** Whether a pointer is behind the newest one that was followed here: somebody has put an older one back. */
export function isBehindSeen(surroundings: Surroundings, followed: Followed, pointer: Pointer): boolean {
  const seen = recorded(ledgerOf(surroundings, seenLedger)[entryOf(followed)]);
  if (seen === null) return false;
  return pointer.serial < seen.serial || (pointer.serial === seen.serial && pointer.version !== seen.version);
}

/** Writes down that a pointer was followed. */
export function rememberSeen(surroundings: Surroundings, followed: Followed, pointer: Pointer): void {
  enterInLedger(surroundings, seenLedger, { [entryOf(followed)]: pointer });
}

/**
 * The pointer that a publisher has signed in a folder. Throws RefusedError not_signed without one, put_back for one that is
 * older than what was followed here before.
 */
export function pointerToFollow(published: string, followed: Followed, surroundings: Surroundings): Pointer {
  const pointer = pointerIn(pointerTextIn(published), followed.key);
  const file = join(published, pointerFile);
  const hint = (vi: string, en: string) => ({
    vi: `Bản đang dùng ở đây không đổi. Hỏi nơi công bố: ${vi}`,
    en: `The live version here is unchanged. Ask the publisher: ${en}`,
  });
  if (pointer === null)
    throw new RefusedError({
      reason: 'not_signed',
      file,
      found: {
        vi: 'nơi công bố chưa ký cho biết bản nào đang dùng, hoặc chữ ký không khớp',
        en: 'the publisher has not signed which version is live, or the signature does not fit',
      },
      expected: {
        vi: 'chữ ký khớp với khóa trong PUBLISHER_KEY_FILE',
        en: 'a signature that fits the key in PUBLISHER_KEY_FILE',
      },
      hint: hint(
        'nơi đó cần PUSH_KEY_FILE và phần mềm mới như ở đây, rồi đẩy lại.',
        'PUSH_KEY_FILE and a program as new as the one here are needed there, then a push.',
      ),
    });
  if (!isBehindSeen(surroundings, followed, pointer)) return pointer;
  throw new RefusedError({
    reason: 'put_back',
    file,
    found: {
      vi: `bản ${pointer.version} (lần công bố thứ ${pointer.serial}), cũ hơn lần đã thấy ở đây`,
      en: `version ${pointer.version} (publication ${pointer.serial}), older than what was seen here`,
    },
    expected: {
      vi: 'lần công bố mới nhất, kể cả khi nơi công bố quay lại một bản cũ (rollback rồi push)',
      en: 'the newest publication, also where the publisher has gone back to an older version (rollback, then push)',
    },
    hint: hint(
      'có thể ai đó đã đặt lại bản cũ ở nơi trung gian.',
      'somebody may have put an older version back in the place in between.',
    ),
  });
}

function entryOf({ name, key }: Followed): string {
  const fingerprint = createHash('sha256')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest('hex');
  return `${name} ${fingerprint.slice(0, 16)}`;
}

function bytesOf({ version, serial }: Pointer): Buffer {
  return Buffer.from(JSON.stringify([serial, version]));
}

function recorded(value: unknown): Pointer | null {
  if (!isRecord(value)) return null;
  const { version, serial } = value;
  return typeof version === 'string' && typeof serial === 'number' ? { version, serial } : null;
}
