import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { addressIn, BadAddress, clickHouseAddress, isClickHouse } from '#warehouse/clickhouse/address.ts';

const folder = mkdtempSync(join(tmpdir(), 'lang-kinh-address-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the address of a ClickHouse', () => {
  it('names server, user, database and cluster; ports, user and database have usual values', () => {
    expect(clickHouseAddress('clickhouse://an@db:9123/so_lieu?cluster=tinh', undefined)).toEqual({
      url: 'http://db:9123',
      user: 'an',
      password: '',
      database: 'so_lieu',
      cluster: 'tinh',
    });
    expect(clickHouseAddress('clickhouses://db', undefined)).toEqual({
      url: 'https://db:8443',
      user: 'default',
      password: '',
      database: 'lang_kinh',
      cluster: null,
    });
  });

  it('takes the password from a file, and refuses one that stands in the address', () => {
    const path = join(folder, 'password');
    writeFileSync(path, ' Mật khẩu \n');
    const environment = { WAREHOUSE_URL: 'clickhouse://an@db/so_lieu', WAREHOUSE_PASSWORD_FILE: path };
    expect(addressIn(environment)?.password).toBe(' Mật khẩu ');
    expect(() => clickHouseAddress('clickhouse://an:secret@db/so_lieu', undefined)).toThrow(BadAddress);
    expect(() => clickHouseAddress('clickhouse://db', join(folder, 'none'))).toThrow(/none/);
  });

  it.each(['postgres://db/x', 'db/x', 'clickhouse://db/So-Lieu', 'clickhouse://'])('refuses %s', (text) => {
    expect(() => clickHouseAddress(text, undefined)).toThrow(BadAddress);
  });

  it('is none where nothing is set', () => {
    expect(addressIn({})).toBeNull();
    expect([isClickHouse('clickhouse://db'), isClickHouse('/mnt/clickhouse')]).toEqual([true, false]);
  });
});
