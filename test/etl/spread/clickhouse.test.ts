import { generateKeyPairSync } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { BusyError, UsageError } from '#etl/errors.ts';
import { push } from '#etl/jobs/push.ts';
import { clickHouseTarget } from '#etl/spread/clickhouse.ts';
import { sourceVersion } from '#etl/spread/source.ts';
import { ownMark } from '#etl/steps/process.ts';
import { pointTo } from '#etl/steps/version-folders.ts';
import { places } from '#etl/surroundings.ts';
import { clickHouseAddress } from '#warehouse/clickhouse/address.ts';
import { Catalogue } from '#warehouse/clickhouse/catalogue.ts';
import { openClickHouse, type ClickHouse } from '#warehouse/clickhouse/open.server.ts';
import { openMemory } from '#warehouse/open.server.ts';
import { isSignature } from '#warehouse/signature.server.ts';
import { startClickHouse, type ClickHouseServer } from '../../support/clickhouse/server.ts';
import { makePlace, refusalInBoth } from '../support.ts';
import { makeVersion } from './made-versions.ts';

const place = makePlace('2026-11-22');
const { published } = places(place.dataDir);
const [older, newer] = ['2026-10-31.001', '2026-10-31.002'];
let server: ClickHouseServer;
let clickHouse: ClickHouse;
let catalogue: Catalogue;
let text: string;

beforeAll(async () => {
  server = await startClickHouse();
  text = `${server.url.replace('http', 'clickhouse')}/lang_kinh`;
  clickHouse = openClickHouse(clickHouseAddress(text), { writes: true });
  catalogue = new Catalogue(clickHouse, clickHouseAddress(text));
});

beforeEach(async () => {
  rmSync(place.dataDir, { recursive: true, force: true });
  for (const name of await databases()) await catalogue.drop(name);
  await make(older, '2026-11-20T08:00:00Z', 1);
  await make(newer, '2026-11-21T08:00:00Z', 2);
});

afterAll(async () => {
  await clickHouse.close();
  await server.stop();
  place.remove();
});

/** Publishes a version whose month has `count` members; its other tables have every type, nulls and no rows. */
async function make(version: string, publishedAt: string, count: number): Promise<void> {
  const path = join(place.root, 'made.duckdb');
  rmSync(path, { force: true });
  const database = await openMemory();
  await database.run(`attach '${path}' as made`);
  await database.run('use made');
  await database.run(`
    create schema marts; create schema meta;
    create table marts.agg_members_by_month as
      select date '2026-10-01' as month, 7 as organization_key, 'Ủy ''ban\\' as organization_code, ${count}::bigint as member_count
      union all select null, null, null, null;
    create table meta.snapshots as
      select date '1945-09-02' as as_of, timestamp '2026-10-31 08:00:00.25' as loaded_at, true as is_correction;
    create table meta.targets (metric_id varchar, target_value decimal(12, 4));
    insert into meta.targets values ('overdue_share', 0.05), (null, null);
    create table meta.rejects_summary (reject_count bigint)`);
  await database.run('use memory');
  await database.run('detach made');
  database.close();
  const files = { 'warehouse.duckdb': readFileSync(path), 'rejects.json': '[{"line":1}]' };
  await makeVersion(published, version, { publishedAt, files });
}

const options = { analyst: false, byHash: false, anew: false };
const pushed = (more = {}) => push(text, { ...options, ...more }, place.surroundings);
const ask = (sql: string) => clickHouse.all({ sql, params: {} });
async function databases(): Promise<string[]> {
  const rows = await ask(`select name from system.databases where name like 'lang\\_kinh%' order by name`);
  return rows.map(({ name }) => String(name));
}
const members = async (version: string) =>
  (
    await ask(
      `select max(member_count) as n from lang_kinh_${version.replaceAll(/\W/g, '_')}.marts_agg_members_by_month`,
    )
  )[0]?.n;
const current = async () => (await catalogue.versions()).find(({ isCurrent }) => isCurrent)?.version;

describe('a push to a ClickHouse', () => {
  it('brings the versions that are kept, each in a database of its own, and lets readers follow the newest', async () => {
    expect(await pushed()).toMatchObject({
      target: text,
      version: newer,
      copied: [newer, older],
      removed: [],
      switched: true,
    });
    expect(await databases()).toEqual(['lang_kinh', 'lang_kinh_2026_10_31_001', 'lang_kinh_2026_10_31_002']);
    expect(await current()).toBe(newer);
    expect([await members(older), await members(newer)]).toEqual([1, 2]);
    expect(await ask(`select * from lang_kinh_2026_10_31_002.meta_snapshots`)).toEqual([
      { as_of: '1945-09-02', loaded_at: '2026-10-31 08:00:00.250000', is_correction: true },
    ]);
    expect(await catalogue.text(newer, 'rejects')).toBe('[{"line":1}]');
    expect(await catalogue.text(newer, 'manifest')).toBe(
      readFileSync(join(published, newer, 'manifest.json'), 'utf8'),
    );
    expect(await pushed()).toMatchObject({ copied: [], switched: false });
  });

  it('follows a rollback of the publisher, and takes away what the policy keeps no longer', async () => {
    await pushed();
    pointTo(published, older);
    expect(await pushed()).toMatchObject({ version: older, copied: [], switched: true });
    expect(await current()).toBe(older);
    place.setting('retention.csv', 'keep_days,keep_month_ends\n0,false\n');
    pointTo(published, newer);
    await make('2026-11-20.001', '2026-11-22T08:00:00Z', 3);
    expect(await pushed()).toMatchObject({ version: '2026-11-20.001', removed: [older] });
    expect(await databases()).toEqual(['lang_kinh', 'lang_kinh_2026_10_31_002', 'lang_kinh_2026_11_20_001']);
    place.surroundings.settings = null;
  });

  it('shows nothing of a version that was cut off half-way, and brings it whole the next time', async () => {
    pointTo(published, older);
    await pushed();
    const target = clickHouseTarget(
      clickHouseAddress(text),
      {
        note: () => undefined,
        progress: (said) => {
          if (said.includes('50 %')) throw new Error('the power is gone');
        },
      },
      { byHash: false },
    );
    await catalogue.remove(newer);
    const source = sourceVersion(published, newer, { analyst: false, keys: { own: null, publisher: null } });
    await expect(target.put(source)).rejects.toThrow('the power is gone');
    await target.close();
    expect(await databases()).toContain('lang_kinh_2026_10_31_002');
    expect((await catalogue.versions()).map(({ version }) => version)).toEqual([older]);
    pointTo(published, newer);
    expect(await pushed()).toMatchObject({ copied: [newer], switched: true });
    expect(await members(newer)).toBe(2);
  });

  it('clears what a version left that never came whole', async () => {
    await clickHouse.run('create database lang_kinh_2026_09_30_001');
    await clickHouse.run('create database lang_kinh_of_others');
    await pushed();
    expect(await databases()).toEqual([
      'lang_kinh',
      'lang_kinh_2026_10_31_001',
      'lang_kinh_2026_10_31_002',
      'lang_kinh_of_others',
    ]);
  });

  it('mends with --verify a version whose rows are not those of the file', async () => {
    await pushed();
    const table = 'lang_kinh_2026_10_31_002.marts_agg_members_by_month';
    await clickHouse.run(
      `alter table ${table} update member_count = 9 where member_count = 2 settings mutations_sync = 2`,
    );
    expect(await pushed()).toMatchObject({ copied: [] });
    expect(await pushed({ byHash: true })).toMatchObject({ copied: [newer] });
    expect(await members(newer)).toBe(2);
  });

  it('is refused where a version of that name is another publisher’s', async () => {
    await pushed();
    await make(newer, '2026-11-21T09:00:00Z', 5);
    expect((await refusalInBoth(pushed())).reason).toBe('other_publisher');
    expect(await members(newer)).toBe(2);
  });

  it('keeps the signature of the publisher, also one that comes later', async () => {
    await pushed();
    expect(await catalogue.signature(newer)).toBeUndefined();
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    const pushKeyFile = join(place.root, 'push.key');
    writeFileSync(pushKeyFile, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
    expect(await push(text, options, { ...place.surroundings, pushKeyFile })).toMatchObject({
      copied: [],
      switched: false,
    });
    const manifest = readFileSync(join(published, newer, 'manifest.json'));
    expect(isSignature((await catalogue.signature(newer)) ?? '', manifest, publicKey)).toBe(true);
  });

  it('waits for nobody: a living holder is named, a dead one’s lock is taken', async () => {
    await pushed();
    await catalogue.hold(`${hostname()} ${ownMark()}`);
    await expect(pushed()).rejects.toBeInstanceOf(BusyError);
    await catalogue.release();
    await catalogue.hold(`${hostname()} 4194304-1-00000000`);
    expect(await pushed()).toMatchObject({ copied: [] });
  });

  it('is refused with what is the matter when the server is away, or the address cannot be used', async () => {
    await expect(push('clickhouse://a:b@127.0.0.1/x', options, place.surroundings)).rejects.toThrow(
      UsageError,
    );
    const refusal = await refusalInBoth(
      push('clickhouse://127.0.0.1:9/lang_kinh', options, place.surroundings),
    );
    expect(refusal).toMatchObject({ reason: 'not_writable', file: 'clickhouse://127.0.0.1:9/lang_kinh' });
    expect(refusal.found).toContain('không kết nối được');
  });
});
