import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a data folder that follows a publisher knows of it. Times are ISO 8601 in UTC. */
export interface Following {
  /** Where its versions come from; null: the publisher pushes them here. */
  source: string | null;
  /** When it was last as the source is; null: not yet. */
  followedAt: string | null;
}

/** Where a data folder keeps what it knows of its publisher. */
export function followingPath(dataDir: string): string {
  return join(dataDir, 'following.json');
}

/**
 * What a data folder follows; null when it has a store of its own, or is new. A folder with versions, but with neither a
 * store nor accepted rows to make one from, follows whoever put them there.
 */
export function followingOf(dataDir: string): Following | null {
  const path = followingPath(dataDir);
  if (existsSync(path)) return read(path);
  const isOwn = ['store.duckdb', 'store.seal.json', 'accepted'].some((name) =>
    existsSync(join(dataDir, 'private', name)),
  );
  const isPublished = existsSync(join(dataDir, 'published', 'current.json'));
  return isPublished && !isOwn ? { source: null, followedAt: null } : null;
}

function read(path: string): Following {
  const unknown = { source: null, followedAt: null };
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (typeof value !== 'object' || value === null) return unknown;
    const text = (name: string) => {
      const found = Object.entries(value).find(([key]) => key === name)?.[1];
      return typeof found === 'string' ? found : null;
    };
    return { source: text('source'), followedAt: text('followedAt') };
  } catch (error) {
    if (error instanceof SyntaxError) return unknown;
    throw error;
  }
}
