import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statfsSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { signatureOf } from '#warehouse/signature.server.ts';
import { sha256Of, sidecarOf, sidecarText } from '#warehouse/whole.server.ts';
import { isCode } from '../error-code.ts';
import { RefusedError } from '../errors.ts';
import { ownMark } from '../steps/process.ts';
import { replaceFile } from '../steps/seal.ts';
import {
  currentVersion,
  manifestFile,
  manifestOf,
  pointTo,
  unlessRefused,
  versionsIn,
} from '../steps/version-folders.ts';
import { copyChecked, settle } from './copy.ts';
import { holdFolder } from './hold.ts';
import { pointerFile, pointerTextIn } from './pointer.ts';
import type { SourceVersion, Standing, Target } from './target.ts';

/** Beginnings of names that no reader looks at: a version that is being copied, one that goes away. */
const coming = '.coming-';
const going = '.gone-';
const sidecar = sidecarOf(manifestFile);
const spareBytes = 16 * 1024 * 1024;
const mebibyte = 1024 * 1024;
const readOnly = 0o440;

/** Who hears how far a copy is. */
export interface Hearing {
  progress(text: string): void;
  note(text: string): void;
}

/**
 * A folder of published versions as a target: on this machine, mounted over SSH or NFS, or a store of objects that is
 * mounted as a folder and can rename. Made when it is not there. With `byHash` what is there is read in full.
 */
export function folderTarget(folder: string, hearing: Hearing, { byHash = false } = {}): Target {
  return {
    place: folder,
    hold: (work) => {
      mkdirSync(folder, { recursive: true });
      return holdFolder(folder, hearing.note, work);
    },
    ages: () =>
      Promise.resolve(
        versionsIn(folder).map((version) => ({
          version,
          publishedAt: unlessRefused(() => manifestOf(folder, version)?.published_at ?? null),
        })),
      ),
    current: () => Promise.resolve(unlessRefused(() => currentVersion(folder))),
    standing: (source) => standing(folder, source, byHash),
    put: (source) => put(folder, source, hearing),
    vouch: (version, signature) => vouch(join(folder, version), signature),
    pointer: () => Promise.resolve(pointerTextIn(folder)),
    point: (version, pointer) => Promise.resolve(point(folder, version, pointer)),
    remove: (version) => Promise.resolve(takeAway(folder, version)),
    tidy: () => Promise.resolve(sweep(folder)),
    close: () => Promise.resolve(),
  };
}

async function standing(folder: string, source: SourceVersion, byHash: boolean): Promise<Standing> {
  const there = join(folder, source.version);
  if (!existsSync(there)) return 'absent';
  const manifest = unlessRefused(() => manifestOf(folder, source.version));
  if (manifest === null) return 'damaged';
  if (sumOf(there) !== sidecarText(manifestFile, source.bytes)) return 'other';
  for (const [name, size] of source.files) {
    const path = join(there, name);
    if (statSync(path, { throwIfNoEntry: false })?.size !== size) return 'damaged';
    if (byHash && (await sha256Of(path)) !== source.manifest.files[name]) return 'damaged';
  }
  return 'whole';
}

/** The signature stands beside the manifest, not among the files that it names: it may be added later. */
async function vouch(there: string, signature: string | null): Promise<void> {
  const path = join(there, signatureOf(manifestFile));
  if (signature === null || (existsSync(path) && readFileSync(path, 'utf8') === signature)) return;
  replaceFile(path, signature, ownMark());
  await settle(path, readOnly);
}

function sumOf(folder: string): string {
  return readFileSync(join(folder, sidecar), 'utf8');
}

/** The manifest comes last: a folder without one is no version, wherever the power goes. */
async function put(folder: string, source: SourceVersion, { progress }: Hearing): Promise<void> {
  const aside = join(folder, `${coming}${source.version}`);
  const total = [...source.files.values()].reduce((sum, size) => sum + size, 0);
  refuseFull(folder, total - heldBytes(aside));
  let done = 0;
  const onBytes = (count: number) => {
    done += count;
    progress(`${source.version}: ${Math.floor((100 * done) / Math.max(total, 1))} %`);
  };
  try {
    mkdirSync(aside, { recursive: true });
    for (const name of source.files.keys()) await bring(name, { source, aside, onBytes });
    await closeVersion(source, aside);
  } catch (error) {
    // Room that others need too is given back at once.
    if (isCode(error, 'ENOSPC', 'EDQUOT')) rmSync(aside, { recursive: true, force: true });
    throw error;
  }
  if (existsSync(join(folder, source.version))) takeAway(folder, source.version);
  renameSync(aside, join(folder, source.version));
  await settle(folder);
}

interface Bringing {
  source: SourceVersion;
  aside: string;
  onBytes(count: number): void;
}

/** One file, unless an earlier attempt has brought it. */
async function bring(name: string, { source, aside, onBytes }: Bringing): Promise<void> {
  const [from, to] = [join(source.folder, name), join(aside, name)];
  const [size = 0, sha256 = ''] = [source.files.get(name), source.manifest.files[name]];
  const held = statSync(to, { throwIfNoEntry: false });
  if (held?.size === size && (await sha256Of(to)) === sha256) return onBytes(size);
  rmSync(to, { force: true });
  await copyChecked({ from, to, sha256 }, onBytes);
}

async function closeVersion(source: SourceVersion, aside: string): Promise<void> {
  for (const name of [manifestFile, sidecar]) rmSync(join(aside, name), { force: true });
  writeFileSync(join(aside, manifestFile), source.bytes);
  writeFileSync(join(aside, sidecar), sidecarText(manifestFile, source.bytes));
  for (const name of [...source.files.keys(), manifestFile, sidecar])
    await settle(join(aside, name), readOnly);
  await settle(aside);
}

function heldBytes(aside: string): number {
  if (!existsSync(aside)) return 0;
  return readdirSync(aside).reduce((sum, name) => sum + statSync(join(aside, name)).size, 0);
}

/** Some mounted places tell no size: those say so when they are full. */
function refuseFull(folder: string, wanted: number): void {
  const { bavail, blocks, bsize } = statfsSync(folder);
  if (blocks === 0 || bavail * bsize >= wanted + spareBytes) return;
  const left = Math.floor((bavail * bsize) / mebibyte);
  const needed = Math.ceil((wanted + spareBytes) / mebibyte);
  throw new RefusedError({
    reason: 'not_writable',
    file: folder,
    found: { vi: `còn ${left} MiB`, en: `${left} MiB left` },
    expected: { vi: `ít nhất ${needed} MiB`, en: `at least ${needed} MiB` },
    hint: {
      vi: 'Bản đang dùng ở đó không đổi. Giải phóng chỗ rồi chạy lại cùng lệnh.',
      en: 'The live version there is unchanged. Make room, then run the same command again.',
    },
  });
}

/** Those who ask for a signature go by the signed pointer alone, so it does not matter which of the two is seen first. */
function point(folder: string, version: string, pointer: string | null): void {
  if (pointer === null) rmSync(join(folder, pointerFile), { force: true });
  else replaceFile(join(folder, pointerFile), pointer, ownMark());
  if (unlessRefused(() => currentVersion(folder)) !== version) pointTo(folder, version);
}

/** First its name, so that no reader finds half of a version. */
function takeAway(folder: string, version: string): void {
  const gone = join(folder, `${going}${ownMark()}`);
  rmSync(gone, { recursive: true, force: true });
  renameSync(join(folder, version), gone);
  rmSync(gone, { recursive: true, force: true });
}

function sweep(folder: string): void {
  for (const name of readdirSync(folder))
    if (name.startsWith(coming) || name.startsWith(going))
      rmSync(join(folder, name), { recursive: true, force: true });
}
