import type { KeyObject } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import {
  BadKey,
  isSignature,
  publisherKey,
  signatureOf,
  signatureText,
  signingKey,
} from '#warehouse/signature.server.ts';
import { RefusedError } from '../errors.ts';
import { analystFile, warehouseFile } from '../steps/draft.ts';
import {
  currentVersion,
  damagedVersion,
  type Manifest,
  manifestFile,
  manifestOf,
  versionsIn,
} from '../steps/version-folders.ts';
import type { Surroundings } from '../surroundings.ts';
import type { SourceVersion } from './target.ts';

/** The version that readers of a published folder follow. Throws RefusedError nothing_published, unreadable_file. */
export function currentIn(published: string): string {
  const current = currentVersion(published);
  if (current !== null) return current;
  throw new RefusedError({
    reason: 'nothing_published',
    file: join(published, 'current.json'),
    found: existsSync(published)
      ? { vi: 'thư mục không có bản nào', en: 'a folder without any version' }
      : { vi: 'không có thư mục', en: 'no such folder' },
    expected: { vi: 'một thư mục có các bản đã công bố', en: 'a folder with published versions' },
    hint: {
      vi: 'Nếu là ổ mạng, hãy xem đã gắn chưa. Chưa có gì thay đổi.',
      en: 'If it is on the network, see whether it is mounted. Nothing has changed.',
    },
  });
}

/** Whether a version is (still) there; a publisher may take old ones away at any moment. */
export function isThere(published: string, version: string): boolean {
  return versionsIn(published).includes(version);
}

/** What of a version is copied, and who vouches for it. */
export interface Sending {
  /** Case rows too. */
  analyst: boolean;
  keys: Keys;
}

/** What versions are signed with, and by whom they must be signed already; both or neither may be set. */
export interface Keys {
  own: KeyObject | null;
  publisher: KeyObject | null;
}

/** The keys that are set. Throws RefusedError bad_setting. */
export function keysOf({ pushKeyFile, publisherKeyFile }: Surroundings): Keys {
  try {
    return {
      own: pushKeyFile ? signingKey(pushKeyFile) : null,
      publisher: publisherKeyFile ? publisherKey(publisherKeyFile) : null,
    };
  } catch (cause) {
    if (!(cause instanceof BadKey)) throw cause;
    throw new RefusedError(
      {
        reason: 'bad_setting',
        found: cause.told,
        expected: { vi: 'một khóa Ed25519 dạng PEM', en: 'an Ed25519 key as PEM' },
        hint: {
          vi: 'Chưa có gì thay đổi. Tạo khóa: openssl genpkey -algorithm ed25519.',
          en: 'Nothing has changed. To make a key: openssl genpkey -algorithm ed25519.',
        },
      },
      { cause },
    );
  }
}

/**
 * A version of a published folder as something to copy, with a signature of our own or the one that it came with.
 * Throws RefusedError unreadable_file when it is damaged, or has no such file; not_signed when its publisher is asked for
 * and has not signed it.
 */
export function sourceVersion(published: string, version: string, { analyst, keys }: Sending): SourceVersion {
  const folder = join(published, version);
  const manifest = manifestOf(published, version);
  if (!manifest) throw damagedVersion(join(folder, manifestFile));
  // Read once: what is checked here is what is written there.
  const bytes = readFileSync(join(folder, manifestFile));
  if (!isDeepStrictEqual(JSON.parse(bytes.toString('utf8')), manifest))
    throw damagedVersion(join(folder, manifestFile));
  const path = join(folder, signatureOf(manifestFile));
  const given = existsSync(path) ? readFileSync(path, 'utf8') : null;
  if (keys.publisher && !(given !== null && isSignature(given, bytes, keys.publisher)))
    throw notSigned(folder);
  const signature = keys.own ? signatureText(bytes, keys.own) : given;
  const files = new Map(wantedFiles(manifest, analyst).map((name) => [name, sizeOf(join(folder, name))]));
  return { version, folder, manifest, bytes, signature, files };
}

function notSigned(folder: string): RefusedError {
  return new RefusedError({
    reason: 'not_signed',
    file: folder,
    found: {
      vi: 'bản không có chữ ký, hoặc chữ ký không phải của nơi công bố',
      en: 'a version without a signature, or with one that is not the publisher’s',
    },
    expected: {
      vi: 'chữ ký khớp với khóa trong PUBLISHER_KEY_FILE',
      en: 'a signature that fits the key in PUBLISHER_KEY_FILE',
    },
    hint: {
      vi: 'Bản đang dùng ở đây không đổi. Hỏi nơi công bố: nơi đó cần PUSH_KEY_FILE; nếu bị sửa trên đường đi, đẩy lại với --verify.',
      en: 'The live version here is unchanged. Ask the publisher: PUSH_KEY_FILE is needed there; if it was altered on the way, push again with --verify.',
    },
  });
}

function wantedFiles({ files }: Manifest, analyst: boolean): string[] {
  const names = Object.keys(files).filter((name) => analyst || name !== analystFile);
  return names.sort((a, b) => Number(b === warehouseFile) - Number(a === warehouseFile) || (a < b ? -1 : 1));
}

function sizeOf(path: string): number {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) throw damagedVersion(path);
  return found.size;
}
