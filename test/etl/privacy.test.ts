import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { places } from '#etl/surroundings.ts';
import { openMemory } from '#warehouse/open.server.ts';
import { bytesBelow, csv, linesOf, makePlace, refusalOf, withLive } from './support.ts';

const place = makePlace('2026-03-25');
const organizations = csv(`organization_code organization_name organization_level\n A Tên grassroots_cell`);
const months = ['2026-01-31', '2026-02-28', '2026-03-20'];

/** A register of members whose codes change from month to month, so that pages of the store are freed and used again. */
function members(month: number): string {
  const rows = Array.from({ length: 400 }, (_, i) => `KINTHE-${month}-${i} A official`);
  return csv(
    `member_code organization_code member_status\n${rows.join('\n')}\n KINTHE-LAP A official\n KINTHE-LAP A exempt`,
  );
}

const cases = csv(`case_code organization_code member_code case_type stage received_on
  KINHS-1 A KINTHE-1-1 petition intake 2026-01-05
  KINHS-2 A KINTHE-1-2 petition Kín_đáo_lạ 2026-01-05
  KINHS-3 A . petition intake không~ngày
  KINTHE-LECH A petition intake 2026-01-05`);

beforeAll(async () => {
  const folders = months.map((asOf, month) =>
    place.snapshot(asOf, {
      'organizations.csv': organizations,
      'members.csv': members(month),
      'cases.csv': cases,
    }),
  );
  await place.load(folders.slice(0, 1));
  await place.load(folders);
});

afterAll(() => place.remove());

/** Files below a folder that hold one of the words, in any of their bytes. */
function holding(folder: string, words: readonly string[]): string[] {
  return [...bytesBelow(folder)].flatMap(([path, bytes]) =>
    words
      .filter((word) => bytes.includes(word) || bytes.includes(Buffer.from(word, 'utf16le')))
      .map((word) => `${path}: ${word}`),
  );
}

it('no byte of a published file holds a member code, a case code or a rejected value', () => {
  expect(holding(places(place.dataDir).published, ['KINTHE', 'KINHS', 'Kín_đáo', 'không ngày'])).toEqual([]);
});

it('no byte of the data directory holds a member code, not even where a row was shifted by a lost field', () => {
  expect(holding(place.dataDir, ['KINTHE'])).toEqual([]);
});

it('nor does any value of the accepted rows, which are compressed', async () => {
  const files = [...bytesBelow(join(place.dataDir, 'private', 'accepted')).keys()].filter((path) =>
    path.endsWith('.parquet'),
  );
  const memory = await openMemory();
  for (const file of files) {
    const [found] = await memory.all(
      `select count(*) as row_count, count(*) filter (cast(kept as varchar) like '%KINTHE%') as told from read_parquet($1) as kept`,
      [file],
    );
    expect(found).toMatchObject({ told: 0 });
    expect(Number(found?.row_count)).toBeGreaterThan(0);
  }
  memory.close();
  expect(files.length).toBeGreaterThan(months.length);
});

it('the same member has one pseudonym over time, of which no published table knows anything', async () => {
  const columns = await withLive(place.dataDir, 'analyst', (database) =>
    linesOf(
      database,
      `select table_name, column_name from information_schema.columns where column_name ~ 'member|case_code|person|hash'`,
    ),
  );
  expect(columns.filter((name) => !/ (member_count|sha256)$/.test(name))).toEqual([]);
  const uuids = await withLive(place.dataDir, 'analyst', (database) =>
    linesOf(
      database,
      `select table_name from information_schema.columns where data_type in ('UUID', 'BLOB')`,
    ),
  );
  expect(uuids).toEqual([]);
});

it('nothing that was told holds an identifier or a rejected value', async () => {
  const bad = csv(`member_code organization_code member_status
    ${Array.from({ length: 20 }, (_, i) => `KINTHE-${i} A KínTrạngThái`).join('\n')}`);
  const files = { 'organizations.csv': organizations, 'members.csv': bad, 'cases.csv': cases };
  const refusal = await refusalOf(place.load([place.snapshot('2026-03-24', files)], { acceptDrop: true }));
  expect(refusal.reason).toBe('too_many_rejects');
  expect(JSON.stringify([refusal, place.told])).not.toMatch(/KINTHE|KINHS|Kín|không ngày/);
});

it('the key is in no file but its own', () => {
  const key = readFileSync(place.surroundings.keyFile, 'utf8').trim();
  expect(holding(place.dataDir, [key])).toEqual([`${join(place.dataDir, 'key', 'pseudonym.key')}: ${key}`]);
  const raw = Buffer.from(key, 'hex');
  expect([...bytesBelow(place.dataDir)].filter(([, bytes]) => bytes.includes(raw))).toEqual([]);
});
