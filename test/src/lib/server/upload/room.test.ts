import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeRoom, NoRoom, sweepRooms } from '$lib/server/upload/room';

const uid = process.getuid?.() ?? 0;
let memory: string;
let disk: string;

beforeAll(() => {
  memory = mkdtempSync('/dev/shm/room-test-');
  disk = mkdtempSync(join(tmpdir(), 'room-test-'));
});

afterAll(() => {
  for (const folder of [memory, disk]) rmSync(folder, { recursive: true, force: true });
});

function reasonOf(work: () => unknown): string {
  try {
    work();
  } catch (cause) {
    if (cause instanceof NoRoom) return cause.reason;
    throw cause;
  }
  return 'none';
}

describe('the room for uploads', () => {
  it('is a folder in memory that only this user may enter', () => {
    const room = makeRoom(memory);
    expect(statSync(room.folder).mode & 0o777).toBe(0o700);
    expect(room.free()).toBeGreaterThan(1_000_000);
    room.remove();
    expect(existsSync(room.folder)).toBe(false);
  });

  it('is refused where files would reach a disk, or where there is no such place', () => {
    expect(reasonOf(() => makeRoom(disk))).toBe('not_memory');
    expect(reasonOf(() => makeRoom(join(memory, 'missing')))).toBe('missing');
  });

  it('is swept of what dead servers left, and of nothing else', () => {
    const own = makeRoom(memory);
    const dead = join(memory, `lang-kinh-${uid}-${process.pid}-1`);
    const kept = [
      own.folder,
      join(memory, `lang-kinh-${uid + 1}-999999-1`),
      join(memory, `lang-kinh-${uid}-999999`),
      join(memory, 'other'),
    ];
    for (const folder of [dead, ...kept.slice(1)]) mkdirSync(folder);
    writeFileSync(join(dead, 'members.csv'), 'member_code\n');
    const link = join(memory, `lang-kinh-${uid}-999998-1`);
    symlinkSync(disk, link);
    expect(sweepRooms(memory)).toBe(1);
    expect(existsSync(dead)).toBe(false);
    expect(kept.map((folder) => existsSync(folder))).toEqual([true, true, true, true]);
    expect(existsSync(link)).toBe(true);
  });

  it('has nothing to sweep where there is no such place', () => {
    expect(sweepRooms(join(memory, 'missing'))).toBe(0);
  });
});
