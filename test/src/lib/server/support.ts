import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sources } from '#warehouse/metrics.ts';
import { openMemory, type Database } from '#warehouse/open.server.ts';
import { sha256Of, sidecarOf, sidecarText } from '#warehouse/whole.server.ts';

const groups: Record<string, string> = {
  case_flow: 'case_type',
  backlog: 'case_type, stage, age_band',
  conclusion_days: 'case_type, workdays',
  external_days: 'case_type',
  decisions: 'case_type',
  duties: 'duty_type',
  members: '',
};

/** A new empty data folder below the system's temporary folder. */
export function newDataDir(): string {
  return mkdtempSync(join(tmpdir(), 'lang-kinh-server-'));
}

/** Takes a data folder away. */
export function removeDataDir(dataDir: string): void {
  rmSync(dataDir, { recursive: true, force: true });
}

/** Publishes the small warehouse of published.sql as version `id`; `change` runs on it first. */
export async function publish(dataDir: string, id: string, change = 'select 1'): Promise<void> {
  const folder = join(dataDir, 'published', id);
  mkdirSync(folder, { recursive: true });
  const bytes = built.get(change) ?? (await build(change));
  built.set(change, bytes);
  writeFileSync(join(folder, 'warehouse.duckdb'), bytes);
  writeFileSync(join(folder, 'rejects.json'), '[]');
  await writeManifest(folder, id);
  makeCurrent(dataDir, id);
}

/** Writes the manifest of the files that stand in a version's folder, with its hash beside it; `more` stands in it too. */
export async function writeManifest(
  folder: string,
  version: string,
  more: Record<string, unknown> = {},
): Promise<void> {
  const names = ['rejects.json', 'warehouse.duckdb'];
  const hashes = await Promise.all(names.map(async (name) => [name, await sha256Of(join(folder, name))]));
  const manifest = Buffer.from(JSON.stringify({ version, ...more, files: Object.fromEntries(hashes) }));
  writeFileSync(join(folder, 'manifest.json'), manifest);
  writeFileSync(join(folder, sidecarOf('manifest.json')), sidecarText('manifest.json', manifest));
}

const built = new Map<string, Buffer>();

async function build(change: string): Promise<Buffer> {
  const folder = newDataDir();
  const path = join(folder, 'warehouse.duckdb');
  const database = await openMemory();
  await database.run(`attach '${path}' as published`);
  await database.run('use published');
  await database.run(readFileSync(join(import.meta.dirname, 'published.sql'), 'utf8'));
  for (const name of Object.keys(groups)) await rollUp(database, name);
  await database.run(change);
  await database.run('use memory');
  await database.run('detach published');
  database.close();
  const bytes = readFileSync(path);
  removeDataDir(folder);
  return bytes;
}

/** Lets current.json name a version, whether it is there or not. */
export function makeCurrent(dataDir: string, id: string): void {
  const path = join(dataDir, 'published', 'current.json');
  mkdirSync(join(dataDir, 'published'), { recursive: true });
  writeFileSync(`${path}.new`, JSON.stringify({ version: id }));
  renameSync(`${path}.new`, path);
}

async function rollUp(database: Database, name: string): Promise<void> {
  const keys = [
    'month',
    'organization_key',
    'organization_code',
    'current_organization_code',
    'organization_type',
  ];
  const split = (groups[name] ?? '').split(', ').filter((column) => column !== '');
  const columns = await database.all(`describe marts.agg_${name}_by_month`);
  const sums = columns
    .map((row) => String(row.column_name))
    .filter((column) => ![...keys, ...split].includes(column))
    .map((column) => `sum(f.${column})::bigint as ${column}`);
  const table = sources[name as keyof typeof sources].byType;
  const half = (basis: string, join: string) => `
    select '${basis}' as basis, f.month, o.organization_level, o.organization_type,
      ${[...split.map((column) => `f.${column}`), ...sums].join(', ')}
    from marts.agg_${name}_by_month as f inner join marts.dim_organization as o on ${join}
    group by all`;
  await database.run(`create table marts.${table} as
    ${half('as_reported', 'o.organization_key = f.organization_key')} union all
    ${half('current', 'o.organization_code = f.current_organization_code and o.is_current')}`);
}
