import { readdirSync, statSync, type Stats } from 'node:fs';
import { join } from 'node:path';
import { isPassing } from '#etl/steps/process.ts';
import { Refused } from '../answer.ts';

/** What a backup takes of a data folder: paths below it. */
export interface Contents {
  files: { path: string; from: string }[];
  folders: { path: string; mode: number }[];
}

/** Keys go apart and sealed; sample data can be made again. */
const apart = new Set(['key', 'sample', 'sample.making']);
/** Written while others read: these are copied on their own. */
const living = /^private\/(state\.db(-wal|-shm|-journal)?|audit\.anchor)$/;
const passing = /^private\/(load\.lock|store\.duckdb\.damaged-)/;

/**
 * Every file of a data folder but keys, sample data, what is only there while somebody writes, and the state with its
 * note of the audit, which are to be copied on their own. Needs the load lock. Throws Refused for a link.
 */
export function contentsOf(dataDir: string): Contents {
  const contents: Contents = { files: [], folders: [{ path: '.', mode: modeOf(statSync(dataDir)) }] };
  for (const name of readdirSync(dataDir).sort()) {
    if (!apart.has(name) && !name.startsWith('.')) addTo(contents, dataDir, name);
  }
  return contents;
}

function addTo(contents: Contents, dataDir: string, path: string): void {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (isPassing(name) || living.test(path) || passing.test(path) || name.startsWith('.')) return;
  const from = join(dataDir, path);
  // The folders of the data folder itself may lie on another disk, behind a link.
  const stats = statSync(from, { throwIfNoEntry: false });
  if (!stats) return;
  if (stats.isDirectory()) {
    contents.folders.push({ path, mode: modeOf(stats) });
    for (const each of readdirSync(from, { withFileTypes: true }).sort((a, b) =>
      a.name < b.name ? -1 : 1,
    )) {
      if (each.isSymbolicLink()) {
        throw new Refused(
          `"${join(from, each.name)}" là một liên kết: sao lưu không biết nội dung ở đâu. Thay nó bằng tệp thật.`,
        );
      }
      addTo(contents, dataDir, `${path}/${each.name}`);
    }
  } else if (stats.isFile()) contents.files.push({ path, from });
}

function modeOf(stats: Stats): number {
  return stats.mode & 0o777;
}
