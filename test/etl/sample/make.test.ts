import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeSample } from '#etl/sample/make.ts';
import { openMemory } from '#warehouse/open.server.ts';
import { firstRow, makeMonths, scratchFolder } from './support.ts';

let scratch: Awaited<ReturnType<typeof scratchFolder>>;

beforeAll(async () => {
  scratch = await scratchFolder();
});

afterAll(() => scratch.remove());

async function digest(folder: string): Promise<string> {
  const sum = createHash('sha256');
  for (const snapshot of (await readdir(folder)).sort()) {
    for (const file of (await readdir(join(folder, snapshot))).sort()) {
      sum.update(`${snapshot}/${file}\n`).update(await readFile(join(folder, snapshot, file)));
    }
  }
  return sum.digest('hex');
}

describe('makeSample', () => {
  it('gives the same bytes for the same seed, others for another', async () => {
    const span = { from: '2022-05', until: '2022-06' };
    await makeMonths(join(scratch.path, 'one'), span);
    await makeMonths(join(scratch.path, 'two'), span);
    await makeMonths(join(scratch.path, 'other'), { ...span, seed: 8 });
    const first = await digest(join(scratch.path, 'one'));
    expect(await digest(join(scratch.path, 'two'))).toBe(first);
    expect(await digest(join(scratch.path, 'other'))).not.toBe(first);
  });

  it('writes the months asked for, each as of its last day, and no other folder', async () => {
    const out = join(scratch.path, 'span');
    const seen: string[] = [];
    const report = await makeSample({
      ...{ out, scale: 'block', seed: 1, format: 'csv', from: '2020-01', until: '2020-02' },
      onProgress: (done, total, label) => seen.push(`${done}/${total} ${label}`),
    });
    expect(await readdir(out)).toEqual(['2020-01-31', '2020-02-29']);
    expect(report.snapshots.map((snapshot) => snapshot.as_of)).toEqual(['2020-01-31', '2020-02-29']);
    expect(seen).toEqual(['0/3 history', '1/3 2020-01', '2/3 2020-02', '3/3 done']);
  });

  it('writes Parquet with the same rows', async () => {
    const out = join(scratch.path, 'parquet');
    const report = await makeSample({
      ...{ out, scale: 'block', seed: 1, format: 'parquet', from: '2020-06', until: '2020-06' },
    });
    const database = await openMemory();
    const counted = await firstRow(database, `select count(*) from '${out}/2020-06-30/members.parquet'`);
    database.close();
    expect(counted).toEqual([4857]);
    expect(report.snapshots[0]?.rows.members).toBe(4857);
  });

  it('leaves a folder alone that is no sample', async () => {
    const out = join(scratch.path, 'foreign');
    await mkdir(join(out, '2020-06-30'), { recursive: true });
    await writeFile(join(out, '2020-06-30', 'snapshot.json'), '{"source": "a real office"}');
    const making = makeMonths(out, { from: '2020-06', until: '2020-06' });
    await expect(making).rejects.toThrow('is no sample snapshot');
    expect(await readdir(join(out, '2020-06-30'))).toEqual(['snapshot.json']);
  });

  it('says which months there are when asked for another', async () => {
    const out = join(scratch.path, 'none');
    await expect(makeMonths(out, { from: '2030-01' })).rejects.toThrow('2019-03 to 2026-10');
    await expect(makeMonths(out, { from: '2020-13' })).rejects.toThrow('expected YYYY-MM');
  });

  it('makes a province of 147,054 members below one province committee', async () => {
    const out = join(scratch.path, 'province');
    const report = await makeSample({
      ...{ out, scale: 'province', seed: 1, format: 'parquet', from: '2026-10', until: '2026-10' },
    });
    const database = await openMemory();
    const levels = await database.all(
      `select organization_level, count(*)::integer as n from '${out}/2026-10-31/organizations.parquet'
       group by organization_level order by n`,
    );
    database.close();
    expect(report.snapshots[0]?.rows).toMatchObject({
      members: 147_054,
      cases: 225_000,
      organizations: 8640,
    });
    expect(levels.slice(0, 2)).toEqual([
      { organization_level: 'province_committee', n: 1 },
      { organization_level: 'upper_committee', n: 139 },
    ]);
  });
});
