import { Command, Option } from 'commander';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { cpus, loadavg, tmpdir, totalmem } from 'node:os';
import { join, resolve } from 'node:path';
import { tableText } from '#etl/output.ts';
import { makeSample } from '#etl/sample/make.ts';
import { interleaved, runJob, runOnCopy, type Taken } from './rounds.ts';

/** One line of the answer. `bare`: the same files read by DuckDB alone in the same run. */
export interface Line {
  what: string;
  taken: string;
  bare: string | null;
  ratio: number | null;
  bar: string | null;
  holds: boolean | null;
}

const seconds = (ms: number) => `${(ms / 1000).toFixed(2)} s`;
const mebibytes = (bytes: number) => `${(bytes / 1024 / 1024).toFixed(1)} MiB`;

function timed(
  what: string,
  taken: Taken,
  bare: Taken | null,
  bar: { times?: number; ms?: number } = {},
): Line {
  const ratio = bare ? taken.ms / bare.ms : null;
  const limits = [
    ...(bar.times === undefined || ratio === null
      ? []
      : [{ text: `<= ${bar.times}x`, holds: ratio <= bar.times }]),
    ...(bar.ms === undefined ? [] : [{ text: `<= ${seconds(bar.ms)}`, holds: taken.ms <= bar.ms }]),
  ];
  return {
    what,
    taken: seconds(taken.ms),
    bare: bare ? seconds(bare.ms) : null,
    ratio: ratio === null ? null : Math.round(ratio * 100) / 100,
    bar: limits.map(({ text }) => text).join(', ') || null,
    holds: limits.length === 0 ? null : limits.every(({ holds }) => holds),
  };
}

function measured(
  what: string,
  taken: string,
  bar: string | null = null,
  holds: boolean | null = null,
): Line {
  return { what, taken, bare: null, ratio: null, bar, holds };
}

function sizeOf(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
}

/** Sizes of what a load left. */
function sizes(dataDir: string, name: string): Line[] {
  const published = join(dataDir, 'published');
  const version = readdirSync(published)
    .filter((each) => /^\d{4}-/.test(each))
    .sort()
    .at(-1);
  const file = (each: string) => statSync(join(published, version ?? '', each)).size;
  return [
    measured(`${name}: store`, mebibytes(statSync(join(dataDir, 'private', 'store.duckdb')).size)),
    measured(`${name}: accepted rows as Parquet`, mebibytes(sizeOf(join(dataDir, 'private', 'accepted')))),
    measured(
      `${name}: warehouse.duckdb, analyst.duckdb`,
      `${mebibytes(file('warehouse.duckdb'))}, ${mebibytes(file('analyst.duckdb'))}`,
    ),
  ];
}

const folders = (root: string) =>
  readdirSync(root)
    .filter((name) => /^\d{4}-/.test(name))
    .sort()
    .map((name) => join(root, name));

async function reading(
  root: string,
  name: string,
  { rounds, times }: { rounds: number; times: number },
): Promise<Line> {
  const [newest = ''] = folders(root).slice(-1);
  const [strict, bare] = await interleaved(rounds, [
    () => runJob(root, 'read-strictly', [newest]),
    () => runJob(root, 'read-bare', [newest]),
  ]);
  if (!strict || !bare) throw new Error('No round was run.');
  return timed(`${name}: read strictly, rejects kept`, strict, bare, { times });
}

/** Verify, rollback and rebuild of a loaded data directory with two versions. */
async function keeping(dataDir: string, name: string, rounds: number): Promise<Line[]> {
  const [verified, moved] = await interleaved(rounds, [
    () => runJob(dataDir, 'verify'),
    () => runOnCopy(dataDir, 'rollback'),
  ]);
  if (!verified || !moved) throw new Error('No round was run.');
  const rebuilt = await runOnCopy(dataDir, 'rebuild');
  return [
    timed(`${name}: verify`, verified, null),
    timed(`${name}: rollback`, moved, null, { ms: 1000 }),
    timed(`${name}: rebuild`, rebuilt, null),
  ];
}

async function block(scratch: string): Promise<Line[]> {
  const rounds = 5;
  const months = join(scratch, 'months');
  await makeSample({ out: months, scale: 'block', seed: 1, format: 'csv' });
  const all = folders(months);
  const [newest = ''] = all.slice(-1);
  const [whole, bareWhole] = await interleaved(3, [
    () => runJob(fresh(scratch, 'whole'), 'load', all),
    () => runJob(scratch, 'read-bare', all),
  ]);
  const before = fresh(scratch, 'before');
  await runJob(before, 'load', all.slice(0, -1));
  const [month, bareMonth] = await interleaved(rounds, [
    () => runOnCopy(before, 'load', [newest]),
    () => runJob(scratch, 'read-bare', [newest]),
  ]);
  if (!whole || !bareWhole || !month || !bareMonth) throw new Error('No round was run.');
  await runJob(before, 'load', [newest]);
  const provinces = [];
  for (const [format, times] of [
    ['csv', 2.5],
    ['parquet', 1.5],
  ] as const) {
    const out = join(scratch, `province-${format}`);
    await makeSample({ out, scale: 'province', from: '2026-10', until: '2026-10', seed: 1, format });
    provinces.push(await reading(out, `province, ${format.toUpperCase()}`, { rounds, times }));
  }
  return [
    ...provinces,
    timed(`block: one month more`, month, bareMonth, { ms: 500 }),
    timed(`block: all ${all.length} months at once`, whole, bareWhole),
    measured('block: peak memory', mebibytes(Math.max(month.peak_mib, whole.peak_mib) * 1024 * 1024)),
    ...(await keeping(before, 'block', rounds)),
    ...sizes(before, 'block'),
  ];
}

async function nation(scratch: string): Promise<Line[]> {
  const months = join(scratch, 'months');
  await makeSample(
    { out: months, scale: 'nation', from: '2026-09', until: '2026-10', seed: 1, format: 'parquet' },
    { scratch: join(scratch, 'making') },
  );
  const [first = '', second = ''] = folders(months);
  const data = fresh(scratch, 'data');
  const lines = [await reading(months, 'nation, Parquet', { rounds: 1, times: 1.5 })];
  const bare = await runJob(scratch, 'read-bare', [second]);
  const loads = [];
  for (const folder of [first, second]) loads.push(await runJob(data, 'load', [folder]));
  const [one, two] = loads;
  if (!one || !two) throw new Error('No load was run.');
  const peak = Math.max(one.peak_mib, two.peak_mib);
  return [
    ...lines,
    timed('nation: first load', one, bare),
    timed('nation: second load', two, bare, { times: 5 }),
    measured('nation: peak memory', mebibytes(peak * 1024 * 1024), '<= 8192 MiB', peak <= 8192),
    ...(await keeping(data, 'nation', 1)),
    ...sizes(data, 'nation'),
  ];
}

/** An empty data directory of that name. */
function fresh(scratch: string, name: string): string {
  const path = join(scratch, name);
  rmSync(path, { recursive: true, force: true });
  return path;
}

interface Asked {
  scale: 'block' | 'nation';
  json?: boolean;
  pages?: boolean;
  readers?: number;
  analysts?: number;
  seconds: number;
  data: string;
}

/** Chromium and its driver are needed for the pages alone. */
async function pageLines(
  dataDir: string,
  { isForTimes, ...how }: { limitMs: number; scratch: string; isForTimes: boolean },
): Promise<Line[]> {
  const { benchPages, benchTimes } = await import('./pages.ts');
  return isForTimes ? benchTimes(dataDir, how) : benchPages(dataDir, how);
}

async function readerLines(
  dataDir: string,
  how: { readers: number; seconds: number; scratch: string },
): Promise<Line[]> {
  const { benchReaders } = await import('./readers.ts');
  return benchReaders(dataDir, how);
}

async function analystLines(
  dataDir: string,
  how: { analysts: number; seconds: number; scratch: string },
): Promise<Line[]> {
  const { benchAnalysts } = await import('./analysts.ts');
  return benchAnalysts(dataDir, how);
}

const program = new Command('npm run bench --')
  .description('Measures loading beside bare DuckDB, or the pages beside bare ones, in the same run')
  .addOption(new Option('--scale <scale>', 'how much data').choices(['block', 'nation']).default('block'))
  .option('--pages', 'the pages in Chromium instead of loading')
  .option(
    '--readers <count>',
    'so many readers at once instead of loading, in quiet and during a publish',
    Number,
  )
  .option('--analysts <count>', 'so many analysts with heavy statements while pages are read', Number)
  .option('--seconds <count>', 'how long they read, each time', Number, 30)
  .option('--data <dir>', 'the data directory whose pages are measured', process.env['DATA_DIR'] || 'data')
  .option('--json', 'one JSON value on stdout')
  .allowExcessArguments(false)
  .action(async ({ scale, json, pages, readers, analysts, seconds, data }: Asked) => {
    const scratch = mkdtempSync(join(tmpdir(), 'lang-kinh-bench-'));
    try {
      const [load = 0] = loadavg();
      const loading = () => (scale === 'block' ? block(scratch) : nation(scratch));
      const isForTimes = scale === 'nation' || Boolean(process.env['WAREHOUSE_URL']);
      const limitMs = scale === 'block' ? 20 : 100;
      const measure = () => {
        if (analysts) return analystLines(resolve(data), { analysts, seconds, scratch });
        if (readers) return readerLines(resolve(data), { readers, seconds, scratch });
        return pages ? pageLines(resolve(data), { limitMs, scratch, isForTimes }) : loading();
      };
      const lines = await measure();
      const machine = {
        cores: cpus().length,
        memory: mebibytes(totalmem()),
        load_before: Math.round(load * 100) / 100,
        node: process.version,
      };
      process.stdout.write(
        json ? `${JSON.stringify({ scale, machine, lines })}\n` : `${text(lines, machine)}\n`,
      );
    } finally {
      rmSync(scratch, { recursive: true, force: true });
    }
  });

function text(lines: readonly Line[], machine: Record<string, string | number>): string {
  const heads = ['what', 'taken', 'bare', 'ratio', 'bar', 'holds'];
  const rows = lines.map(({ what, taken, bare, ratio, bar, holds }) => [
    what,
    taken,
    bare ?? '',
    ratio === null ? '' : `${ratio}x`,
    bar ?? '',
    holds === null ? '' : holds ? 'yes' : 'NO',
  ]);
  const about = Object.entries(machine).map(([name, value]) => `${name}: ${value}`);
  return `${tableText(heads, rows)}\n${about.join(', ')}`;
}

await program.parseAsync();
