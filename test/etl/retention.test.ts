import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { rollback } from '#etl/jobs/rollback.ts';
import { listVersions, undo } from '#etl/jobs/versions.ts';
import { processMark } from '#etl/steps/process.ts';
import { keptVersions } from '#etl/steps/retention.ts';
import { places } from '#etl/surroundings.ts';
import { SettingError } from '#warehouse/reference.ts';
import { writeGoldenWorld } from './golden-world.ts';
import { hashesBelow, lines, makePlace } from './support.ts';

const accept = { acceptDrop: true };
const policy = { keepDays: 10, keepMonthEnds: true };
const now = new Date('2026-11-22T12:00:00Z');

/** Lines of version, time of publish (`?` unknown) and why it is kept (`-` not at all). */
function parse(table: string) {
  const rows = lines(table).map((line) => line.split(' '));
  return {
    ages: rows.map(([version = '', time = '']) => ({ version, publishedAt: time === '?' ? null : time })),
    kept: Object.fromEntries(rows.map(([version = '', , why]) => [version, why === '-' ? null : why])),
  };
}

describe('the versions that stay', () => {
  it('are the live one, the one before it, the last of each month and all of ten days', () => {
    const { ages, kept } = parse(`
      2026-08-31.001 2026-09-01T08:00:00Z -
      2026-08-31.002 2026-09-02T08:00:00Z month_end
      2026-09-15.001 2026-09-16T08:00:00Z -
      2026-09-30.001 2026-10-01T08:00:00Z -
      2026-09-30.002 2026-11-12T12:00:00Z month_end
      2026-10-15.001 2026-11-12T11:59:59Z -            # ten days and a second ago
      2026-10-20.001 2026-11-12T12:00:00Z recent
      2026-10-31.001 2026-11-01T08:00:00Z -
      2026-10-31.002 ?                    damaged      # nobody can tell how old it is
      2026-10-31.003 2026-11-02T08:00:00Z before_live
      2026-10-31.004 2026-11-03T08:00:00Z live
      2026-10-31.005 2026-11-21T08:00:00Z month_end`);
    expect(Object.fromEntries(keptVersions(ages, '2026-10-31.004', { policy, now }))).toEqual(kept);
  });

  it('are by name when current.json does not say which one is live', () => {
    const { ages, kept } = parse(`
      2026-10-30.001 2026-10-31T08:00:00Z -
      2026-10-31.001 2026-11-01T08:00:00Z month_end`);
    expect(Object.fromEntries(keptVersions(ages, null, { policy, now }))).toEqual(kept);
  });

  it('are fewer or more by another policy', () => {
    const { ages } = parse(`
      2026-09-30.001 2026-10-01T08:00:00Z
      2026-10-30.001 2026-10-31T08:00:00Z
      2026-10-31.001 2026-11-01T08:00:00Z
      2026-10-31.002 2026-11-21T08:00:00Z`);
    const kept = (other: Partial<typeof policy>) => [
      ...keptVersions(ages, '2026-10-31.002', { policy: { ...policy, ...other }, now }).values(),
    ];
    expect(kept({ keepMonthEnds: false })).toEqual([null, null, 'before_live', 'live']);
    expect(kept({ keepDays: 30 })).toEqual(['month_end', 'recent', 'before_live', 'live']);
  });
});

describe('a publish', () => {
  const place = makePlace('2026-03-25');
  const folders = writeGoldenWorld(place);
  const [january = '', february = '', march = ''] = folders;
  const { published, private: folder } = places(place.dataDir);
  const onDay = (day: string) => (place.surroundings.now = () => new Date(`${day}T12:00:00`));
  const marks = () => listVersions(place.surroundings).map(({ version, kept }) => `${version} ${kept}`);

  afterAll(() => place.remove());

  it('takes away what stays no longer, and never gives its name again', async () => {
    await place.load([january, february], accept);
    await place.load([march], accept);
    await undo(place.surroundings);
    await place.load([march], accept);
    // On the same day everything is young; 2026-03-20.001 is still there to go back to.
    expect(marks()).toEqual([
      '2026-02-28.001 recent',
      '2026-02-28.002 month_end',
      '2026-03-20.001 before_live',
      '2026-03-20.002 live',
    ]);
    await undo(place.surroundings);
    expect(marks().at(-1)).toBe('2026-03-20.002 month_end');
    onDay('2026-04-10');
    expect(marks()[0]).toBe('2026-02-28.001 null');
    await place.load([march], accept);
    expect(marks()).toEqual([
      '2026-02-28.003 month_end',
      '2026-03-20.002 before_live',
      '2026-03-20.003 live',
    ]);
    onDay('2026-04-11');
    place.setting('retention.csv', 'keep_days,keep_month_ends\n0,false\n');
    await undo(place.surroundings);
    expect(marks()).toEqual(['2026-02-28.003 before_live', '2026-02-28.004 live']);
    expect(await place.load([march], accept)).toMatchObject({ version: '2026-03-20.004' });
    expect(readdirSync(published).sort()).toEqual(['2026-02-28.004', '2026-03-20.004', 'current.json']);
    expect(await rollback(undefined, place.surroundings)).toEqual({ version: '2026-02-28.004' });
  });

  it.each(['keep_days,keep_month_ends\n', 'keep_days,keep_month_ends\n-1,true\n', 'days\n10\n', ''])(
    'is refused, and changes nothing, when the policy cannot be taken: %j',
    async (text) => {
      place.setting('retention.csv', text);
      const before = hashesBelow(place.dataDir);
      await expect(undo(place.surroundings)).rejects.toThrow(SettingError);
      expect(hashesBelow(place.dataDir)).toEqual(before);
      place.setting('retention.csv', 'keep_days,keep_month_ends\n10,true\n');
    },
  );

  it('sweeps what dead processes left, and nothing of a living one', async () => {
    const living = processMark(process.ppid) ?? '';
    const dead = living.replace(/-\d+-/, '-1-');
    const left = (mark: string) => [
      join(published, `.new-${mark}`),
      join(published, `.gone-${mark}`),
      join(folder, 'accepted', `.new-${mark}`),
      join(folder, `load.lock.${mark}`),
    ];
    for (const path of [...left(living), ...left(dead)]) mkdirSync(path);
    writeFileSync(join(folder, `store.duckdb.new-${dead}`), '');
    writeFileSync(join(folder, `store.duckdb.new-${dead}.wal`), '');
    writeFileSync(join(published, `current.json.${dead}`), '');
    await undo(place.surroundings);
    expect(left(dead).filter((path) => existsSync(path))).toEqual([]);
    expect(left(living).filter((path) => existsSync(path))).toEqual(left(living));
    expect(readdirSync(folder).sort()).toEqual(
      ['accepted', `load.lock.${living}`, 'removed-versions.json', 'store.duckdb', 'store.seal.json'].sort(),
    );
  });
});
