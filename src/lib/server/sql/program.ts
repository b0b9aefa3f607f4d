import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { projectRoot } from '#warehouse/project.ts';

/** Room for JavaScript's own values, in MiB: rows on their way into a file. */
const heapMiB = 640;

const heap = `--max-old-space-size=${heapMiB}`;

/** The command line of the worker that the build made, for a server that was built too; else of its source, through tsx. */
export function workerCommand({ fromSource }: { fromSource: boolean }): string[] {
  const built = join(projectRoot(), 'build', 'sql-worker.js');
  if (!fromSource && existsSync(built)) return programCommand(built);
  const loader = pathToFileURL(join(projectRoot(), 'node_modules', 'tsx', 'dist', 'loader.mjs')).href;
  const source = join(projectRoot(), 'src', 'lib', 'server', 'sql', 'worker', 'main.ts');
  return [process.execPath, heap, '--import', loader, source];
}

/** The command line of a worker that was built. */
export function programCommand(path: string): string[] {
  return [process.execPath, heap, path];
}
