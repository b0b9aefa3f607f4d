import { sql, type Kysely, type Migration } from 'kysely';

/** Briefings of both disclosure profiles, each with texts and issues of its own; secrecy marks that officers set. */
export const briefingProfiles: Migration = {
  async up(db: Kysely<unknown>) {
    await ownTexts(db);
    await ownIssues(db);
    await db.schema
      .createTable('briefing_secrecy')
      .addColumn('month', 'text', (column) => column.notNull())
      .addColumn('span', 'text', (column) => column.notNull())
      .addColumn('disclosure', 'text', (column) => column.notNull())
      .addColumn('level', 'text', (column) => column.notNull())
      .addColumn('basis', 'text', (column) => column.notNull())
      .addColumn('changed_at', 'text', (column) => column.notNull())
      .addColumn('changed_by', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('briefing_secrecy_key', ['month', 'span', 'disclosure'])
      .execute();
  },
};

async function ownTexts(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('briefing_texts').renameTo('briefing_texts_before').execute();
  await db.schema
    .createTable('briefing_texts')
    .addColumn('month', 'text', (column) => column.notNull())
    .addColumn('span', 'text', (column) => column.notNull())
    .addColumn('disclosure', 'text', (column) => column.notNull())
    .addColumn('prompt', 'text', (column) => column.notNull())
    .addColumn('text', 'text', (column) => column.notNull())
    .addColumn('changed_at', 'text', (column) => column.notNull())
    .addColumn('changed_by', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('briefing_texts_profile_key', ['month', 'span', 'disclosure', 'prompt'])
    .execute();
  await sql`
    insert into briefing_texts (month, span, disclosure, prompt, text, changed_at, changed_by)
    select month, span, 'full', prompt, text, changed_at, changed_by from briefing_texts_before
  `.execute(db);
  await db.schema.dropTable('briefing_texts_before').execute();
}

async function ownIssues(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('briefings_issued').renameTo('briefings_issued_before').execute();
  await db.schema
    .createTable('briefings_issued')
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('month', 'text', (column) => column.notNull())
    .addColumn('span', 'text', (column) => column.notNull())
    .addColumn('disclosure', 'text', (column) => column.notNull())
    .addColumn('number', 'integer', (column) => column.notNull())
    .addColumn('version', 'text', (column) => column.notNull())
    .addColumn('issued_at', 'text', (column) => column.notNull())
    .addColumn('issued_by', 'text', (column) => column.notNull())
    .addColumn('manifest', 'text', (column) => column.notNull())
    .addColumn('figures', 'text', (column) => column.notNull())
    .addColumn('files', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('briefings_issued_key', ['id'])
    .addUniqueConstraint('briefings_issued_profile_once', ['month', 'span', 'disclosure', 'number'])
    .execute();
  await sql`
    insert into briefings_issued
      (id, month, span, disclosure, number, version, issued_at, issued_by, manifest, figures, files)
    select id, month, span, 'full', number, version, issued_at, issued_by, manifest, figures, files
    from briefings_issued_before
  `.execute(db);
  await db.schema.dropTable('briefings_issued_before').execute();
}
