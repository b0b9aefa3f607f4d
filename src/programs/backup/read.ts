import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { chmod, mkdir, open, rename, utimes, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { extract, type Entry } from 'tar-stream';
import { livingPid, ownMark } from '#etl/steps/process.ts';
import { flush } from '#etl/steps/seal.ts';
import { auditKeyPath } from '../../lib/server/audit/key.ts';
import { recordEvent } from '../../lib/server/audit/record.ts';
import { closeIntoOneFile, openState, statePath } from '../../lib/server/state/open.ts';
import { Refused } from '../answer.ts';
import { operatorName } from '../operator.ts';
import {
  dataPrefix,
  entryNames,
  isInside,
  type BackupHead,
  type BackupList,
  type ListedFile,
} from './format.ts';
import { unsealKeys, type Keys } from './keys.ts';

/** What was restored. */
export interface Restored {
  created_at: string;
  files: number;
  bytes: number;
  /** Names of the keys that came along. */
  keys: string[];
}

/** How the passphrase of the keys is had; null: the keys are left out. */
export type Passphrase = (() => Promise<string>) | null;

const mostText = 64 * 1024 * 1024;

/**
 * Puts a backup into a data folder that is empty or not there; all of it or nothing. Sessions of the old machine end.
 * Throws Refused: a folder that holds something, a damaged file, a wrong passphrase, a path out of the folder.
 */
export async function restoreBackup(
  file: string,
  dataDir: string,
  passphrase: Passphrase,
): Promise<Restored> {
  const target = resolve(dataDir);
  if (!existsSync(file)) throw new Refused(`Không có tệp "${file}".`);
  refuseFull(target);
  const aside = `${target}.restoring-${ownMark()}`;
  sweep(target);
  await mkdir(aside, { recursive: true, mode: 0o700 });
  try {
    const unpacked = await unpack(file, aside, passphrase);
    await place(aside, unpacked);
    await settleState(aside, file, unpacked.head);
    refuseFull(target);
    await rename(aside, target);
    flush(dirname(target));
    const { head, list, keys } = unpacked;
    const bytes = list.files.reduce((sum, each) => sum + each.size, 0);
    return { created_at: head.created_at, files: list.files.length, bytes, keys: Object.keys(keys) };
  } catch (cause) {
    throw refusal(cause, file, target);
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
}

function refuseFull(target: string): void {
  if (!existsSync(target)) return;
  if (!statSync(target).isDirectory() || readdirSync(target).length > 0) {
    throw new Refused(
      `"${target}" không trống. Chỉ khôi phục vào thư mục trống hoặc chưa có: đặt DATA_DIR khác, hoặc dời thư mục này đi.`,
    );
  }
}

function sweep(target: string): void {
  if (!existsSync(dirname(target))) return;
  for (const name of readdirSync(dirname(target))) {
    const start = `${basename(target)}.restoring-`;
    if (name.startsWith(start) && livingPid(name.slice(start.length)) === null)
      rmSync(join(dirname(target), name), { recursive: true, force: true });
  }
}

interface Unpacked {
  head: BackupHead;
  list: BackupList;
  keys: Keys;
  found: Map<string, { size: number; sha256: string }>;
}

async function unpack(file: string, aside: string, passphrase: Passphrase): Promise<Unpacked> {
  const entries = extract();
  const feeding = pipeline(createReadStream(file), createGunzip(), entries);
  const reading = readEntries(entries, aside, passphrase);
  try {
    await Promise.race([reading, feeding]);
    const [unpacked] = await Promise.all([reading, feeding]);
    return unpacked;
  } catch (cause) {
    entries.destroy();
    await Promise.allSettled([reading, feeding]);
    throw cause;
  }
}

async function readEntries(
  entries: AsyncIterable<Entry>,
  aside: string,
  passphrase: Passphrase,
): Promise<Unpacked> {
  const found: Unpacked['found'] = new Map();
  let head: BackupHead | null = null;
  let list: BackupList | null = null;
  let keys: Keys = {};
  for await (const entry of entries) {
    const { name, type } = entry.header;
    if (type !== 'file') throw damaged(`"${name}" không phải tệp thường`);
    if (list) throw damaged(`"${name}" đứng sau danh mục`);
    if (!head) {
      if (name !== entryNames.head) throw damaged('không bắt đầu như một tệp sao lưu của Lăng Kính');
      head = await readHead(entry);
    } else if (name === entryNames.keys) {
      const text = await textOf(entry);
      if (passphrase) keys = await unsealKeys(text, await passphrase());
    } else if (name === entryNames.list) list = await readList(entry);
    else await takeFile(entry, aside, found);
  }
  if (!head || !list) throw damaged('thiếu phần cuối');
  return { head, list, keys, found };
}

async function readHead(entry: Entry): Promise<BackupHead> {
  const head: BackupHead = JSON.parse(await textOf(entry));
  if (head.format !== 1)
    throw new Refused(
      'Tệp sao lưu do một phiên bản mới hơn của Lăng Kính ghi: cập nhật phần mềm rồi khôi phục.',
    );
  return head;
}

async function readList(entry: Entry): Promise<BackupList> {
  const list: BackupList = JSON.parse(await textOf(entry));
  const paths = [...list.files, ...list.folders].map(({ path }) => path);
  const outside = paths.find((path) => !isInside(path));
  if (outside !== undefined) throw damaged(`đường dẫn "${outside}" ra ngoài thư mục`);
  return list;
}

async function takeFile(entry: Entry, aside: string, found: Unpacked['found']): Promise<void> {
  const { name } = entry.header;
  const path = name.slice(dataPrefix.length);
  if (!name.startsWith(dataPrefix) || !isInside(path) || path === '.')
    throw damaged(`đường dẫn "${name}" ra ngoài thư mục`);
  if (found.has(path)) throw damaged(`"${path}" có hai lần`);
  const to = join(aside, path);
  await mkdir(dirname(to), { recursive: true, mode: 0o700 });
  const hash = createHash('sha256');
  const handle = await open(to, 'wx', 0o600);
  let size = 0;
  try {
    for await (const chunk of entry) {
      hash.update(chunk);
      size += chunk.length;
      await handle.writeFile(chunk);
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
  found.set(path, { size, sha256: hash.digest('hex') });
}

async function textOf(entry: Entry): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of entry) {
    size += chunk.length;
    if (size > mostText) throw damaged(`"${entry.header.name}" quá lớn`);
    chunks.push(Buffer.from(chunk));
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Holds every file to its hash; then modes and times as they were, and the keys, this user's alone. */
async function place(aside: string, { list, keys, found }: Unpacked): Promise<void> {
  for (const file of list.files) await placeFile(aside, file, found);
  const extra = [...found.keys()].find((path) => !list.files.some((file) => file.path === path));
  if (extra !== undefined) throw damaged(`"${extra}" không có trong danh mục`);
  if (Object.keys(keys).length > 0) await mkdir(join(aside, 'key'), { mode: 0o700 });
  for (const [name, text] of Object.entries(keys)) {
    const path = join(aside, 'key', name);
    await writeFile(path, text, { mode: 0o600, flag: 'wx' });
    flush(path);
  }
  for (const { path, mode } of list.folders) {
    await mkdir(join(aside, path), { recursive: true });
    await chmod(join(aside, path), (mode & 0o777) | 0o700);
    flush(join(aside, path));
  }
}

async function placeFile(aside: string, file: ListedFile, found: Unpacked['found']): Promise<void> {
  const { path, size, sha256, mode, mtime_ms: mtime } = file;
  const is = found.get(path);
  if (!is) throw damaged(`thiếu "${path}"`);
  if (is.size !== size || is.sha256 !== sha256) throw damaged(`"${path}" không khớp mã băm`);
  await chmod(join(aside, path), mode & 0o777);
  await utimes(join(aside, path), mtime / 1000, mtime / 1000);
}

/**
 * Who was signed in on the old machine is not signed in here; with the key, the audit goes on with this. A state in
 * PostgreSQL is none of a backup's business: it is neither in the file nor touched.
 */
async function settleState(aside: string, file: string, { created_at }: BackupHead): Promise<void> {
  if (!existsSync(statePath(aside))) return;
  const state = await openState(aside, null);
  try {
    await state.deleteFrom('sessions').execute();
    const event = { actor: operatorName(), action: 'restore', verdict: 'done' } as const;
    if (existsSync(auditKeyPath(aside)))
      await recordEvent(state, { ...event, object: basename(file), detail: { created_at } });
  } finally {
    await closeIntoOneFile(state);
  }
}

function damaged(what: string): Refused {
  return new Refused(`Tệp sao lưu hỏng hoặc bị sửa: ${what}. Không có gì được khôi phục; dùng một tệp khác.`);
}

/** What unpacking and parsing throw tells of a damaged file; what the system says stays as it is. */
function refusal(cause: unknown, file: string, target: string): unknown {
  if (cause instanceof Refused || !(cause instanceof Error)) return cause;
  const code = 'code' in cause ? String(cause.code) : '';
  if (['EBUSY', 'EXDEV'].includes(code))
    return new Refused(`"${target}" là một điểm gắn đĩa: đặt DATA_DIR là một thư mục con của nó.`, { cause });
  if (code.startsWith('E') && !code.startsWith('ERR_')) return cause;
  return new Refused(`Tệp sao lưu "${file}" hỏng hoặc bị cắt. Không có gì được khôi phục.`, { cause });
}
