import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { addressIn, BadAddress, clickHouseAddress, isClickHouse } from '#warehouse/clickhouse/address.ts';

const folder = mkdtempSync(join(tmpdir(), 'lang-kinh-address-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the address of a ClickHouse', () => {
  it('names server, user, database and cluster; ports, user and database have usual values', () => {
    expect(clickHouseAddress('clickhouse://an@127.0.0.1:9123/so_lieu?cluster=tinh')).toEqual({
      url: 'http://127.0.0.1:9123',
      user: 'an',
      password: '',
      database: 'so_lieu',
      cluster: 'tinh',
    });
    expect(clickHouseAddress('clickhouses://db')).toEqual({
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
    const environment = { WAREHOUSE_URL: 'clickhouses://an@db/so_lieu', WAREHOUSE_PASSWORD_FILE: path };
    expect(addressIn(environment)?.password).toBe(' Mật khẩu ');
    expect(() => clickHouseAddress('clickhouses://an:secret@db/so_lieu')).toThrow(BadAddress);
    expect(() => clickHouseAddress('clickhouses://db', { passwordFile: join(folder, 'none') })).toThrow(
      /none/,
    );
  });

  it.each(['postgres://db/x', 'db/x', 'clickhouses://db/So-Lieu', 'clickhouse://'])('refuses %s', (text) => {
    expect(() => clickHouseAddress(text)).toThrow(BadAddress);
  });

  it.each(['localhost', '127.0.0.1', '[::1]'])('may go without TLS to %s, this machine itself', (host) => {
    expect(addressIn({ WAREHOUSE_URL: `clickhouse://${host}/so_lieu` })?.url).toBe(`http://${host}:8123`);
  });

  it.each(['db', '10.0.0.5', '127.0.0.1.example', 'localhost.example'])(
    'goes without TLS to %s only where that is allowed in so many words',
    (host) => {
      const WAREHOUSE_URL = `clickhouse://${host}/so_lieu`;
      expect(() => addressIn({ WAREHOUSE_URL })).toThrow(/clickhouses:\/\//);
      const allowed = (said: string) => addressIn({ WAREHOUSE_URL, WAREHOUSE_WITHOUT_TLS: said })?.url;
      expect(allowed('yes')).toBe(`http://${host}:8123`);
      expect(() => allowed('true')).toThrow(BadAddress);
    },
  );

  it('is none where nothing is set', () => {
    expect(addressIn({})).toBeNull();
    expect([isClickHouse('clickhouse://db'), isClickHouse('/mnt/clickhouse')]).toEqual([true, false]);
  });
});
