import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sealFolder } from '#etl/steps/seal.ts';
import { pointTo } from '#etl/steps/version-folders.ts';

/** What stands for a version's files, where only their bytes matter. */
export interface Made {
  publishedAt?: string;
  files?: Record<string, string | Buffer>;
}

/** Writes a whole version of a folder of published versions, sealed as a publish seals it, and points readers to it. */
export async function makeVersion(published: string, version: string, { publishedAt, files }: Made = {}) {
  const folder = join(published, version);
  mkdirSync(folder, { recursive: true });
  const contents = files ?? {
    'warehouse.duckdb': `figures of ${version}`,
    'analyst.duckdb': `cases of ${version}`,
    'rejects.json': '[]',
  };
  for (const [name, bytes] of Object.entries(contents)) writeFileSync(join(folder, name), bytes);
  await sealFolder(folder, 'manifest.json', {
    version,
    published_at: publishedAt ?? '2026-10-01T08:00:00Z',
    snapshots: [],
    content_hash: createHash('sha256').update(version).digest('hex'),
  });
  pointTo(published, version);
}
