import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { openMemory, type Database } from '#warehouse/open.server.ts';
import { projectRoot } from '#warehouse/project.ts';
import { lastDayOf, monthsOf, spanWithin } from './months.ts';
import { scalePlans, type SampleScale, type ScalePlan } from './scales.ts';
import { factsFolder, runFiles, setVariables } from './sql.ts';
import { writeSnapshot, type SampleFormat, type WrittenSnapshot } from './write.ts';

export interface SampleOptions {
  /** Folder that gets one folder a snapshot; made if missing. */
  out: string;
  scale: SampleScale;
  /** First and last month, 'YYYY-MM', both included. */
  from?: string | undefined;
  until?: string | undefined;
  seed: number;
  format: SampleFormat;
  onProgress?: ((done: number, total: number, label: string) => void) | undefined;
}

/** What the sample maker needs from outside; everything may be left out. */
export interface SampleSurroundings {
  /** Folder for what does not fit in memory at the scales above the block; without it nothing is spilled. */
  scratch?: string | undefined;
  /** DuckDB's memory limit, such as '6GB'. */
  memoryLimit?: string | undefined;
}

export interface SampleReport {
  out: string;
  scale: SampleScale;
  seed: number;
  format: SampleFormat;
  snapshots: WrittenSnapshot[];
}

/**
 * Makes sample snapshots `<out>/<as_of>/`, one a month, as of its last day. The same seed gives the same bytes.
 * Throws RangeError for a month outside the scale, Error where a folder that is no sample stands in the way.
 */
export async function makeSample(
  options: SampleOptions,
  surroundings: SampleSurroundings = {},
): Promise<SampleReport> {
  const plan = scalePlans[options.scale];
  const months = monthsOf(
    spanWithin(plan.months, { from: options.from ?? plan.defaultFrom, until: options.until }),
  );
  const out = resolve(options.out);
  await mkdir(out, { recursive: true });
  const database = await openMemory(limits(surroundings));
  try {
    const total = months.length + 1;
    options.onProgress?.(0, total, 'history');
    await makeHistory(database, plan, options.seed);
    const snapshots: WrittenSnapshot[] = [];
    for (const [index, month] of months.entries()) {
      options.onProgress?.(index + 1, total, month);
      const order = { out, asOf: lastDayOf(month), format: options.format, plan };
      snapshots.push(await writeSnapshot(database, order));
    }
    options.onProgress?.(total, total, 'done');
    return { out, scale: options.scale, seed: options.seed, format: options.format, snapshots };
  } finally {
    database.close();
  }
}

async function makeHistory(database: Database, plan: ScalePlan, seed: number): Promise<void> {
  if (!Number.isSafeInteger(seed)) throw new RangeError(`The seed ${seed} is no whole number.`);
  await database.run('set variable seed = $1::bigint', [String(seed)]);
  await setVariables(database, {
    facts: factsFolder(),
    calendar_files: join(projectRoot(), 'warehouse', 'calendar', '*.csv'),
  });
  await runFiles(database, plan.history);
}

function limits(surroundings: SampleSurroundings): Record<string, string> {
  return {
    ...(surroundings.scratch ? { temp_directory: surroundings.scratch } : {}),
    ...(surroundings.memoryLimit ? { memory_limit: surroundings.memoryLimit } : {}),
  };
}
