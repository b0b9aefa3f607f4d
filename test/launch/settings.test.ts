import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { LaunchError } from '../../launch/report.mjs';
import { readSettings } from '../../launch/settings.mjs';

const root = join(import.meta.dirname, '..', '..');
const folder = mkdtempSync(join(tmpdir(), 'settings-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What a refusal says and which exit code it has. */
function refusal(env: Record<string, string>): { message: string; exitCode: number } {
  try {
    readSettings({ DATA_DIR: folder, ...env });
  } catch (error) {
    if (error instanceof LaunchError) return { message: error.message, exitCode: error.exitCode };
    throw error;
  }
  throw new Error('Nothing was refused.');
}

describe('the settings', () => {
  it('are the loopback address and port 3000 when nothing is set', () => {
    expect(readSettings({})).toEqual({
      dataDir: join(root, 'data'),
      host: '127.0.0.1',
      port: 3000,
      origin: 'http://127.0.0.1:3000',
      tls: null,
      isBeyondLoopback: false,
      logLevel: 'info',
    });
  });

  it('put an IPv6 address into brackets in the origin', () => {
    expect(readSettings({ HOST: '::1', PORT: '8080' }).origin).toBe('http://[::1]:8080');
  });

  it('take https from the certificate', () => {
    const tls = { TLS_CERT_FILE: join(folder, 'a.crt'), TLS_KEY_FILE: join(folder, 'a.key') };
    const settings = readSettings({ DATA_DIR: folder, ...tls });
    expect(settings.origin).toBe('https://127.0.0.1:3000');
    expect(settings.tls).toEqual({ certFile: tls.TLS_CERT_FILE, keyFile: tls.TLS_KEY_FILE });
  });

  it.each(['0.0.0.0', '::', '192.168.1.10'])('open HOST=%s with an https address for readers', (host) => {
    const settings = readSettings({ DATA_DIR: folder, HOST: host, ORIGIN: 'https://lang-kinh.tinh.local' });
    expect(settings).toMatchObject({ host, isBeyondLoopback: true, origin: 'https://lang-kinh.tinh.local' });
  });
});

describe('a start is refused', () => {
  it.each([
    ['HOST', 'example.org', 2],
    ['PORT', 'abc', 2],
    ['PORT', '0', 2],
    ['PORT', '65536', 2],
    ['PORT', '-1', 2],
    ['PORT', '80.5', 2],
    ['ORIGIN', '127.0.0.1:3000', 2],
    ['ORIGIN', 'ftp://127.0.0.1', 2],
    ['ORIGIN', 'http://127.0.0.1/path', 2],
    ['LOG_LEVEL', 'loud', 2],
    ['STALE_AFTER_DAYS', '0', 2],
    ['STALE_AFTER_DAYS', 'soon', 2],
    ['BRIEFING_DRAFTS', 'maybe', 2],
  ])('for %s=%s', (name, value, exitCode) => {
    const refused = refusal({ [name]: value });
    expect(refused.message).toContain(`${name}=${value}`);
    expect(refused.exitCode).toBe(exitCode);
  });

  it.each(['0.0.0.0', '::', '192.168.1.10'])('beyond loopback without TLS: HOST=%s', (host) => {
    expect(refusal({ HOST: host })).toMatchObject({
      exitCode: 2,
      message: expect.stringContaining(`HOST=${host}`),
    });
    expect(refusal({ HOST: host, ORIGIN: 'http://lang-kinh.tinh.local' }).message).toContain('https ORIGIN');
  });

  it('beyond loopback when a certificate is there but no name for the readers', () => {
    const tls = { TLS_CERT_FILE: join(folder, 'a.crt'), TLS_KEY_FILE: join(folder, 'a.key') };
    expect(refusal({ HOST: '0.0.0.0', ...tls }).message).toContain('https ORIGIN');
  });

  it('with half of a certificate, or with an address that does not fit it', () => {
    expect(refusal({ TLS_CERT_FILE: 'a.crt' }).message).toContain('TLS_KEY_FILE');
    expect(refusal({ TLS_KEY_FILE: 'a.key' }).message).toContain('TLS_CERT_FILE');
    const tls = { TLS_CERT_FILE: 'a.crt', TLS_KEY_FILE: 'a.key' };
    expect(refusal({ ...tls, ORIGIN: 'http://127.0.0.1:3000' })).toMatchObject({
      exitCode: 2,
      message: expect.stringContaining('ORIGIN=http://'),
    });
  });

  it('with a secret in the environment, which it does not repeat', () => {
    const { message, exitCode } = refusal({ PSEUDONYM_KEY: 'c2VjcmV0' });
    expect(message).toContain('PSEUDONYM_KEY_FILE');
    expect(message).not.toContain('c2VjcmV0');
    expect(exitCode).toBe(2);
  });

  it('while everybody on the machine can read the key of the pseudonyms', () => {
    const key = join(folder, 'key', 'pseudonym.key');
    mkdirSync(join(folder, 'key'));
    writeFileSync(key, 'k');
    chmodSync(key, 0o644);
    expect(refusal({}).message).toContain(`${key} (mode 644)`);
    chmodSync(key, 0o600);
    expect(readSettings({ DATA_DIR: folder }).dataDir).toBe(folder);
  });
});
