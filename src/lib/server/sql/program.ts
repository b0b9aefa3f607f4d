import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { projectRoot } from '#warehouse/project.ts';

/** Room for JavaScript's own values, in MiB: rows on their way into a file. */
const heapMiB = 640;

/**
 * The command line of a worker: the one that the build made, else its source through tsx. `fromSource` skips the build,
 * for programs and tests that run from source themselves.
 */
export function workerCommand({ fromSource }: { fromSource: boolean }): string[] {
  const built = join(projectRoot(), 'build', 'sql-worker.js');
  const heap = `--max-old-space-size=${heapMiB}`;
  if (!fromSource && existsSync(built)) return [process.execPath, heap, built];
  const loader = pathToFileURL(join(projectRoot(), 'node_modules', 'tsx', 'dist', 'loader.mjs')).href;
  const source = join(projectRoot(), 'src', 'lib', 'server', 'sql', 'worker', 'main.ts');
  return [process.execPath, heap, '--import', loader, source];
}
