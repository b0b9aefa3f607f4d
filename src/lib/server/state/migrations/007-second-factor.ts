import type { Kysely, Migration } from 'kysely';

/** The keys of those who give a code after their password, and what sessions know of that. */
export const secondFactor: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('second_factors')
      .addColumn('name', 'text', (column) => column.primaryKey())
      .addColumn('key', 'text', (column) => column.notNull())
      .addColumn('confirmed_at', 'text')
      .addColumn('last_step', 'integer', (column) => column.notNull())
      .execute();
    await db.schema
      .alterTable('sessions')
      .addColumn('second_step', 'text', (column) => column.notNull().defaultTo('none'))
      .execute();
  },
};
