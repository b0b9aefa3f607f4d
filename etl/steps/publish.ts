import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { CheckResult } from '#warehouse/checks.ts';
import type { Database } from '#warehouse/open.server.ts';
import { fileHash } from '../read/bytes.ts';
import { places, type Surroundings } from '../surroundings.ts';
import { combinedHash, contentHashes, type TableHash } from './content-hash.ts';
import { generalisedSql } from './generalise.ts';
import { publishedTables, writePublishedFile } from './published-file.ts';
import { rejectList } from './rejects.ts';

/** What a version says of itself: manifest.json. */
export interface Manifest {
  version: string;
  as_of: string;
  published_at: string;
  snapshots: { as_of: string; sha256: string; source: string; is_correction: boolean }[];
  row_counts: Record<string, number>;
  checks: { name: string; claim: string; offending_rows: number }[];
  reconciliation: { agree: number; differ: number; not_computed: number };
  settings: Record<string, string>;
  files: Record<string, string>;
  content_hash: string;
  content_hashes: Record<string, string>;
}

export interface Published {
  version: string;
  contentHash: string;
}

const warehouseFile = 'warehouse.duckdb';
const analystFile = 'analyst.duckdb';

/**
 * Writes a new version aside, from the marts in memory: both files, the reject list and the manifest, each flushed to
 * the disk. Nothing is live yet: the returned `goLive` renames the folder and then current.json.
 */
export async function writeVersion(
  database: Database,
  checks: readonly CheckResult[],
  surroundings: Surroundings,
): Promise<{ goLive: () => Published }> {
  const { published } = places(surroundings.dataDir);
  const aside = join(published, `.new-${process.pid}`);
  removeLeftovers(published);
  mkdirSync(aside, { recursive: true });
  await writePublishedFile(database, join(aside, warehouseFile), {
    analyst: false,
    select: (table) => `from ${table}`,
  });
  await writePublishedFile(database, join(aside, analystFile), { analyst: true, select: generalisedSql });
  writeFileSync(join(aside, 'rejects.json'), JSON.stringify(await rejectList(database, 'store', null)));
  const hashes = await contentHashes(database, publishedTables(true));
  const manifest = await describe(database, { checks, hashes, aside, surroundings });
  return {
    goLive: () => {
      const version = nextVersion(published, manifest.as_of);
      writeFileSync(join(aside, 'manifest.json'), JSON.stringify({ ...manifest, version }, null, 1));
      for (const name of readdirSync(aside)) flush(join(aside, name));
      renameSync(aside, join(published, version));
      flush(published);
      pointTo(published, version);
      return { version, contentHash: manifest.content_hash };
    },
  };
}

/** Makes `version` the live one, by rename. */
export function pointTo(published: string, version: string): void {
  const next = join(published, `current.json.${process.pid}`);
  writeFileSync(next, `${JSON.stringify({ version })}\n`);
  flush(next);
  renameSync(next, join(published, 'current.json'));
  flush(published);
}

/** All versions that are there, oldest first. */
export function versionsIn(published: string): string[] {
  if (!existsSync(published)) return [];
  return readdirSync(published)
    .filter(
      (name) =>
        /^\d{4}-\d{2}-\d{2}\.\d{3,}$/.test(name) && existsSync(join(published, name, 'manifest.json')),
    )
    .sort();
}

function nextVersion(published: string, asOf: string): string {
  const numbers = readdirSync(published)
    .filter((name) => name.startsWith(`${asOf}.`))
    .map((name) => Number(name.slice(asOf.length + 1)));
  return `${asOf}.${String(Math.max(0, ...numbers) + 1).padStart(3, '0')}`;
}

function removeLeftovers(published: string): void {
  if (!existsSync(published)) return;
  for (const name of readdirSync(published)) {
    if (name.startsWith('.new-') || name.startsWith('current.json.'))
      rmSync(join(published, name), { recursive: true });
  }
}

function flush(path: string): void {
  const file = openSync(path, 'r');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

interface Description {
  checks: readonly CheckResult[];
  hashes: readonly TableHash[];
  aside: string;
  surroundings: Surroundings;
}

async function describe(
  database: Database,
  { checks, hashes, aside, surroundings }: Description,
): Promise<Omit<Manifest, 'version'>> {
  const snapshots = await database.all(
    'select as_of, sha256, source, is_correction from store.snapshots order by as_of',
  );
  const [figures] = await database.all(
    `select count(*) filter (agrees) as agree, count(*) filter (not agrees) as differ, count(*) filter (agrees is null) as not_computed
     from meta.reconciliation`,
  );
  return {
    as_of: String(snapshots.at(-1)?.as_of),
    published_at: surroundings.now().toISOString(),
    snapshots: snapshots.map((row) => ({
      as_of: String(row.as_of),
      sha256: String(row.sha256),
      source: String(row.source ?? ''),
      is_correction: row.is_correction === true,
    })),
    row_counts: Object.fromEntries(hashes.map(({ table, rows }) => [table, rows])),
    checks: checks.map(({ name, claim, offendingRows }) => ({ name, claim, offending_rows: offendingRows })),
    reconciliation: {
      agree: Number(figures?.agree),
      differ: Number(figures?.differ),
      not_computed: Number(figures?.not_computed),
    },
    settings: await settingHashes(database),
    files: Object.fromEntries(
      [warehouseFile, analystFile, 'rejects.json'].map((name) => [name, fileHash(join(aside, name))]),
    ),
    content_hash: combinedHash(hashes),
    content_hashes: listed(hashes),
  };
}

/** A hash of each table of rules, codes and calendar in force, settings included. */
export async function settingHashes(database: Database): Promise<Record<string, string>> {
  const names = ['calendar', 'time_limits', 'documents', 'published_figures', 'figure_measures', 'codes'];
  return listed(
    await contentHashes(
      database,
      names.map((name) => `reference.${name}`),
    ),
  );
}

function listed(hashes: readonly TableHash[]): Record<string, string> {
  return Object.fromEntries(hashes.map(({ table, hash }) => [table, hash]));
}
