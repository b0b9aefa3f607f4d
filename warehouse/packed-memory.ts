import type { Database } from './open.server.ts';

/** Under this name the tables of a database in memory are. */
export const work = 'work';

/**
 * Gives a database in memory a place for its tables that can be packed: DuckDB packs those in memory only where it is
 * told so, and never those of the database that it opens with.
 */
export async function makePackable(database: Database): Promise<Database> {
  await database.run(`attach ':memory:' as ${work} (compress)`);
  return within(database);
}

async function within(database: Database, place = work): Promise<Database> {
  await database.run(`use ${place}`);
  return { ...database, beside: async () => within(await database.beside(), place) };
}

/** Another connection to a database in memory, with a place of its own for tables and views: those of `work` are named in full there. */
export async function placeBeside(database: Database, place: string): Promise<Database> {
  await database.run(`attach ':memory:' as ${place} (compress)`);
  return within(await database.beside(), place);
}

/** Packs the tables of a database in memory, into a seventh of what they take as they come. */
export async function packMemory(database: Database): Promise<void> {
  await database.run(`checkpoint ${work}`);
}
