import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerHealth } from '$lib/server/api';
import { ClickHouseReader } from '$lib/server/clickhouse/reader';
import { Catalogue } from '#warehouse/clickhouse/catalogue.ts';
import { openClickHouse } from '#warehouse/clickhouse/open.server.ts';
import { readerSettings } from '#warehouse/clickhouse/settings.ts';
import { signatureText } from '#warehouse/signature.server.ts';
import { startClickHouse, type ClickHouseServer } from '../../../../support/clickhouse/server.ts';
import { newDataDir, publish, removeDataDir, writeManifest } from '../support';
import { addressOf, pushTo, urlOf } from './world.ts';

const dataDir = newDataDir();
const [first, second] = ['2026-10-31.001', '2026-10-31.002'];
const monthsSql = 'select count(*) as month_count from marts.dim_month';
let server: ClickHouseServer;
let time = 0;
const warnings: string[] = [];
const readers: ClickHouseReader[] = [];

function open(address = addressOf(server), publisher: KeyObject | null = null): ClickHouseReader {
  const made = new ClickHouseReader({
    address,
    dataDir,
    publisher,
    now: () => time,
    warn: (text) => warnings.push(text),
  });
  readers.push(made);
  return made;
}

beforeAll(async () => {
  server = await startClickHouse();
  await publish(dataDir, first);
  await publish(dataDir, second);
});

afterAll(async () => {
  delete process.env.WAREHOUSE_URL;
  await Promise.all(readers.map((each) => each.close()));
  await server.stop();
  removeDataDir(dataDir);
});

describe('a reader of a ClickHouse', () => {
  it('says that nothing is published while the server is empty', async () => {
    await expect(open().live()).rejects.toMatchObject({ name: 'NoPublishedVersion' });
  });

  it('follows the version that was pointed to last, within a second', async () => {
    await pushTo(addressOf(server), dataDir, first);
    const house = open();
    const live = await house.live();
    expect(live).toMatchObject({ id: first, asOf: '2026-10-31', newestMonth: '2026-10', part: null });
    await pushTo(addressOf(server), dataDir, second);
    expect((await house.live()).id).toBe(first);
    time += 1000;
    expect((await house.live()).id).toBe(second);
    expect(house.versions()).toEqual([first, second]);
    expect((await house.named(first)).id).toBe(first);
    await expect(house.named('2020-01-31.001')).rejects.toMatchObject({ name: 'UnknownVersion' });
  });

  it('goes back with the pointer, and shows no version that is not in the list', async () => {
    const clickHouse = openClickHouse(addressOf(server), { writes: true });
    const house = open();
    await new Catalogue(clickHouse, addressOf(server)).point(first);
    expect((await house.live()).id).toBe(first);
    await clickHouse.run('create database lang_kinh_2026_11_30_001');
    time += 1000;
    await house.live();
    expect(house.versions()).toEqual([first, second]);
    await clickHouse.close();
  });

  it('knows no part of an organisation that the version does not have, and leaves nothing of the attempt', async () => {
    const house = open();
    const live = await house.live();
    await expect(house.partOf(live, 'NOBODY')).rejects.toMatchObject({ name: 'UnknownPart' });
    expect(readdirSync(join(dataDir, 'private', 'parts'))).toEqual([]);
  });

  it('passes a fault of a question on as it is', async () => {
    const live = await open().live();
    await expect(live.all('select nothing from marts.dim_month')).rejects.toThrow(/nothing/);
  });

  it('keeps answering what it knows while the server is away, says so, and goes on once it is back', async () => {
    const house = open();
    const live = await house.live();
    const known = await live.all(monthsSql);
    await server.kill();
    time += 1000;
    expect((await house.live()).id).toBe(first);
    expect(await live.all(monthsSql)).toEqual(known);
    const other = `${monthsSql} where is_newest`;
    await expect(live.all(other)).rejects.toMatchObject({
      name: 'EngineUnavailable',
      trouble: 'unreachable',
    });
    expect((await house.health()).problems).toHaveLength(1);
    expect(warnings).toHaveLength(1);
    await server.restart();
    time += 1000;
    expect(await live.all(other)).toEqual([{ month_count: 1 }]);
    expect((await house.health()).problems).toEqual([]);
  });

  it('is unavailable from the start while the server is away: /healthz says so', async () => {
    process.env.WAREHOUSE_URL = urlOf(server);
    await server.kill();
    const answer = await answerHealth();
    expect(answer.status).toBe(503);
    expect(await answer.text()).toContain('Không kết nối được với máy chủ cơ sở dữ liệu');
    await server.restart();
    expect((await answerHealth()).status).toBe(200);
  });

  it('may be a user who can change nothing, with the settings of the profile that is shipped', async () => {
    const clickHouse = openClickHouse(addressOf(server), { writes: true });
    const settings = Object.entries(readerSettings).map(([name, value]) => `${name} = '${value}'`);
    await clickHouse.run(`set ${settings.join(', ')}, readonly = 1`);
    const live = await open().live();
    expect(await live.all(monthsSql)).toHaveLength(1);
    await expect(clickHouse.run('drop database lang_kinh')).rejects.toThrow(/readonly/i);
    await clickHouse.close();
  });
});

describe('a reader that knows its publisher', () => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const other = generateKeyPairSync('ed25519');
  const own = newDataDir();
  const folderOf = (version: string) => join(own, 'published', version);
  let house: ClickHouseServer;
  let catalogue: Catalogue;

  /** Pushes a version that says so many months of itself, signed. */
  async function pushSigned(version: string, months: number | undefined, key: KeyObject): Promise<void> {
    await publish(own, version);
    await writeManifest(folderOf(version), version, { row_counts: { 'marts.dim_month': months } });
    await pushTo(addressOf(house), own, version);
    await catalogue.sign(version, signatureText(readFileSync(join(folderOf(version), 'manifest.json')), key));
  }

  beforeAll(async () => {
    house = await startClickHouse();
    catalogue = new Catalogue(openClickHouse(addressOf(house), { writes: true }), addressOf(house));
  });
  afterAll(async () => {
    await house.stop();
    removeDataDir(own);
  });

  it('serves what that one has signed, and nothing that nobody or somebody else has', async () => {
    const damaged = { name: 'DamagedVersion' };
    await publish(own, first);
    await pushTo(addressOf(house), own, first);
    await expect(open(addressOf(house), publicKey).live()).rejects.toMatchObject(damaged);
    const manifest = readFileSync(join(folderOf(first), 'manifest.json'));
    await catalogue.sign(first, signatureText(manifest, other.privateKey));
    await expect(open(addressOf(house), publicKey).live()).rejects.toMatchObject(damaged);
    await catalogue.sign(first, signatureText(manifest, privateKey));
    expect((await open(addressOf(house), publicKey).live()).id).toBe(first);
  });

  it('stays with the version before where rows are missing of a signed one, until they are there', async () => {
    const following = open(addressOf(house), publicKey);
    const [row] = await (await following.live()).all(monthsSql);
    const months = Number(row?.month_count);
    await pushSigned(second, months + 1, privateKey);
    time += 1000;
    expect((await following.live()).id).toBe(first);
    expect((await following.health()).problems).toHaveLength(1);
    await catalogue.remove(second);
    await pushSigned(second, months, privateKey);
    time += 5000;
    expect((await following.live()).id).toBe(second);
    expect((await following.health()).problems).toEqual([]);
  });
});

it('names a password that the server does not accept as what it is', async () => {
  const guarded = await startClickHouse({ password: 'right' });
  await expect(open({ ...addressOf(guarded), password: 'wrong' }).live()).rejects.toMatchObject({
    name: 'EngineUnavailable',
    trouble: 'sign_in',
  });
  await expect(open({ ...addressOf(guarded), password: 'right' }).live()).rejects.toMatchObject({
    name: 'NoPublishedVersion',
  });
  await guarded.stop();
});
