import { createHash, type Hash } from 'node:crypto';
import { once } from 'node:events';
import {
  createWriteStream,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { open } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { pack, type Pack } from 'tar-stream';
import { withLock } from '#etl/steps/lock.ts';
import { livingPid, ownMark } from '#etl/steps/process.ts';
import { flush } from '#etl/steps/seal.ts';
import type { Surroundings } from '#etl/surroundings.ts';
import { anchorPath } from '../../lib/server/audit/anchor.ts';
import { recordEvent } from '../../lib/server/audit/record.ts';
import { copyState, openState, statePath } from '../../lib/server/state/open.ts';
import { stateUrl } from '../../lib/server/state/url.ts';
import { Refused } from '../answer.ts';
import { operatorName } from '../operator.ts';
import { contentsOf, type Contents } from './contents.ts';
import { dataPrefix, entryNames, type BackupHead, type BackupList, type ListedFile } from './format.ts';
import { keysOf, sealKeys } from './keys.ts';

/** What was written. */
export interface Backup {
  file: string;
  bytes: number;
  sha256: string;
  files: number;
  with_key: boolean;
}

/** How a backup is made. */
export interface BackupOptions {
  passphrase: string | null;
  program: string;
  /** Accounts, sessions and audit are in PostgreSQL, and kept by its own means. */
  withoutState?: boolean;
}

/**
 * Writes everything that a data folder holds into one new file, readable by this user alone, while a server may read
 * and write beside it; a load waits for its end. The keys go along only under a passphrase. The file appears whole or
 * not at all. Throws Refused, BusyError, AuditUnwritable.
 */
export async function writeBackup(
  file: string,
  { passphrase, program, withoutState = false }: BackupOptions,
  surroundings: Surroundings,
): Promise<Backup> {
  const { dataDir } = surroundings;
  const path = resolve(file);
  refuseSharedState(withoutState);
  refusePlace(path, dataDir);
  return withLock(surroundings, async () => {
    const aside = `${path}.${ownMark()}.partial`;
    const copy = join(dataDir, 'private', `.backup-${ownMark()}`);
    sweep(path, dataDir);
    // Made where nothing was written down yet, so that there is something to copy.
    const state = await openState(dataDir);
    try {
      const keys = keysOf(dataDir, surroundings.keyFile);
      const sealed = passphrase === null ? null : await sealKeys(keys, passphrase);
      const { contents, anchor } = copyLiving(dataDir, withoutState ? null : copy);
      const written = await writeArchive(aside, {
        contents,
        anchor,
        sealed,
        program,
        now: surroundings.now(),
      });
      const backup = { file: path, ...written, with_key: sealed !== null };
      const { bytes, sha256, files, with_key } = backup;
      const detail = { bytes, sha256, files, with_key };
      const event = { actor: operatorName(), action: 'backup', verdict: 'done', detail } as const;
      await recordEvent(state, { ...event, object: basename(path) });
      refuseExisting(path);
      renameSync(aside, path);
      flush(dirname(path));
      return backup;
    } finally {
      await state.destroy();
      for (const left of [aside, copy, `${copy}-journal`]) rmSync(left, { force: true });
    }
  });
}

/** Half a backup must not be taken for a whole one; nor an empty state for the one that is elsewhere. */
function refuseSharedState(withoutState: boolean): void {
  const isShared = stateUrl() !== null;
  if (isShared && !withoutState)
    throw new Refused(
      'Tài khoản và nhật ký nằm ở PostgreSQL (STATE_URL_FILE), tệp sao lưu này không chứa được. Sao chúng bằng pg_dump, rồi chạy lại với --without-state để sao phần còn lại.',
    );
  if (!isShared && withoutState)
    throw new Refused('--without-state chỉ dùng khi tài khoản và nhật ký nằm ở PostgreSQL (STATE_URL_FILE).');
}

function refusePlace(path: string, dataDir: string): void {
  const way = relative(resolve(dataDir), path);
  if (!way.startsWith('..'))
    throw new Refused(`Tệp sao lưu phải nằm ngoài thư mục số liệu "${dataDir}": hỏng đĩa thì mất cả hai.`);
  if (!existsSync(dirname(path))) throw new Refused(`Không có thư mục "${dirname(path)}".`);
  if (!existsSync(join(dataDir, 'private')))
    throw new Refused(`Thư mục số liệu "${dataDir}" chưa có gì để sao lưu.`);
  refuseExisting(path);
}

function refuseExisting(path: string): void {
  if (existsSync(path)) throw new Refused(`Đã có "${path}". Chọn tên khác: bản sao lưu cũ không bị ghi đè.`);
}

/** Takes away what a backup that was killed left behind. */
function sweep(path: string, dataDir: string): void {
  const places: [string, RegExp][] = [
    [dirname(path), /\.(?<mark>\d+-\d+-[0-9a-f]{8})\.partial$/],
    [join(dataDir, 'private'), /^\.backup-(?<mark>\d+-\d+-[0-9a-f]{8})(-journal)?$/],
  ];
  for (const [folder, form] of places) {
    for (const name of readdirSync(folder)) {
      const mark = form.exec(name)?.groups?.['mark'];
      if (mark !== undefined && livingPid(mark) === null) rmSync(join(folder, name), { force: true });
    }
  }
}

/** `copy` null: without the state. The note of the audit is read before the table is copied: so the copy is never behind its note. */
function copyLiving(dataDir: string, copy: string | null): { contents: Contents; anchor: Buffer | null } {
  const anchor = existsSync(anchorPath(dataDir)) ? readFileSync(anchorPath(dataDir)) : null;
  if (copy !== null) copyState(dataDir, copy);
  const contents = contentsOf(dataDir);
  if (copy !== null) contents.files.push({ path: relative(dataDir, statePath(dataDir)), from: copy });
  return { contents, anchor };
}

interface Inside {
  contents: Contents;
  anchor: Buffer | null;
  sealed: string | null;
  program: string;
  now: Date;
}

async function writeArchive(
  aside: string,
  inside: Inside,
): Promise<{ bytes: number; sha256: string; files: number }> {
  const archive = pack();
  const hash = createHash('sha256');
  const target = createWriteStream(aside, { flags: 'wx', mode: 0o600 });
  const draining = pipeline(archive, createGzip({ level: 1 }), hashing(hash), target);
  const filling = fill(archive, inside);
  try {
    // A target that fails takes nothing more: filling it would wait for ever.
    await Promise.race([filling, draining]);
    await Promise.all([filling, draining]);
  } catch (cause) {
    archive.destroy();
    filling.catch(() => undefined);
    throw cause;
  }
  flush(aside);
  return { bytes: statSync(aside).size, sha256: hash.digest('hex'), files: await filling };
}

async function fill(archive: Pack, { contents, anchor, sealed, program, now }: Inside): Promise<number> {
  const list: BackupList = { files: [], folders: contents.folders };
  const head: BackupHead = {
    format: 1,
    created_at: now.toISOString(),
    program,
    bytes: contents.files.reduce((sum, { from }) => sum + statSync(from).size, 0),
    files: contents.files.length,
    has_keys: sealed !== null,
  };
  const texts = { mode: 0o600, mtime: now };
  const addText = (name: string, text: string | Buffer) => void archive.entry({ ...texts, name }, text);
  addText(entryNames.head, JSON.stringify(head));
  if (sealed !== null) addText(entryNames.keys, sealed);
  for (const { path, from } of contents.files) list.files.push(await addFile(archive, path, from));
  if (anchor) {
    const path = 'private/audit.anchor';
    addText(dataPrefix + path, anchor);
    const sha256 = createHash('sha256').update(anchor).digest('hex');
    list.files.push({ path, size: anchor.length, sha256, mode: 0o600, mtime_ms: now.getTime() });
  }
  addText(entryNames.list, JSON.stringify(list));
  archive.finalize();
  return list.files.length;
}

async function addFile(archive: Pack, path: string, from: string): Promise<ListedFile> {
  const handle = await open(from, 'r');
  try {
    const { size, mode, mtimeMs, mtime } = await handle.stat();
    const hash = createHash('sha256');
    const bits = mode & 0o777;
    const entry = archive.entry({ name: dataPrefix + path, size, mode: bits, mtime });
    if (size > 0) {
      const source = handle.createReadStream({ start: 0, end: size - 1, autoClose: false });
      for await (const chunk of source) {
        hash.update(chunk);
        if (!entry.write(chunk)) await once(entry, 'drain');
      }
    }
    entry.end();
    return { path, size, sha256: hash.digest('hex'), mode: bits, mtime_ms: mtimeMs };
  } finally {
    await handle.close();
  }
}

function hashing(hash: Hash): Transform {
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      done(null, chunk);
    },
  });
}
