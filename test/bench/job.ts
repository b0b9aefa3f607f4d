import { readFileSync } from 'node:fs';
import { examineFolder } from '#etl/read/folder.ts';
import { load } from '#etl/jobs/load.ts';
import { rebuild } from '#etl/jobs/rebuild.ts';
import { rollback } from '#etl/jobs/rollback.ts';
import { verify } from '#etl/jobs/verify.ts';
import { surroundingsFrom } from '#etl/surroundings.ts';
import { openMemory } from '#warehouse/open.server.ts';
import { readBare, readStrictly } from './reading.ts';

/**
 * One piece of work in a process of its own, so that its memory is its own: `job.ts JOB FOLDER...`, with DATA_DIR set.
 * Prints {"ms", "peak_mib"}: the time of the work alone, without the start of the process, and the process's peak.
 */
const [job = '', ...folders] = process.argv.slice(2);
const surroundings = { ...surroundingsFrom(process.env), progress: () => undefined, note: () => undefined };
const loading = { replace: false, maxRejects: 1, acceptDrop: false, checkOnly: false };

const jobs: Record<string, () => Promise<unknown>> = {
  load: () => load(folders, loading, surroundings),
  verify: () => verify(surroundings),
  rollback: () => rollback(undefined, surroundings),
  rebuild: () => rebuild({ acceptMissing: false }, surroundings),
  'read-strictly': () => reading(readStrictly),
  'read-bare': () => reading(readBare),
};

async function reading(read: typeof readBare): Promise<void> {
  const database = await openMemory({ preserve_insertion_order: 'true' });
  for (const folder of folders) await read(database, examineFolder(folder, '9999-12-31'));
  database.close();
}

const work = jobs[job];
if (!work) throw new Error(`No job ${job}; there are ${Object.keys(jobs).join(', ')}.`);
const start = performance.now();
await work();
const ms = performance.now() - start;
const peak = /VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
process.stdout.write(`${JSON.stringify({ ms, peak_mib: Number(peak) / 1024 })}\n`);
