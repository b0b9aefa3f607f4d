import { copyFileSync, cpSync, existsSync, linkSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isCode } from '#etl/error-code.ts';

/** What is larger is not copied: its versions are only read. */
const largestCopy = 400 * 1024 * 1024;

/** A data folder to be served while it is measured. */
export interface Served {
  folder: string;
  /** Whether versions can be published there: it has all of the data, and pages read its files. */
  canPublish: boolean;
}

/**
 * A copy of a data folder in `folder`, which accounts and sessions may go into. Of a large one, or where pages read from a
 * ClickHouse, it has the published versions alone, linked: then nothing can be published. Throws without a published version.
 */
export function servedCopy(dataDir: string, folder: string): Served {
  if (!existsSync(join(dataDir, 'published', 'current.json'))) {
    throw new Error(
      `${dataDir} has no published version: run "npm start" once, or name another one by --data.`,
    );
  }
  const size = sizeOf(join(dataDir, 'published')) + sizeOf(join(dataDir, 'private'));
  const canPublish = size <= largestCopy && !process.env['WAREHOUSE_URL'];
  const isWanted = (path: string) => !path.endsWith('/sample');
  if (canPublish) cpSync(dataDir, folder, { recursive: true, filter: isWanted });
  else linkAll(join(dataDir, 'published'), join(folder, 'published'));
  return { folder, canPublish: canPublish && existsSync(join(folder, 'private', 'store.duckdb')) };
}

function linkAll(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) linkAll(source, target);
    else if (entry.isFile()) linkOrCopy(source, target);
  }
}

/** Another file system takes no link. */
function linkOrCopy(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch (error) {
    if (!isCode(error, 'EXDEV', 'EPERM')) throw error;
    copyFileSync(from, to);
  }
}

function sizeOf(folder: string): number {
  if (!existsSync(folder)) return 0;
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
}
