import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sidecarOf, sidecarText } from '#warehouse/whole.server.ts';
import { recordSample, sampleRecordPath } from '../../../../../launch/sample-record.mjs';
import { addPerson } from '../../../../../src/lib/server/people/accounts.ts';
import { hasDemo } from '../../../../../src/lib/server/people/demo.ts';
import { signedInBy } from '../../../../../src/lib/server/people/sessions.ts';
import { signIn, signInAsDemo } from '../../../../../src/lib/server/people/sign-in.ts';
import { newDataDir, publish, removeDataDir } from '../support.ts';
import { place, useWorld } from './support.ts';

const dataDir = newDataDir();
const here = { DATA_DIR: dataDir, HOST: '127.0.0.1', ORIGIN: 'http://127.0.0.1:3000' };
const sample = 'Dữ liệu mẫu Lăng Kính: khối';
// By `sha256sum` over: cases.csv, its bytes, snapshot.json, its bytes.
const sampleHash = '4eef8a0351c4f87470d9d2b22ba943579b5a24b0bf51a0d03ad6371f5a38e6c5';
const otherHash = '0'.repeat(64);
const before = process.env.DATA_DIR;

/** A snapshot as the sample's maker leaves it. */
function makeSample(source: string): void {
  const folder = join(dataDir, 'sample', '2026-10-31');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'cases.csv'), 'a\n');
  writeFileSync(join(folder, 'snapshot.json'), JSON.stringify({ source }));
}

let published = 0;

/** Publishes a version that is made of these snapshots. */
async function publishOf(...hashes: string[]): Promise<void> {
  const version = `2026-10-31.${String(++published).padStart(3, '0')}`;
  await publish(dataDir, version);
  const path = join(dataDir, 'published', version, 'manifest.json');
  const manifest = JSON.parse(readFileSync(path, 'utf8'));
  const snapshots = hashes.map((sha256) => ({ as_of: '2026-10-31', sha256 }));
  const text = Buffer.from(JSON.stringify({ ...manifest, snapshots }));
  writeFileSync(path, text);
  writeFileSync(sidecarOf(path), sidecarText('manifest.json', text));
}

beforeAll(() => {
  process.env.DATA_DIR = dataDir;
});
afterAll(() => {
  process.env.DATA_DIR = before;
  removeDataDir(dataDir);
});
beforeEach(() => {
  for (const name of ['sample', 'private']) rmSync(join(dataDir, name), { recursive: true, force: true });
});

describe('the demo accounts', () => {
  it('exist while the live version is made of the built-in sample alone', async () => {
    makeSample(sample);
    await publishOf(sampleHash);
    expect(await hasDemo(here)).toBe(false);
    recordSample(dataDir);
    expect(JSON.parse(readFileSync(sampleRecordPath(dataDir), 'utf8'))).toEqual({ snapshots: [sampleHash] });
    expect(await hasDemo(here)).toBe(true);
    await publishOf(sampleHash, otherHash);
    expect(await hasDemo(here)).toBe(false);
    await publishOf(otherHash);
    expect(await hasDemo(here)).toBe(false);
    await publishOf();
    expect(await hasDemo(here)).toBe(false);
  });

  it('do not exist on a folder that is no sample by its own words', async () => {
    makeSample('Văn phòng');
    recordSample(dataDir);
    await publishOf(sampleHash);
    expect(await hasDemo(here)).toBe(false);
  });

  it('are not made anew by what somebody puts into the folder afterwards', async () => {
    makeSample(sample);
    recordSample(dataDir);
    makeSample(`${sample}, 2`);
    recordSample(dataDir);
    expect(JSON.parse(readFileSync(sampleRecordPath(dataDir), 'utf8'))).toEqual({ snapshots: [sampleHash] });
  });

  it.each([
    ['listens beyond loopback', { HOST: '0.0.0.0' }],
    ['has not been told where to listen', { HOST: undefined }],
    ['stands behind a proxy for others', { ORIGIN: 'https://lang-kinh.example' }],
    ['takes names from a proxy', { AUTH_PROXY_HEADER: 'x-user' }],
  ])('do not exist where the server %s', async (_, other) => {
    makeSample(sample);
    recordSample(dataDir);
    await publishOf(sampleHash);
    expect(await hasDemo({ ...here, ...other })).toBe(false);
    expect(await hasDemo({ ...here, HOST: 'localhost', ORIGIN: 'http://[::1]:3000' })).toBe(true);
  });

  it('do not exist where the record cannot be read', async () => {
    makeSample(sample);
    recordSample(dataDir);
    await publishOf(sampleHash);
    for (const text of ['', '{', '[]', '{"snapshots":"all"}', '{"snapshots":[1]}']) {
      writeFileSync(sampleRecordPath(dataDir), text);
      expect(await hasDemo(here)).toBe(false);
    }
  });
});

describe('a demo session', () => {
  const world = useWorld();

  it('has its role, and ends with the demo accounts', async () => {
    let exists = true;
    const demo = { ...world(), hasDemo: async () => exists };
    const secret = await signInAsDemo(demo, 'steward', place);
    expect(await signedInBy(demo, secret ?? '')).toMatchObject({
      viewer: { name: 'demo.steward', role: 'steward', disclosure: 'full', organization: null },
      owes: null,
    });
    exists = false;
    expect(await signedInBy(demo, secret ?? '')).toBeNull();
    expect(await signInAsDemo(demo, 'steward', place)).toBeNull();
    expect(await signInAsDemo(world(), 'steward', place)).toBeNull();
  });

  it('is not to be had by a password, and nobody else can have its name', async () => {
    const demo = { ...world(), hasDemo: async () => true };
    expect(await signIn(demo, { name: 'demo.admin', password: '', place, browser: 'test' })).toEqual({
      kind: 'wrong',
    });
    for (const name of ['demo.admin', 'Demo.x'])
      await expect(
        addPerson(demo, { name, role: 'admin', organization: null, disclosure: 'full' }),
      ).rejects.toMatchObject({ reason: 'demo_name' });
  });
});
