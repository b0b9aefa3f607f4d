import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { verify } from '#etl/jobs/verify.ts';
import { verifyAudit } from '../../../src/lib/server/audit/verify.ts';
import { openState } from '../../../src/lib/server/state/open.ts';
import { Refused } from '../../../src/programs/answer.ts';
import { writeBackup } from '../../../src/programs/backup/write.ts';
import { hashesBelow, liveManifest, surroundingsAt } from '../../etl/support.ts';
import { run, start, startProgram } from '../../support/command.ts';
import { backup, files, fresh, ownBackupWorld, place, restore } from './backup-world.ts';

ownBackupWorld();

async function checkOf(dataDir: string) {
  const state = await openState(dataDir);
  try {
    const sessions = await state.selectFrom('sessions').selectAll().execute();
    return { sessions: sessions.length, audit: await verifyAudit(state) };
  } finally {
    await state.destroy();
  }
}

describe('a backup', () => {
  it('restores to the same content, readable by this user alone, with the audit whole', async () => {
    const file = fresh('whole');
    expect(await backup(file)).toMatchObject({ file, with_key: true });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const target = fresh('restored');
    const { keys } = await restore(file, target);
    expect(keys.sort()).toEqual(['audit.key', 'pseudonym.key']);
    expect(liveManifest(target).content_hash).toBe(liveManifest(place.dataDir).content_hash);
    expect(await verify(surroundingsAt(target, '2026-11-02'))).toMatchObject({
      passed: true,
      store: { state: 'whole' },
    });
    const { sessions, audit } = await checkOf(target);
    expect({ sessions, passed: audit.passed }).toEqual({ sessions: 0, passed: true });
    for (const folder of ['settings', 'published', 'private/accepted']) {
      const below = (dataDir: string) =>
        Object.entries(hashesBelow(join(dataDir, folder))).map(([path, hash]) => [
          path.slice(dataDir.length),
          hash,
        ]);
      expect(below(target)).toEqual(below(place.dataDir));
      expect(below(target)).not.toEqual([]);
    }
    const next = place.snapshot('2026-02-28', files);
    expect(await run(['etl', 'load', next], { dataDir: target })).toMatchObject({ code: 0 });
  });

  it('without keys holds none, and what is restored from it loads nothing until they are back', async () => {
    const file = fresh('keyless');
    await backup(file, false);
    const plain = gunzipSync(readFileSync(file)).toString('latin1');
    const key = readFileSync(place.surroundings.keyFile, 'latin1').trim();
    expect(plain).not.toContain(key);
    const target = fresh('restored');
    expect((await restore(file, target)).keys).toEqual([]);
    const next = place.snapshot('2026-02-28', files);
    const load = () => run(['etl', 'load', next], { dataDir: target });
    expect(await load()).toMatchObject({ code: 1 });
    cpSync(join(place.dataDir, 'key', 'audit.key'), join(target, 'key', 'audit.key'));
    expect(await load()).toMatchObject({ code: 1 });
    cpSync(place.surroundings.keyFile, join(target, 'key', 'pseudonym.key'));
    expect(await load()).toMatchObject({ code: 0 });
  });

  it('with keys shows none of them', async () => {
    const file = fresh('sealed');
    await backup(file);
    const plain = gunzipSync(readFileSync(file)).toString('latin1');
    for (const name of ['pseudonym.key', 'audit.key']) {
      expect(plain).not.toContain(readFileSync(join(place.dataDir, 'key', name), 'latin1').trim());
    }
  });

  it('is consistent while the state is written and a load may start beside it', async () => {
    const file = fresh('beside');
    const { dataDir } = place;
    const manyEvents = ['test/src/lib/server/audit/many-events.ts', 'An', '400'];
    const writer = startProgram(manyEvents, { dataDir });
    const load = start(['etl', 'load', place.snapshot('2026-03-31', files)], { dataDir });
    const codes: (number | null)[] = [];
    for (let i = 0; codes.at(-1) !== 0 && i < 20; i++) {
      codes.push((await run(['admin', 'backup', file, '--json'], { dataDir })).code);
    }
    const [{ code: loaded }] = await Promise.all([load.ended, writer.ended]);
    expect(codes.slice(0, -1).every((code) => code === 3) && codes.at(-1) === 0).toBe(true);
    expect([0, 3]).toContain(loaded);
    const target = fresh('restored');
    await restore(file, target);
    cpSync(join(place.dataDir, 'key', 'audit.key'), join(target, 'key', 'audit.key'));
    expect((await verify(surroundingsAt(target, '2026-11-02'))).passed).toBe(true);
    expect((await checkOf(target)).audit.passed).toBe(true);
  });

  it('refuses a place inside the data folder, a name that is taken, and a short passphrase', async () => {
    const taken = fresh('taken');
    writeFileSync(taken, 'mine');
    await expect(backup(join(place.dataDir, 'b'))).rejects.toThrow(Refused);
    await expect(backup(taken)).rejects.toThrow(Refused);
    expect(readFileSync(taken, 'utf8')).toBe('mine');
    await expect(
      writeBackup(fresh('short'), { passphrase: 'ngắn', program: '0' }, place.surroundings),
    ).rejects.toThrow('12');
  });

  it('that cannot be written down in the audit is not made', async () => {
    const file = fresh('unrecorded');
    const key = join(place.dataDir, 'key', 'audit.key');
    const kept = readFileSync(key);
    rmSync(key);
    await expect(backup(file)).rejects.toThrow('audit.key');
    writeFileSync(key, kept, { mode: 0o600 });
    expect(existsSync(file)).toBe(false);
  });

  it('that is killed, or fills the disk, leaves no file of its name, and the next one clears up', async () => {
    mkdirSync(join(place.root, 'kills'));
    const file = join(place.root, 'kills', 'b.tgz');
    // Never to be compressed, so that writing it takes a while.
    writeFileSync(join(place.dataDir, 'settings', 'large.bin'), Buffer.alloc(150_000_000));
    // A kill may also come when all is done: then the file is whole.
    for (const wait of [400, 700, 1000, 1300]) {
      const { child, ended } = start(['admin', 'backup', file], place);
      setTimeout(() => child.kill('SIGKILL'), wait);
      const { code } = await ended;
      if (code !== 0 && existsSync(file)) await restore(file, fresh('after-kill'));
      rmSync(file, { force: true });
    }
    const within = ['prlimit', '--fsize=500000'];
    expect(await run(['admin', 'backup', file], { dataDir: place.dataDir, within })).toMatchObject({
      code: 1,
    });
    expect(existsSync(file)).toBe(false);
    rmSync(join(place.dataDir, 'settings', 'large.bin'));
    await backup(file);
    expect(readdirSync(join(place.root, 'kills'))).toEqual(['b.tgz']);
    expect(readdirSync(join(place.dataDir, 'private')).filter((name) => name.startsWith('.'))).toEqual([]);
  });
});
