import { createPrivateKey, createPublicKey, sign, verify, type KeyObject } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Words } from './metrics.ts';

/** A key file that cannot be used; the message says what to write instead. */
export class BadKey extends Error {
  override readonly name = 'BadKey';

  constructor(
    readonly told: Words,
    options?: ErrorOptions,
  ) {
    super(told.vi, options);
  }
}

/** What is signed: the index of a version, or which version readers are to follow. */
type Purpose = 'index' | 'pointer';

/** Signed in front, so that a signature of the one is none of the other. */
function signedBytes(purpose: Purpose, bytes: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`lang-kinh ${purpose}\n`), bytes]);
}

/** Name of the file that holds the publisher's signature of an index (manifest.json), in Base64. */
export function signatureOf(index: string): string {
  return `${index}.sig`;
}

/**
 * The Ed25519 key that a publisher signs with: PEM (PKCS #8), for its owner's eyes alone. Throws BadKey.
 */
export function signingKey(path: string): KeyObject {
  const key = keyIn(path, 'PUSH_KEY_FILE', createPrivateKey);
  if ((statSync(path).mode & 0o077) !== 0)
    throw new BadKey({
      vi: `Tệp khóa "${path}" (PUSH_KEY_FILE) ai cũng đọc được: đặt quyền 0600 cho nó.`,
      en: `The key file "${path}" (PUSH_KEY_FILE) can be read by everybody: give it the rights 0600.`,
    });
  return key;
}

/** The Ed25519 key by which a publisher's signatures are known: PEM (SPKI). Throws BadKey. */
export function publisherKey(path: string): KeyObject {
  return keyIn(path, 'PUBLISHER_KEY_FILE', createPublicKey);
}

function keyIn(path: string, setting: string, read: (pem: string) => KeyObject): KeyObject {
  try {
    const key = read(readFileSync(path, 'utf8'));
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch (cause) {
    throw new BadKey(
      {
        vi: `${setting}: không đọc được khóa Ed25519 (PEM) trong tệp "${path}".`,
        en: `${setting}: no Ed25519 key (PEM) can be read in the file "${path}".`,
      },
      { cause },
    );
  }
  throw new BadKey({
    vi: `${setting}: khóa trong tệp "${path}" không phải Ed25519.`,
    en: `${setting}: the key in the file "${path}" is no Ed25519 key.`,
  });
}

/** What stands in the signature's file of an index (or else) with these bytes. */
export function signatureText(bytes: Buffer, key: KeyObject, purpose: Purpose = 'index'): string {
  return `${sign(null, signedBytes(purpose, bytes), key).toString('base64')}\n`;
}

/** Whether a text is the signature of an index (or else) with these bytes by the owner of a key. */
export function isSignature(
  text: string,
  bytes: Buffer,
  key: KeyObject,
  purpose: Purpose = 'index',
): boolean {
  return verify(null, signedBytes(purpose, bytes), key, Buffer.from(text, 'base64'));
}

/** Whether a folder's index is signed by the owner of a key. */
export function isSignedBy(folder: string, index: string, key: KeyObject): boolean {
  const [bytes, text] = [index, signatureOf(index)].map((name) => bytesOf(join(folder, name)));
  return bytes && text ? isSignature(text.toString('utf8'), bytes, key) : false;
}

function bytesOf(path: string): Buffer | null {
  try {
    return readFileSync(path);
  } catch (error) {
    if (error instanceof Error && 'syscall' in error) return null;
    throw error;
  }
}
