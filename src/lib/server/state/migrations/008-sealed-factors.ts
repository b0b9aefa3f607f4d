import type { Kysely, Migration } from 'kysely';

/** Which keys of second factors are sealed; those of older programs are sealed when the state is opened. */
export const sealedFactors: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .alterTable('second_factors')
      .addColumn('is_sealed', 'integer', (column) => column.notNull().defaultTo(0))
      .execute();
  },
};
