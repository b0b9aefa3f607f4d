import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { load as loadJob, type LoadOptions } from '#etl/jobs/load.ts';
import { surroundingsFrom } from '#etl/surroundings.ts';
import { openPublished } from '#warehouse/open.server.ts';
import { run } from '../command.ts';
import { type Tables } from './compute.ts';
import { layout } from './layout.ts';
import { type Cell, type Row } from './tally.ts';

const anything: LoadOptions = { maxRejects: 100, acceptDrop: true, replace: false, checkOnly: false };

/** Loads the folders into `dataDir`, whose settings are copied from `settings`. */
export async function load(
  dataDir: string,
  folders: readonly string[],
  { settings }: { settings: string },
): Promise<void> {
  mkdirSync(dataDir, { recursive: true });
  cpSync(settings, join(dataDir, 'settings'), { recursive: true });
  const silent = () => undefined;
  await loadJob(folders, anything, {
    ...surroundingsFrom({ DATA_DIR: dataDir }),
    progress: silent,
    note: silent,
  });
}

/** A copy of another world's snapshot that claims to be of the day of `folder`: a delivery of the wrong files. */
export function mixedUp(folder: string, { wrong, copy }: { wrong: string; copy: string }): string {
  cpSync(wrong, copy, { recursive: true });
  const head: unknown = JSON.parse(readFileSync(join(folder, 'snapshot.json'), 'utf8'));
  writeFileSync(join(copy, 'snapshot.json'), JSON.stringify({ ...Object(head), control_totals: undefined }));
  return copy;
}

/** Loads a folder with the real command, whatever is in it. */
export async function loadByCommand(
  dataDir: string,
  folder: string,
  words: readonly string[] = [],
): Promise<void> {
  await etl(dataDir, ['load', folder, '--max-rejects', '100', '--accept-drop', '--json', ...words]);
}

/** Runs an etl command; throws with what it printed when it does not end with 0. */
export async function etl(dataDir: string, words: readonly string[]): Promise<void> {
  const { code, stdout, stderr } = await run(['etl', ...words], { dataDir });
  if (code !== 0) throw new Error(`etl ${words[0] ?? ''} failed: ${stdout}\n${stderr}`);
}

/** Folder of the live version. */
export function livePath(dataDir: string): string {
  const live: unknown = JSON.parse(readFileSync(join(dataDir, 'published', 'current.json'), 'utf8'));
  if (typeof live !== 'object' || live === null || !('version' in live)) throw new Error('no live version');
  return join(dataDir, 'published', String(live.version));
}

/** The content hash that the live version's manifest tells. */
export function contentHash(dataDir: string): string {
  const manifest: unknown = JSON.parse(readFileSync(join(livePath(dataDir), 'manifest.json'), 'utf8'));
  if (typeof manifest !== 'object' || manifest === null || !('content_hash' in manifest)) return 'none';
  return String(manifest.content_hash);
}

/** Every table of a published file by its name with the schema, all rows. */
export async function readEverything(path: string): Promise<Map<string, Row[]>> {
  const database = await openPublished(path);
  const there = await database.all('select table_schema, table_name from information_schema.tables');
  const tables = new Map<string, Row[]>();
  for (const { table_schema, table_name } of there) {
    const name = `${String(table_schema)}.${String(table_name)}`;
    tables.set(name, (await database.all(`select * from ${name}`)).map(toRow));
  }
  database.close();
  return tables;
}

/** Names of the tables that are compared. */
export function tableNames(): (keyof Tables)[] {
  return Object.keys(layout).filter((name): name is keyof Tables => name in layout);
}

function toRow(row: Record<string, unknown>): Row {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, toCell(value)]));
}

function toCell(value: unknown): Cell {
  if (value === null || typeof value === 'number' || typeof value === 'boolean') return value;
  return String(value);
}
