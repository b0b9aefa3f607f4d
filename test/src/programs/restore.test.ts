import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createGzip, gunzipSync, gzipSync } from 'node:zlib';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { pack, type Headers } from 'tar-stream';
import { beforeAll, describe, expect, it } from 'vitest';
import { Refused } from '../../../src/programs/answer.ts';
import { run } from '../../support/command.ts';
import { backup, fresh, ownBackupWorld, passphrase, place, restore } from './backup-world.ts';

ownBackupWorld();

/** Whether two packed files hold the same; a file that cannot be unpacked holds nothing. */
function isSameInside(one: Buffer, other: Buffer): boolean {
  try {
    return gunzipSync(one).equals(gunzipSync(other));
  } catch {
    return false;
  }
}

/** An archive with a good beginning and end, and whatever entries between. */
function archiveOf(headers: readonly Headers[]): Promise<Buffer> {
  const archive = pack();
  const head = { format: 1, created_at: '', program: '0', bytes: 0, files: 1, has_keys: false };
  archive.entry({ name: 'lang-kinh-backup.json' }, JSON.stringify(head));
  for (const header of headers) {
    if (header.type) archive.entry(header);
    else archive.entry(header, 'evil');
  }
  archive.entry({ name: 'manifest.json' }, JSON.stringify({ files: [], folders: [] }));
  archive.finalize();
  return buffer(archive.pipe(createGzip()));
}

describe('restoring', () => {
  const file = join(place.root, 'good.tgz');
  beforeAll(async () => void (await backup(file)));

  async function refuses(damaged: Buffer, words = passphrase): Promise<string> {
    const [bad, target] = [fresh('bad'), fresh('never')];
    writeFileSync(bad, damaged);
    const error = await restore(bad, target, words).catch((cause: unknown) => cause);
    expect(existsSync(target)).toBe(false);
    expect(readdirSync(place.root).filter((name) => name.includes('.restoring-'))).toEqual([]);
    expect(error).toBeInstanceOf(Refused);
    return String(error);
  }

  it('refuses a folder that holds something, and leaves it as it is', async () => {
    const target = fresh('full');
    mkdirSync(target);
    writeFileSync(join(target, 'mine'), 'x');
    await expect(restore(file, target)).rejects.toThrow(Refused);
    expect(readdirSync(target)).toEqual(['mine']);
  });

  it('takes a folder that is there and empty', async () => {
    const target = fresh('empty');
    mkdirSync(target);
    await restore(file, target);
    expect(existsSync(join(target, 'published', 'current.json'))).toBe(true);
  });

  it('refuses a wrong passphrase', async () => {
    expect(await refuses(readFileSync(file), 'một cụm mật khẩu khác')).toContain('mật khẩu');
  });

  it('refuses a file that was cut or changed anywhere', async () => {
    const whole = readFileSync(file);
    for (const share of [0.001, 0.3, 0.7, 0.999])
      await refuses(whole.subarray(0, Math.floor(whole.length * share)));
    // The header's magic, the first and the middle of the data, the checksum.
    for (const at of [0, 20, Math.floor(whole.length / 2), whole.length - 6]) {
      const changed = Buffer.from(whole);
      changed[at] = (changed[at] ?? 0) ^ 0x10;
      // Within long runs of one byte some changes of the packed form mean the same.
      if (!isSameInside(changed, whole)) await refuses(changed);
    }
    await refuses(Buffer.from('not a backup'));
    await refuses(gzipSync('not an archive'));
  });

  it('refuses content that is not what the list tells, though the archive is whole', async () => {
    const plain = gunzipSync(readFileSync(file));
    const at = plain.indexOf('"published_at"');
    plain[at + 1] = 'P'.charCodeAt(0);
    expect(await refuses(gzipSync(plain))).toContain('mã băm');
  });

  it.each([
    ['a path above the folder', { name: 'data/../../evil' }],
    ['an absolute path', { name: '/tmp/evil' }],
    ['a path outside data', { name: 'evil' }],
    ['a link', { name: 'data/link', type: 'symlink', linkname: '/etc' }],
    ['a hard link', { name: 'data/link', type: 'link', linkname: '/etc/passwd' }],
    ['a device', { name: 'data/null', type: 'character-device' }],
  ] as const)('refuses %s', async (_, header) => {
    await refuses(await archiveOf([header]));
    expect(existsSync(join(place.root, '..', 'evil'))).toBe(false);
  });

  it('refuses a file named twice, and one that the list does not tell', async () => {
    for (const names of [['data/a', 'data/a'], ['data/a']]) {
      await refuses(await archiveOf(names.map((name) => ({ name }))));
    }
  });

  it('asks for the passphrase in a file that only its owner can read', async () => {
    const words = fresh('words');
    writeFileSync(words, `${passphrase}\n`, { mode: 0o644 });
    const dataDir = fresh('by-file');
    const command = ['admin', 'restore', file, '--passphrase-file', words];
    expect(await run(command, { dataDir })).toMatchObject({ code: 1 });
    writeFileSync(words, `${passphrase}\n`);
    spawnSync('chmod', ['600', words]);
    expect(await run(command, { dataDir })).toMatchObject({ code: 0 });
  });
});
