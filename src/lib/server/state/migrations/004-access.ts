import type { Kysely, Migration } from 'kysely';

const firstPasswordDays = 7;

/**
 * Browsers are known beside addresses; first passwords end (those that stand already, a week from now); the audit is
 * found by who and by what.
 */
export const access: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema.alterTable('known_addresses').renameTo('known_places').execute();
    await db.schema.alterTable('people').addColumn('password_until', 'text').execute();
    const until = new Date(Date.now() + firstPasswordDays * 24 * 60 * 60_000).toISOString();
    await db
      .withTables<{ people: { password_until: string | null; must_change_password: number } }>()
      .updateTable('people')
      .set({ password_until: until })
      .where('must_change_password', '=', 1)
      .execute();
    await db.schema.createIndex('audit_action').on('audit').columns(['action', 'seq']).execute();
    await db.schema.createIndex('audit_actor').on('audit').columns(['actor', 'seq']).execute();
  },
};
