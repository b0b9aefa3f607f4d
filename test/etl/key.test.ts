import { createHmac } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { RefusedError } from '#etl/errors.ts';
import { installKey, keyId, pseudonymKey } from '#etl/steps/key.ts';
import { runFile } from '#etl/steps/store.ts';
import { openMemory } from '#warehouse/open.server.ts';

const folder = mkdtempSync(join(tmpdir(), 'key-test-'));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a pseudonym', () => {
  it('is HMAC-SHA-256 as Node has it, for short and long codes and letters of any kind', async () => {
    const database = await openMemory();
    const key = pseudonymKey(join(folder, 'deep', 'one.key'));
    await runFile(database, 'steps/macros.sql');
    await installKey(database, key);
    const codes = [
      '',
      '0',
      'THE-000123',
      'Đảng viên số 7',
      '🎴',
      'x'.repeat(63),
      'x'.repeat(64),
      'x'.repeat(200),
    ];
    for (const code of codes) {
      const [row] = await database.all(
        `select keyed_hash(getvariable('inner_pad'), getvariable('outer_pad'), $1::varchar) as hash`,
        [code],
      );
      expect(row?.hash).toBe(createHmac('sha256', key).update(code).digest('hex'));
    }
    database.close();
  });
});

describe('the key', () => {
  it('is made once, for its owner only, and is read again the same', () => {
    const path = join(folder, 'two.key');
    const key = pseudonymKey(path);
    expect(key).toHaveLength(32);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(pseudonymKey(path).equals(key)).toBe(true);
    expect(pseudonymKey(join(folder, 'three.key')).equals(key)).toBe(false);
  });

  it('is refused when it is no key of 32 bytes', () => {
    const path = join(folder, 'bad.key');
    for (const text of ['', 'no key', 'ab'.repeat(31), 'ab'.repeat(33)]) {
      writeFileSync(path, text);
      expect(() => pseudonymKey(path)).toThrow(RefusedError);
      expect(readFileSync(path, 'utf8')).toBe(text);
    }
  });

  it('has a mark that tells keys apart without telling them', () => {
    const key = Buffer.alloc(32, 7);
    expect(keyId(key)).toMatch(/^[0-9a-f]{16}$/);
    expect(keyId(key)).not.toBe(keyId(Buffer.alloc(32, 8)));
    expect(key.toString('hex')).not.toContain(keyId(key));
  });
});
