import type { Kysely, Migration } from 'kysely';

/** Names that differ in capitals only are one name; the addresses from which an account has signed in. */
export const peopleNames: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema.alterTable('people').addColumn('name_key', 'text').execute();
    await db.schema.createIndex('people_name_key').on('people').column('name_key').unique().execute();
    await db.schema
      .createTable('known_addresses')
      .addColumn('subject', 'text', (column) => column.primaryKey())
      .addColumn('seen_at', 'text', (column) => column.notNull())
      .execute();
  },
};
