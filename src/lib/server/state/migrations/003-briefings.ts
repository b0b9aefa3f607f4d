import type { Kysely, Migration } from 'kysely';

/** What officers write into briefings, and the briefings that were issued. */
export const briefings: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('briefing_texts')
      .addColumn('month', 'text', (column) => column.notNull())
      .addColumn('span', 'text', (column) => column.notNull())
      .addColumn('prompt', 'text', (column) => column.notNull())
      .addColumn('text', 'text', (column) => column.notNull())
      .addColumn('changed_at', 'text', (column) => column.notNull())
      .addColumn('changed_by', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('briefing_texts_key', ['month', 'span', 'prompt'])
      .execute();
    await db.schema
      .createTable('briefings_issued')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('month', 'text', (column) => column.notNull())
      .addColumn('span', 'text', (column) => column.notNull())
      .addColumn('number', 'integer', (column) => column.notNull())
      .addColumn('version', 'text', (column) => column.notNull())
      .addColumn('issued_at', 'text', (column) => column.notNull())
      .addColumn('issued_by', 'text', (column) => column.notNull())
      .addColumn('manifest', 'text', (column) => column.notNull())
      .addColumn('figures', 'text', (column) => column.notNull())
      .addColumn('files', 'text', (column) => column.notNull())
      .addUniqueConstraint('briefings_issued_once', ['month', 'span', 'number'])
      .execute();
  },
};
