import { chmodSync, copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readCredentials } from '../../launch/tls.mjs';
import { makeCertificate } from './certificates.ts';

const folder = mkdtempSync(join(tmpdir(), 'tls-test-'));
afterAll(() => rmSync(folder, { recursive: true }));
const good = makeCertificate(folder, 'good');
const other = makeCertificate(folder, 'other');
const context = { origin: 'https://lang-kinh.test:3000', now: new Date() };
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000);

describe('a certificate', () => {
  it('is taken when it is valid, names the address and fits its key', () => {
    const { cert, key } = readCredentials(good, context);
    expect(cert).toBe(readFileSync(good.certFile, 'utf8'));
    expect(key).toBe(readFileSync(good.keyFile, 'utf8'));
    expect(readCredentials(good, { ...context, origin: 'https://127.0.0.1' }).validTo > new Date()).toBe(
      true,
    );
  });

  it('is refused with the key of another one', () => {
    const mixed = { ...good, keyFile: other.keyFile };
    expect(() => readCredentials(mixed, context)).toThrow(/TLS_KEY_FILE=.*does not belong/);
  });

  it.each([
    ['before its time', -2],
    ['after it', 31],
  ])('is refused %s', (_, days) => {
    expect(() => readCredentials(good, { ...context, now: inDays(days) })).toThrow(/is not valid now/);
  });

  it.each(['https://elsewhere.test', 'https://127.0.0.2'])('is refused for readers of %s', (origin) => {
    expect(() => readCredentials(good, { ...context, origin })).toThrow(/is not for/);
  });

  it('is refused when it is missing, is none, or its key has a passphrase or none', () => {
    const text = join(folder, 'text.pem');
    writeFileSync(text, 'hello', { mode: 0o600 });
    expect(() => readCredentials({ ...good, certFile: join(folder, 'none') }, context)).toThrow(
      /TLS_CERT_FILE=.*cannot be read/,
    );
    expect(() => readCredentials({ ...good, certFile: text }, context)).toThrow(/TLS_CERT_FILE=.*no PEM/);
    expect(() => readCredentials({ ...good, keyFile: text }, context)).toThrow(/TLS_KEY_FILE=.*no PEM/);
  });

  it('is refused while everybody on the machine can read its key', () => {
    const keyFile = join(folder, 'open.key');
    copyFileSync(good.keyFile, keyFile);
    chmodSync(keyFile, 0o644);
    expect(() => readCredentials({ ...good, keyFile }, context)).toThrow(/mode 644/);
    chmodSync(keyFile, 0o640);
    expect(readCredentials({ ...good, keyFile }, context).key).toContain('PRIVATE KEY');
  });
});
