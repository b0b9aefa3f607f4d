import type { Kysely, Migration } from 'kysely';

/** Accounts, sessions, API tokens, failed sign-ins and the audit. */
export const peopleAndAudit: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('people')
      .addColumn('name', 'text', (column) => column.primaryKey())
      .addColumn('role', 'text', (column) => column.notNull())
      .addColumn('organization', 'text')
      .addColumn('disclosure', 'text', (column) => column.notNull())
      .addColumn('password_hash', 'text')
      .addColumn('must_change_password', 'integer', (column) => column.notNull())
      .addColumn('is_disabled', 'integer', (column) => column.notNull())
      .addColumn('created_at', 'text', (column) => column.notNull())
      .addColumn('changed_at', 'text', (column) => column.notNull())
      .execute();
    await db.schema
      .createTable('sessions')
      .addColumn('id_hash', 'text', (column) => column.primaryKey())
      .addColumn('label', 'text', (column) => column.notNull().unique())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('created_at', 'text', (column) => column.notNull())
      .addColumn('seen_at', 'text', (column) => column.notNull())
      .addColumn('expires_at', 'text', (column) => column.notNull())
      .addColumn('address', 'text', (column) => column.notNull())
      .addColumn('agent', 'text', (column) => column.notNull())
      .execute();
    await db.schema
      .createTable('tokens')
      .addColumn('token_hash', 'text', (column) => column.primaryKey())
      .addColumn('label', 'text', (column) => column.notNull().unique())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('created_at', 'text', (column) => column.notNull())
      .addColumn('expires_at', 'text', (column) => column.notNull())
      .addColumn('used_at', 'text')
      .addColumn('revoked_at', 'text')
      .execute();
    await db.schema
      .createTable('failures')
      .addColumn('subject', 'text', (column) => column.primaryKey())
      .addColumn('failed_count', 'integer', (column) => column.notNull())
      .addColumn('failed_at', 'text', (column) => column.notNull())
      .addColumn('blocked_until', 'text')
      .execute();
    await db.schema
      .createTable('audit')
      .addColumn('seq', 'integer', (column) => column.primaryKey())
      .addColumn('at', 'text', (column) => column.notNull())
      .addColumn('actor', 'text', (column) => column.notNull())
      .addColumn('session', 'text')
      .addColumn('address', 'text')
      .addColumn('action', 'text', (column) => column.notNull())
      .addColumn('object', 'text')
      .addColumn('verdict', 'text', (column) => column.notNull())
      .addColumn('detail', 'text', (column) => column.notNull())
      .addColumn('previous_hash', 'text', (column) => column.notNull())
      .addColumn('hash', 'text', (column) => column.notNull())
      .execute();
    await db.schema.createIndex('sessions_name').on('sessions').column('name').execute();
    await db.schema.createIndex('tokens_name').on('tokens').column('name').execute();
    await db.schema.createIndex('audit_at').on('audit').column('at').execute();
  },
};
