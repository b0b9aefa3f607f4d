import { generateKeyPairSync } from 'node:crypto';
import { chmodSync, cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { pull } from '#etl/jobs/pull.ts';
import { push } from '#etl/jobs/push.ts';
import { currentVersion, pointTo } from '#etl/steps/version-folders.ts';
import { places, type Surroundings } from '#etl/surroundings.ts';
import { publisherKey, signatureText, signingKey } from '#warehouse/signature.server.ts';
import { sidecarText } from '#warehouse/whole.server.ts';
import { Warehouse } from '$lib/server/warehouse';
import { publish } from '../../src/lib/server/support.ts';
import { makePlace, refusalInBoth, surroundingsAt } from '../support.ts';
import { makeVersion } from './made-versions.ts';

const place = makePlace('2026-11-22');
const { published } = places(place.dataDir);
const shared = join(place.root, 'shared');
const follower = join(place.root, 'follower');
const pointer = join(shared, 'current.signed.json');
const [older, newer] = ['2026-09-30.001', '2026-10-31.001'];

/** A pair of keys as openssl writes them. */
function keysNamed(name: string): { own: string; known: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const [own, known] = [join(place.root, `${name}.key`), join(place.root, `${name}.pub`)];
  writeFileSync(own, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
  writeFileSync(known, publicKey.export({ type: 'spki', format: 'pem' }));
  return { own, known };
}
const house = keysNamed('house');
const other = keysNamed('other');

const pushed = (pushKeyFile?: string) =>
  push(shared, { analyst: false, byHash: false, anew: true }, { ...place.surroundings, pushKeyFile });
const at = (publisherKeyFile?: string): Surroundings => ({
  ...surroundingsAt(follower, '2026-11-22'),
  publisherKeyFile,
});
const pulled = (publisherKeyFile?: string) =>
  pull(shared, { analyst: false, byHash: false }, at(publisherKeyFile));

/** Writes a manifest of somebody else's, with the hash beside it, as whoever may write there can. */
function forge(version: string): void {
  const path = join(shared, version, 'manifest.json');
  const bytes = Buffer.from(readFileSync(path, 'utf8').replace('"2026-10-01T', '"2026-10-02T'));
  for (const [name, text] of Object.entries({
    [path]: bytes,
    [`${path}.sha256`]: sidecarText(path, bytes),
  })) {
    rmSync(name);
    writeFileSync(name, text);
  }
}

beforeEach(async () => {
  for (const folder of [place.dataDir, shared, follower]) rmSync(folder, { recursive: true, force: true });
  await makeVersion(published, older);
  await makeVersion(published, newer);
});
afterAll(() => place.remove());

describe('a pull that knows its publisher', () => {
  it('takes what that one has signed, and passes the signatures on', async () => {
    await pushed(house.own);
    expect(await pulled(house.known)).toMatchObject({ version: newer, copied: [newer, older], skipped: [] });
    const signature = join(places(follower).published, older, 'manifest.json.sig');
    expect(readFileSync(signature, 'utf8')).toBe(
      readFileSync(join(shared, older, 'manifest.json.sig'), 'utf8'),
    );
  });

  it.each([
    ['nobody has signed', () => pushed()],
    ['another one has signed', () => pushed(other.own)],
    ['was altered after it was signed, hashes and all', () => pushed(house.own).then(() => forge(newer))],
    [
      'carries the signature of another version',
      async () => {
        await pushed(house.own);
        const signature = join(shared, newer, 'manifest.json.sig');
        rmSync(signature);
        cpSync(join(shared, older, 'manifest.json.sig'), signature);
      },
    ],
  ])('refuses what %s', async (_, prepare) => {
    await prepare();
    expect(await refusalInBoth(pulled(house.known))).toMatchObject({ reason: 'not_signed' });
    expect(existsSync(places(follower).current)).toBe(false);
  });

  it('refuses a signed version with another file in it', async () => {
    await pushed(house.own);
    const path = join(shared, newer, 'warehouse.duckdb');
    const bytes = readFileSync(path);
    chmodSync(path, 0o640);
    writeFileSync(path, bytes.reverse());
    expect(await refusalInBoth(pulled(house.known))).toMatchObject({ reason: 'unreadable_file' });
  });

  it('leaves out an older version that is not signed, and says so', async () => {
    await pushed(house.own);
    forge(older);
    expect(await pulled(house.known)).toMatchObject({ copied: [newer], skipped: [{ version: older }] });
  });

  it('takes versions that are signed later', async () => {
    await pushed();
    await refusalInBoth(pulled(house.known));
    expect(await pushed(house.own)).toMatchObject({ copied: [], switched: false });
    expect(await pulled(house.known)).toMatchObject({ version: newer });
  });

  it.each([
    ['the pointer that was signed before', (old: string) => writeFileSync(pointer, old)],
    [
      'a pointer with a number of its own',
      (old: string) => writeFileSync(pointer, old.replace('"serial":1', '"serial":9')),
    ],
    ['no signed pointer', () => rmSync(pointer)],
  ])('does not go back behind what it has seen where somebody puts %s', async (_, putBack) => {
    pointTo(published, older);
    await pushed(house.own);
    const old = readFileSync(pointer, 'utf8');
    pointTo(published, newer);
    await pushed(house.own);
    await pulled(house.known);
    putBack(old);
    pointTo(shared, older);
    const reason = expect.stringMatching(/^(put_back|not_signed)$/) as unknown;
    expect(await refusalInBoth(pulled(house.known))).toMatchObject({ reason });
    expect(currentVersion(places(follower).published)).toBe(newer);
  });

  it('goes back where the publisher has signed that, also one that was restored from a backup', async () => {
    await pushed(house.own);
    await pulled(house.known);
    rmSync(places(place.dataDir).private, { recursive: true });
    pointTo(published, older);
    await pushed(house.own);
    expect(await pulled(house.known)).toMatchObject({ version: older, switched: true });
    expect(await pushed(house.own)).toMatchObject({ switched: false });
    expect(await pulled(house.known)).toMatchObject({ version: older, switched: false });
  });

  it('is told of a place that is away as what it is', async () => {
    expect(await refusalInBoth(pulled(house.known))).toMatchObject({ reason: 'nothing_published' });
  });

  it('asks for nothing without a key', async () => {
    await pushed();
    expect(await pulled()).toMatchObject({ version: newer });
  });
});

it.each([
  ['is not there', () => join(place.root, 'nowhere')],
  ['holds no key', () => join(published, newer, 'manifest.json')],
])('a key file that %s is refused before anything is copied', async (_, path) => {
  expect(await refusalInBoth(pushed(path()))).toMatchObject({ reason: 'bad_setting' });
  await pushed(house.own);
  expect(await refusalInBoth(pulled(path()))).toMatchObject({ reason: 'bad_setting' });
  expect(existsSync(places(follower).current)).toBe(false);
});

it('a key that everybody can read signs nothing', async () => {
  const open = join(place.root, 'open.key');
  cpSync(house.own, open);
  chmodSync(open, 0o644);
  expect(await refusalInBoth(pushed(open))).toMatchObject({ reason: 'bad_setting' });
});

it('a server that knows its publisher serves nothing else', async () => {
  await publish(follower, older);
  await publish(follower, newer);
  const manifest = join(places(follower).published, older, 'manifest.json');
  writeFileSync(`${manifest}.sig`, signatureText(readFileSync(manifest), signingKey(house.own)));
  const world = { dataDir: follower, now: Date.now, warn: () => undefined };
  const warehouse = new Warehouse({ ...world, publisher: publisherKey(house.known) });
  expect((await warehouse.live()).id).toBe(older);
  expect((await warehouse.health()).problems).toHaveLength(1);
  const stranger = new Warehouse({ ...world, publisher: publisherKey(other.known) });
  await expect(stranger.live()).rejects.toMatchObject({ name: 'DamagedVersion' });
});
