import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from '#warehouse/open.server.ts';
import { places, type Surroundings } from '../surroundings.ts';
import { ownMark, sweepLeftovers } from './process.ts';
import { policyOf } from './retention.ts';

/** Names of the two published files. */
export const warehouseFile = 'warehouse.duckdb';
export const analystFile = 'analyst.duckdb';

/** Under this name the file that is being made is attached: the models build their tables in it, not in memory first. */
export const draftName = 'warehouse_file';

/** Under this name the analyst's file of a draft is. */
export const analystName = 'analyst_file';

/** A version that is being made aside. */
export interface Draft {
  folder: string;
  /** Whether its data are small, as pace.ts tells. */
  isSmall: boolean;
  /** Takes it away, unless it has gone live. */
  discard(): void;
}

const smallBlock = 65_536;
const usualBlock = 262_144;

/**
 * Begins a version aside, with its `warehouse.duckdb` attached to the database. Needs the load lock. Until `writeVersion`
 * has ended no file gets FSST.
 * Throws SettingError when the policy of keeping versions cannot be taken.
 */
export async function openDraft(
  database: Database,
  { isSmall }: { isSmall: boolean },
  surroundings: Surroundings,
): Promise<Draft> {
  const { published } = places(surroundings.dataDir);
  policyOf(surroundings);
  sweepLeftovers(published);
  const folder = join(published, `.new-${ownMark()}`);
  const discard = () => rmSync(folder, { recursive: true, force: true });
  try {
    mkdirSync(folder, { recursive: true });
    // FSST takes half the time of writing; codes that stand in many rows are packed as small by dictionary.
    await database.run(`set global disabled_compression_methods = 'fsst'`);
    await attachNew(database, { path: join(folder, warehouseFile), name: draftName, isSmall });
  } catch (error) {
    discard();
    throw error;
  }
  return { folder, isSmall, discard };
}

/**
 * Attaches a new file that is published, in the oldest storage: DuckDB 1.4 can open it, and no text of it is packed in a
 * way that a search of its bytes for what must not be there would pass by. It has no log: until it is whole nobody looks
 * at it. A block that a small table does not fill costs as much to write and to hash as a full one.
 */
export async function attachNew(
  database: Database,
  { path, name, isSmall }: { path: string; name: string; isSmall: boolean },
): Promise<void> {
  const block = isSmall ? smallBlock : usualBlock;
  await database.run(
    `attach '${path.replaceAll("'", "''")}' as ${name} (block_size ${block}, recovery_mode no_wal_writes)`,
  );
  for (const schema of ['marts', 'meta']) await database.run(`create schema ${name}.${schema}`);
}
