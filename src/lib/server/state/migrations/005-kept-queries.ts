import type { Kysely, Migration } from 'kysely';

/** What analysts have run and what they keep: saved queries with their earlier texts and readers, and where they are pinned. */
export const keptQueries: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('query_runs')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('ran_at', 'text', (column) => column.notNull())
      .addColumn('sql', 'text', (column) => column.notNull())
      .addColumn('arguments', 'text', (column) => column.notNull())
      .addColumn('version', 'text', (column) => column.notNull())
      .addColumn('row_count', 'integer')
      .addColumn('is_cut', 'integer', (column) => column.notNull())
      .addColumn('elapsed_ms', 'integer', (column) => column.notNull())
      .addColumn('problem', 'text')
      .execute();
    await db.schema.createIndex('query_runs_name').on('query_runs').columns(['name', 'ran_at']).execute();
    await db.schema.createIndex('query_runs_ran_at').on('query_runs').column('ran_at').execute();
    await db.schema
      .createTable('saved_queries')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('owner', 'text', (column) => column.notNull())
      .addColumn('title', 'text', (column) => column.notNull())
      .addColumn('description', 'text', (column) => column.notNull())
      .addColumn('sql', 'text', (column) => column.notNull())
      .addColumn('parameters', 'text', (column) => column.notNull())
      .addColumn('view', 'text')
      .addColumn('edition', 'integer', (column) => column.notNull())
      .addColumn('sharing', 'text', (column) => column.notNull())
      .addColumn('created_at', 'text', (column) => column.notNull())
      .addColumn('changed_at', 'text', (column) => column.notNull())
      .execute();
    await db.schema.createIndex('saved_queries_owner').on('saved_queries').column('owner').execute();
    await db.schema
      .createTable('saved_query_editions')
      .addColumn('query_id', 'text', (column) => column.notNull())
      .addColumn('edition', 'integer', (column) => column.notNull())
      .addColumn('title', 'text', (column) => column.notNull())
      .addColumn('sql', 'text', (column) => column.notNull())
      .addColumn('parameters', 'text', (column) => column.notNull())
      .addColumn('saved_at', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('saved_query_editions_key', ['query_id', 'edition'])
      .execute();
    await db.schema
      .createTable('saved_query_readers')
      .addColumn('query_id', 'text', (column) => column.notNull())
      .addColumn('name', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('saved_query_readers_key', ['query_id', 'name'])
      .execute();
    await db.schema
      .createTable('pins')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('query_id', 'text', (column) => column.notNull())
      .addColumn('place', 'text', (column) => column.notNull())
      .addColumn('choices', 'text', (column) => column.notNull())
      .addColumn('pinned_at', 'text', (column) => column.notNull())
      .execute();
    await db.schema.createIndex('pins_name').on('pins').column('name').execute();
  },
};
