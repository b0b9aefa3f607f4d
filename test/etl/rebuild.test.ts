import {
  appendFileSync,
  chmodSync,
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rebuild } from '#etl/jobs/rebuild.ts';
import { rejects } from '#etl/jobs/rejects.ts';
import { verify } from '#etl/jobs/verify.ts';
import { undo } from '#etl/jobs/versions.ts';
import { openStore } from '#etl/steps/open-store.ts';
import { places } from '#etl/surroundings.ts';
import { openMemory, type Row } from '#warehouse/open.server.ts';
import { sidecarText } from '#warehouse/whole.server.ts';
import { writeGoldenWorld } from './golden-world.ts';
import {
  flipBit,
  hashesBelow,
  liveManifest,
  liveRejects,
  liveVersion,
  makePlace,
  type Place,
  refusalInBoth,
} from './support.ts';

const accept = { acceptDrop: true, maxRejects: 100 };
const anew = { acceptMissing: false };

/** The same snapshot on another day or with more cases. */
function variant(place: Place, from: string, asOf: string, cases: string): string {
  const names = readdirSync(from).filter((name) => name.endsWith('.csv'));
  const folder = place.snapshot(
    asOf,
    Object.fromEntries(names.map((name) => [name, readFileSync(join(from, name))])),
  );
  appendFileSync(join(folder, 'cases.csv'), cases);
  return folder;
}

const unknownStage = 'K20,G1,petition,lost,2026-02-03,,,,,,,,,\n';
const mended = 'K20,G1,petition,intake,2026-02-03,,,,,,,,,\n';
const late = 'K21,G1,petition,intake,2026-02-04,,,,,,,,,\n';

/**
 * A store with everything that leaves a trace: a reorganisation, a case that vanishes and comes back, a reject that is
 * mended, a correction of the newest snapshot, an undone one, and one load of five snapshots or five loads.
 */
async function fill(place: Place, { atOnce }: { atOnce: boolean }): Promise<void> {
  const [january = '', february = '', march = ''] = writeGoldenWorld(place);
  const bad = variant(place, february, '2026-02-28', unknownStage);
  const good = variant(place, march, '2026-03-20', mended);
  const april = variant(place, march, '2026-03-22', mended + late);
  const may = variant(place, march, '2026-03-24', mended);
  if (atOnce) await place.load([january, bad, good, april, may], accept);
  else {
    await place.load([january], accept);
    await place.load([bad], accept);
    await place.load([march], accept);
    await place.load([good], { ...accept, replace: true });
    await place.load([april], accept);
    await undo(place.surroundings);
    await place.load([april, may], accept);
  }
}

/** Every row of every table of the store, in an order of its own. */
async function storeRows(place: Place): Promise<Record<string, Row[]>> {
  const database = await openStore(places(place.dataDir).store, { readOnly: true });
  try {
    const tables = await database.all(
      `select table_name from duckdb_tables() where database_name = 'disk' order by all`,
    );
    const rows: Record<string, Row[]> = {};
    for (const { table_name: table } of tables)
      rows[String(table)] = await database.all(`from disk.${String(table)} order by all`);
    return rows;
  } finally {
    database.close();
  }
}

const storeFiles = (place: Place) =>
  readdirSync(places(place.dataDir).private).filter((name) => name.startsWith('store.'));

describe.each([
  ['one load after another, with a correction and an undo', false],
  ['five snapshots in one load', true],
])('rebuild, after %s', (_, atOnce) => {
  const place = makePlace('2026-03-25');
  let hash = '';
  let rows: Record<string, Row[]> = {};
  let list: Row[] = [];

  beforeAll(async () => {
    await fill(place, { atOnce });
    hash = liveManifest(place.dataDir).content_hash;
    rows = await storeRows(place);
    list = await rejects(null, place.surroundings);
  });

  afterAll(() => place.remove());

  it('gives the same store, figures, content hash and reject list from the accepted rows alone', async () => {
    const { private: folder } = places(place.dataDir);
    const published = liveRejects(place.dataDir);
    expect(list).toEqual([expect.objectContaining({ as_of: '2026-02-28', mended_in: '2026-03-20' })]);
    for (const name of storeFiles(place)) rmSync(join(folder, name));
    rmSync(place.surroundings.keyFile);
    const done = await rebuild(anew, place.surroundings);
    expect(done).toMatchObject({ contentHash: hash, snapshots: 5, version: liveVersion(place.dataDir) });
    expect(await storeRows(place)).toEqual(rows);
    expect(await rejects(null, place.surroundings)).toEqual(list);
    expect(liveRejects(place.dataDir)).toEqual(published);
    expect(storeFiles(place).sort()).toEqual(['store.duckdb', 'store.seal.json']);
    expect(await verify(place.surroundings)).toMatchObject({ passed: true, store: { state: 'whole' } });
  });

  it('gives the same again while the store is whole, and keeps no copy of it', async () => {
    expect(await rebuild(anew, place.surroundings)).toMatchObject({ contentHash: hash, snapshots: 5 });
    expect(await storeRows(place)).toEqual(rows);
    expect(storeFiles(place).sort()).toEqual(['store.duckdb', 'store.seal.json']);
  });
});

describe('accepted rows', () => {
  const place = makePlace('2026-03-25');
  const { private: folder, store } = places(place.dataDir);
  const accepted = join(folder, 'accepted');
  let hash = '';
  let folders: string[] = [];

  beforeAll(async () => {
    folders = writeGoldenWorld(place);
    await place.load(folders, accept);
    hash = liveManifest(place.dataDir).content_hash;
    cpSync(accepted, join(place.root, 'accepted'), { recursive: true });
  });

  afterAll(() => place.remove());

  const restore = () => {
    rmSync(accepted, { recursive: true, force: true });
    cpSync(join(place.root, 'accepted'), accepted, { recursive: true });
  };

  it('hold pseudonyms only', async () => {
    const files = Object.keys(hashesBelow(accepted)).filter((path) => path.endsWith('.parquet'));
    const database = await openMemory();
    const texts = [];
    for (const path of files)
      texts.push(
        ...(await database.all(`select rows::varchar as text from read_parquet('${path}') as rows`)),
      );
    database.close();
    // Nine, seven and ten cases: what is searched is read.
    expect(texts.filter(({ text }) => /K[01]\d/.test(String(text)))).toHaveLength(26);
    expect(texts.filter(({ text }) => /THE-/.test(String(text)))).toEqual([]);
  });

  it.each(['cases.parquet', 'loads.parquet'])(
    'that are damaged are refused by their name, and nothing changes: %s',
    async (name) => {
      const path = join(accepted, '2026-02-28', name);
      flipBit(path);
      const before = hashesBelow(place.dataDir);
      expect(await refusalInBoth(rebuild(anew, place.surroundings))).toMatchObject({
        reason: 'unreadable_file',
        file: path,
      });
      expect(hashesBelow(place.dataDir)).toEqual(before);
      restore();
    },
  );

  it('that are missing, or have lost their index, are written again from a store that is whole', async () => {
    rmSync(join(accepted, '2026-02-28'), { recursive: true });
    flipBit(join(accepted, '2026-01-31', 'snapshot.json'));
    await place.load([folders[0] ?? '']);
    const { kept } = await verify(place.surroundings);
    expect(kept).toEqual(
      ['2026-01-31', '2026-02-28', '2026-03-20'].map((as_of) => ({ as_of, passed: true, damaged: [] })),
    );
    rmSync(join(accepted, '2026-02-28'), { recursive: true });
    expect(await rebuild(anew, place.surroundings)).toMatchObject({ contentHash: hash, snapshots: 3 });
  });

  it('that are missing together with the store are refused, unless it is asked to do without', async () => {
    restore();
    rmSync(join(accepted, '2026-02-28'), { recursive: true });
    rmSync(store);
    expect(await refusalInBoth(rebuild(anew, place.surroundings))).toMatchObject({
      reason: 'missing_file',
      file: join(accepted, '2026-02-28'),
      hint: expect.stringContaining('--accept-missing'),
    });
    expect(existsSync(store)).toBe(false);
    expect(await rebuild({ acceptMissing: true }, place.surroundings)).toMatchObject({ snapshots: 2 });
    restore();
    expect(await rebuild(anew, place.surroundings)).toMatchObject({ contentHash: hash, snapshots: 3 });
  });

  it('are refused without an index that can be read, or of another layout', async () => {
    const index = join(accepted, '2026-01-31', 'snapshot.json');
    rmSync(store);
    flipBit(`${index}.sha256`);
    const refused = { reason: 'unreadable_file', file: index };
    expect(await refusalInBoth(rebuild(anew, place.surroundings))).toMatchObject(refused);
    restore();
    const other = Buffer.from(readFileSync(index, 'utf8').replace('"format": 1', '"format": 2'));
    for (const path of [index, `${index}.sha256`]) chmodSync(path, 0o640);
    writeFileSync(index, other);
    writeFileSync(`${index}.sha256`, sidecarText('snapshot.json', other));
    expect(await refusalInBoth(rebuild(anew, place.surroundings))).toMatchObject({
      ...refused,
      found: 'format 2',
    });
  });

  it('that were never there are missed', async () => {
    const empty = makePlace('2026-03-25');
    expect(await refusalInBoth(rebuild(anew, empty.surroundings))).toMatchObject({
      reason: 'missing_file',
      hint: expect.stringContaining('etl -- load'),
    });
    empty.remove();
  });
});
