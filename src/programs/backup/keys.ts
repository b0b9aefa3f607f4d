import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Refused } from '../answer.ts';

/** Keys by the names of their files. */
export type Keys = Record<string, string>;

const cost = { N: 2 ** 17, r: 8, p: 1, maxmem: 256 * 1024 * 1024 };
const purpose = Buffer.from('lang-kinh-keys|v1');
const nameForm = /^[a-z0-9][a-z0-9.-]{0,60}$/;
const mostBytes = 64 * 1024;
export const shortestPassphrase = 12;

/** The keys of a data folder; the key of the pseudonyms may lie elsewhere. */
export function keysOf(dataDir: string, pseudonymKeyFile: string): Keys {
  const folder = join(dataDir, 'key');
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => nameForm.test(name)) : [];
  const paths = names.map((name): [string, string] => [name, join(folder, name)]);
  if (existsSync(pseudonymKeyFile)) paths.push(['pseudonym.key', pseudonymKeyFile]);
  const small = paths.filter(([, path]) => statSync(path).isFile() && statSync(path).size <= mostBytes);
  return Object.fromEntries(small.map(([name, path]) => [name, readFileSync(path, 'utf8')]));
}

/** Keys under a passphrase (scrypt, AES-256-GCM), as JSON. Throws Refused for one that is too short. */
export async function sealKeys(keys: Keys, passphrase: string): Promise<string> {
  if ([...passphrase].length < shortestPassphrase)
    throw new Refused(`Cụm mật khẩu phải dài ít nhất ${shortestPassphrase} ký tự.`);
  const [salt, iv] = [randomBytes(16), randomBytes(12)];
  const cipher = createCipheriv('aes-256-gcm', await stretched(passphrase, salt), iv).setAAD(purpose);
  const data = Buffer.concat([cipher.update(JSON.stringify(keys), 'utf8'), cipher.final()]);
  const parts = { salt, iv, tag: cipher.getAuthTag(), data };
  return JSON.stringify(
    Object.fromEntries(Object.entries(parts).map(([name, bytes]) => [name, bytes.toString('base64')])),
  );
}

/** The keys that were sealed. Throws Refused when the passphrase is wrong or the seal damaged. */
export async function unsealKeys(text: string, passphrase: string): Promise<Keys> {
  try {
    const sealed: Record<string, string> = JSON.parse(text);
    const bytes = (name: string) => Buffer.from(sealed[name] ?? '', 'base64');
    const key = await stretched(passphrase, bytes('salt'));
    const decipher = createDecipheriv('aes-256-gcm', key, bytes('iv'), { authTagLength: 16 })
      .setAAD(purpose)
      .setAuthTag(bytes('tag'));
    const plain = Buffer.concat([decipher.update(bytes('data')), decipher.final()]);
    const keys: Keys = JSON.parse(plain.toString('utf8'));
    return Object.fromEntries(Object.entries(keys).filter(([name]) => nameForm.test(name)));
  } catch (cause) {
    throw new Refused('Cụm mật khẩu không đúng, hoặc phần khóa trong tệp sao lưu bị hỏng.', { cause });
  }
}

function stretched(passphrase: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(passphrase.normalize('NFC'), salt, 32, cost, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}
