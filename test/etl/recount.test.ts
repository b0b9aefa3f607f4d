import { chmodSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rebuild } from '#etl/jobs/rebuild.ts';
import { rollback } from '#etl/jobs/rollback.ts';
import { verifiedText, verify } from '#etl/jobs/verify.ts';
import { combinedHash, contentHashes } from '#etl/steps/content-hash.ts';
import { sealFolder } from '#etl/steps/seal.ts';
import { openMemory } from '#warehouse/open.server.ts';
import { csv, linesOf, liveManifest, livePath, makePlace, withLive } from './support.ts';

const place = makePlace('2026-04-02');
const decisions = 'marts.agg_decisions_by_month';

/** A full register of cases as of a day: twenty that no longer change, and `more`. */
function snapshot(asOf: string, more: readonly string[]): string {
  const head =
    'case_code organization_code case_type stage received_on concluded_on decision_on closed_on closing';
  const first = 'OLDEST G1 petition closed 2025-11-03 2025-11-10 . 2025-11-10 concluded';
  const others = Array.from(
    { length: 20 },
    (_, number) => `C${number} G1 petition closed 2025-12-08 2025-12-18 2025-12-29 2025-12-18 concluded`,
  );
  const folder = place.snapshot(asOf, {
    'organizations.csv':
      csv(`organization_code organization_name organization_level organization_type parent_code
      P Tỉnh province_committee . .\n G1 Một grassroots_cell agency P`),
    'members.csv': csv('member_code organization_code member_status\n M1 G1 official'),
    'cases.csv': csv([head, first, ...others, ...more].join('\n')),
    'notes.txt': '',
  });
  // What a load holds to be large, and carries on, goes by the size of all files.
  truncateSync(join(folder, 'notes.txt'), 16 * 1024 * 1024);
  return folder;
}

/** Publishes the live version once more with too few cases in one table, as a program would that counts wrongly. */
async function plantFault(): Promise<void> {
  const path = livePath(place.dataDir, 'warehouse.duckdb');
  const folder = dirname(path);
  const manifest = liveManifest(place.dataDir);
  for (const name of readdirSync(folder)) chmodSync(join(folder, name), 0o640);
  const database = await openMemory();
  await database.run(`attach '${path}' as version`);
  await database.run(`update version.${decisions} set concluded_before_count = concluded_before_count - 7`);
  await database.run('use version');
  const [changed] = await contentHashes(database, [decisions]);
  database.close();
  const hashes = { ...manifest.content_hashes, [decisions]: changed?.hash ?? '' };
  const all = Object.entries(hashes).map(([table, hash]) => ({ table, hash, rows: 0 }));
  for (const name of ['manifest.json', 'manifest.json.sha256']) rmSync(join(folder, name));
  await sealFolder(folder, 'manifest.json', {
    ...manifest,
    content_hashes: hashes,
    content_hash: combinedHash(all),
  });
}

const decided = () =>
  withLive(place.dataDir, 'warehouse', (database) =>
    linesOf(database, `select sum(concluded_before_count) from ${decisions}`),
  );

beforeAll(async () => {
  await place.load([snapshot('2025-12-31', []), snapshot('2026-01-31', [])]);
  await place.load([snapshot('2026-02-28', [])]);
});
afterAll(() => place.remove());

describe('a wrong figure in a published version', () => {
  it('is carried on by the next load of a large store, found by a recount alone', async () => {
    expect(await decided()).toEqual(['20']);
    await plantFault();
    place.told.length = 0;
    await place.load([
      snapshot('2026-03-31', [
        'NEW G1 petition closed 2026-03-02 2026-03-12 2026-03-13 2026-03-20 concluded',
      ]),
    ]);
    expect(place.told).not.toContain('dựng int_pending_months');
    expect(await decided()).toEqual(['14']);
    const left = await verify(place.surroundings, { recount: false });
    expect(left).toMatchObject({ passed: true, recount: { tables: [] } });
    expect(verifiedText(left)).toContain('--recount');
    expect(left.recount.told_en).toContain('--recount');
    for (const recount of [true, undefined]) {
      const found = await verify(place.surroundings, { recount });
      expect(found.passed).toBe(false);
      expect(found.tables.filter(({ passed }) => !passed)).toEqual([]);
      const wrong = found.recount.tables.filter(({ passed }) => !passed).map(({ table }) => table);
      expect(wrong).toEqual([decisions, 'marts.agg_decisions_by_type']);
      expect(verifiedText(found)).toContain(`${decisions} khác khi đếm lại từ kho`);
    }
  });

  it('is mended by rebuild, and does not come back where the newest snapshot is replaced', async () => {
    place.surroundings.now = () => new Date('2026-04-02T13:00:00');
    await rebuild({ acceptMissing: false }, place.surroundings);
    expect(await decided()).toEqual(['21']);
    const other = snapshot('2026-03-31', ['NEW G1 petition intake 2026-03-02 . . . .']);
    await place.load([other], { replace: true });
    expect(await decided()).toEqual(['20']);
    expect(await verify(place.surroundings)).toMatchObject({ passed: true, recount: { passed: true } });
  });
});

describe('a recount', () => {
  it('counts what a version shows where the store has later snapshots', async () => {
    await rollback('2026-01-31.001', place.surroundings);
    const { passed, recount } = await verify(place.surroundings, { recount: true });
    expect([passed, recount.tables.length > 15]).toEqual([true, true]);
  });

  it('that is asked for does not pass where other rules hold now, and says so', async () => {
    place.setting(
      'time-limits.csv',
      csv('case_type workdays valid_from valid_to source\n petition 9 2025-01-01 2030-01-01 thử'),
    );
    const found = await verify(place.surroundings, { recount: true });
    expect([found.passed, found.recount.tables]).toEqual([false, []]);
    expect(verifiedText(found)).toContain('thời hạn hoặc lịch đã khác lúc công bố');
    expect(found.recount.told_en).toContain('time limits or calendar');
    expect((await verify(place.surroundings)).passed).toBe(true);
    place.surroundings.settings = null;
  });

  it('is not done where the snapshots behind the version were replaced', async () => {
    await rollback('2026-03-31.001', place.surroundings);
    expect((await verify(place.surroundings)).recount.told_en).toContain('other snapshots');
  });

  it('is not done with a store whose last writer was killed', async () => {
    writeFileSync(join(place.dataDir, 'private', 'store.seal.json'), '{"state":"writing"}');
    expect(await verify(place.surroundings, { recount: true })).toMatchObject({
      passed: false,
      recount: { told_en: expect.stringContaining('being written') },
    });
  });
});
