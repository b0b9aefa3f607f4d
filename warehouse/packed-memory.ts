import type { Database } from './open.server.ts';

/** Under this name the tables of a database in memory are. */
const name = 'work';

/**
 * Gives a database in memory a place for its tables that can be packed: DuckDB packs those in memory only where it is
 * told so, and never those of the database that it opens with.
 */
export async function makePackable(database: Database): Promise<Database> {
  await database.run(`attach ':memory:' as ${name} (compress)`);
  return within(database);
}

async function within(database: Database): Promise<Database> {
  await database.run(`use ${name}`);
  return { ...database, beside: async () => within(await database.beside()) };
}

/** Packs the tables of a database in memory, into a seventh of what they take as they come. */
export async function packMemory(database: Database): Promise<void> {
  await database.run(`checkpoint ${name}`);
}
