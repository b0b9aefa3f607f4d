import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '#warehouse/project.ts';
import { patience } from '../../launch/program.mjs';

/** What one run of a job took: the work alone, and the peak of its process. */
export interface Taken {
  ms: number;
  peak_mib: number;
}

const run = promisify(execFile);

/** Runs a job of job.ts in a process of its own. Throws with what it said when it fails. */
export async function runJob(dataDir: string, job: string, folders: readonly string[] = []): Promise<Taken> {
  const program = join(projectRoot(), 'test', 'bench', 'job.ts');
  const { stdout } = await run(process.execPath, [...patience, '--import', 'tsx', program, job, ...folders], {
    cwd: projectRoot(),
    env: { ...process.env, DATA_DIR: dataDir },
    maxBuffer: 16 * 1024 * 1024,
  });
  const taken = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Taken;
  const rounded = [(taken.ms / 1000).toFixed(2), taken.peak_mib.toFixed(0)];
  process.stderr.write(
    `${job} ${folders.length > 1 ? `(${folders.length})` : ''}: ${rounded[0]} s, peak ${rounded[1]} MiB\n`,
  );
  return taken;
}

/** The same on a copy of a data directory, which is taken away again: every round starts from the same state. */
export async function runOnCopy(
  dataDir: string,
  job: string,
  folders: readonly string[] = [],
): Promise<Taken> {
  const copy = `${dataDir}.copy`;
  cpSync(dataDir, copy, { recursive: true });
  try {
    return await runJob(copy, job, folders);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

/** The median of times, and the largest peak. */
export function summary(takes: readonly Taken[]): Taken {
  const sorted = takes.map(({ ms }) => ms).sort((a, b) => a - b);
  return {
    ms: sorted[Math.floor(sorted.length / 2)] ?? Number.NaN,
    peak_mib: Math.max(...takes.map((each) => each.peak_mib)),
  };
}

/** Runs pieces of work in turn, `count` rounds of all of them, so that a busy moment of the machine meets each alike. */
export async function interleaved(count: number, works: readonly (() => Promise<Taken>)[]): Promise<Taken[]> {
  const takes: Taken[][] = works.map(() => []);
  for (let round = 0; round < count; round++) {
    for (const [index, work] of works.entries()) takes[index]?.push(await work());
  }
  return takes.map(summary);
}
