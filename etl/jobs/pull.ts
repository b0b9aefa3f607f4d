import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { followingOf } from '#warehouse/follower.server.ts';
import { RefusedError } from '../errors.ts';
import { folderTarget } from '../spread/folder.ts';
import { pointerTextIn, pointerToFollow, rememberSeen } from '../spread/pointer.ts';
import { currentIn, keysOf, type Keys } from '../spread/source.ts';
import { spread, type SpreadReport } from '../spread/spread.ts';
import { writeFollowing } from '../steps/following.ts';
import { withLock } from '../steps/lock.ts';
import { policyOf } from '../steps/retention.ts';
import { currentVersion, unlessRefused } from '../steps/version-folders.ts';
import { places, type Surroundings } from '../surroundings.ts';
import type { SpreadOptions } from './push.ts';

/**
 * Brings the data folder to where a folder of published versions is. From then on it follows: nothing is loaded there.
 * Throws RefusedError: not_a_follower where there is a store, nothing_published, unreadable_file, bad_setting, not_signed, put_back; SettingError.
 */
export async function pull(
  source: string,
  { analyst, byHash }: SpreadOptions,
  surroundings: Surroundings,
): Promise<SpreadReport & { source: string }> {
  const { dataDir, now, note } = surroundings;
  const { published, store } = places(dataDir);
  const from = resolve(source);
  if (existsSync(store)) refuseStore(store);
  if (from === published) refuseSame(from);
  const policy = policyOf(surroundings);
  const keys = keysOf({ ...surroundings, pushKeyFile: undefined });
  const current = currentAt(from, surroundings, keys);
  current();
  const before = followingOf(dataDir)?.followedAt ?? null;
  writeFollowing(dataDir, { source: from, followedAt: before });
  return withLock(surroundings, async () => {
    const target = folderTarget(published, surroundings, { byHash });
    const pointerFor = () => pointerTextIn(from);
    const report = await spread(from, target, { current, pointerFor, policy, analyst, keys, now, note });
    writeFollowing(dataDir, { source: from, followedAt: now().toISOString() });
    return { source: from, ...report };
  });
}

/** Whether the versions that readers follow are not the same here and at the source. Throws like pull. */
export function isBehind(source: string, surroundings: Surroundings): boolean {
  const here = unlessRefused(() => currentVersion(places(surroundings.dataDir).published));
  const keys = keysOf({ ...surroundings, pushKeyFile: undefined });
  return currentAt(resolve(source), surroundings, keys)() !== here;
}

/** A publisher that is known by its key is followed where it has signed, and never back behind what was seen of it. */
function currentAt(from: string, surroundings: Surroundings, { publisher }: Keys): () => string {
  if (!publisher) return () => currentIn(from);
  const followed = { name: 'published', key: publisher };
  return () => {
    // A mount that is away is no fault of the publisher's.
    currentIn(from);
    const pointer = pointerToFollow(from, followed, surroundings);
    rememberSeen(surroundings, followed, pointer);
    return pointer.version;
  };
}

function refuseStore(store: string): never {
  throw new RefusedError({
    reason: 'not_a_follower',
    file: store,
    found: { vi: 'kho số liệu của chính máy này', en: 'a store of this machine' },
    expected: { vi: 'một thư mục dữ liệu không có kho', en: 'a data folder without a store' },
    hint: {
      vi: 'Chọn DATA_DIR khác cho nơi nhận: các bản nhận về không được đứng lẫn với bản tự công bố.',
      en: 'Choose another DATA_DIR to pull into: versions from elsewhere must not stand among those that are published here.',
    },
  });
}

/** Refuses to copy a folder onto itself. */
export function refuseSame(folder: string): never {
  throw new RefusedError({
    reason: 'same_place',
    file: folder,
    found: { vi: 'nơi gửi và nơi nhận là một', en: 'one folder as both places' },
    expected: { vi: 'hai thư mục khác nhau', en: 'two different folders' },
    hint: { vi: 'Chưa có gì thay đổi.', en: 'Nothing has changed.' },
  });
}
