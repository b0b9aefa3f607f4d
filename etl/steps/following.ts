import { mkdirSync } from 'node:fs';
import { type Following, followingOf, followingPath } from '#warehouse/follower.server.ts';
import { RefusedError } from '../errors.ts';
import type { Surroundings } from '../surroundings.ts';
import { ownMark } from './process.ts';
import { replaceFile } from './seal.ts';

/** Refuses work on a store where versions come from elsewhere. Throws RefusedError follower. */
export function refuseFollower({ dataDir }: Surroundings): void {
  const following = followingOf(dataDir);
  if (!following) return;
  throw new RefusedError({
    reason: 'follower',
    file: dataDir,
    found: {
      vi: `thư mục này chỉ nhận bản đã công bố${following.source ? ` từ ${following.source}` : ''}`,
      en: `a folder that takes published versions only${following.source ? `, from ${following.source}` : ''}`,
    },
    expected: { vi: 'thư mục có kho số liệu của chính nó', en: 'a folder with a store of its own' },
    hint: {
      vi: 'Hãy làm việc này ở nơi công bố; nơi nhận theo sau bằng "npm run etl -- pull".',
      en: 'Do this where versions are published; this place follows by "npm run etl -- pull".',
    },
  });
}

/** Writes down what a data folder follows. */
export function writeFollowing(dataDir: string, following: Following): void {
  mkdirSync(dataDir, { recursive: true });
  replaceFile(followingPath(dataDir), `${JSON.stringify(following)}\n`, ownMark());
}
