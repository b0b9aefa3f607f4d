import { join } from 'node:path';
import { noPast, type Past } from '#warehouse/disclosure/memory.ts';
import { families, readPublished, type Family } from '#warehouse/disclosure/past.ts';
import { restrict, type Restricted, type RestrictedRow } from '#warehouse/disclosure/restrict.ts';
import type { Database } from '#warehouse/open.server.ts';
import { quoted } from '../sql.ts';
import { places, type Surroundings } from '../surroundings.ts';
import { warehouseFile } from './draft.ts';
import { type Manifest, manifestOf, unlessRefused, versionsIn } from './version-folders.ts';

const subjects: Record<Family, string> = { cases: 'hồ sơ', members: 'đảng viên', duties: 'nhiệm vụ' };

/** Tables of the schema `restricted`: what restricted readers are answered from. */
export const restrictedTables = [
  'cases',
  'members',
  'duties',
  'seen',
  'fingerprints',
  'thresholds',
  'shares',
] as const;

/** The marts that they are made from. */
export const restrictedReads = [
  'dim_month',
  'agg_organizations_by_month',
  'agg_case_flow_by_type',
  'agg_conclusion_days_by_type',
  'agg_external_days_by_type',
  'agg_decisions_by_type',
  'agg_duties_by_type',
  'agg_members_by_type',
].map((name) => `marts.${name}`);

/**
 * Makes the tables of the schema `restricted` from the marts of `database`: the fixed list of tables with what is hidden
 * left out. What was hidden in `past` stays hidden, and what that or an earlier version showed counts as known.
 */
export async function discloseRestricted(
  database: Database,
  past: Record<Family, Past>,
  surroundings: Surroundings,
): Promise<void> {
  surroundings.progress('bản hạn chế');
  const [newest] = await database.all('select max(as_of) as as_of from store.snapshots');
  const restricted = await restrict(database, past, String(newest?.as_of));
  if (restricted.lost > 0)
    surroundings.note(
      `bản hạn chế: ${restricted.lost} ô đã che hết mức mà vẫn có thể suy ra từ các bản trước`,
    );
  for (const family of restricted.closed)
    surroundings.note(`bản hạn chế: che hết số liệu về ${subjects[family]}, vì có ô đã che vẫn suy ra được`);
  await writeRestricted(database, restricted);
}

/** What the whole version published last showed and hid from restricted readers; nothing where there is none, or where an older program made it. */
export async function readPast(
  database: Database,
  surroundings: Surroundings,
): Promise<Record<Family, Past>> {
  const { published } = places(surroundings.dataDir);
  const manifests = versionsIn(published).flatMap((version): Manifest[] => {
    const manifest = unlessRefused(() => manifestOf(published, version));
    return manifest ? [manifest] : [];
  });
  manifests.sort((one, other) => (one.published_at < other.published_at ? 1 : -1));
  for (const { version } of manifests) {
    const past = await pastOf(database, join(published, version, warehouseFile));
    if (past === null) break;
    if (past !== 'damaged') return past;
    surroundings.note(`không đọc được bản hạn chế của ${version}`);
  }
  return { cases: noPast, members: noPast, duties: noPast };
}

async function pastOf(database: Database, path: string): Promise<Record<Family, Past> | null | 'damaged'> {
  try {
    await database.run(`attach '${path.replaceAll("'", "''")}' as last_published (read_only)`);
  } catch (error) {
    if (error instanceof Error) return 'damaged';
    throw error;
  }
  try {
    return await readPublished(database, 'last_published');
  } finally {
    await database.run('detach last_published');
  }
}

async function writeRestricted(database: Database, restricted: Restricted): Promise<void> {
  await database.run('create schema if not exists restricted');
  await writeRows(database, 'cases', restricted.cases, ['organization_type', 'case_type']);
  await writeRows(database, 'members', restricted.members.map(withType), ['organization_type']);
  await writeRows(database, 'duties', restricted.duties.map(withDuty), ['duty_type']);
  const seen = families.flatMap((family) =>
    restricted.seen[family].map(({ key, measure, value }) => [family, key, measure, String(value)]),
  );
  await writeTexts(
    database,
    'seen',
    { family: 'varchar', key: 'varchar', measure: 'varchar', value: 'double' },
    seen,
  );
  await database.run('create or replace table restricted.thresholds as from reference.disclosure');
  await writeTexts(database, 'fingerprints', { period: 'varchar', fingerprint: 'varchar' }, [
    ...restricted.prints,
  ]);
  const shares = {
    table_name: 'varchar',
    cell_count: 'bigint',
    small_count: 'bigint',
    hidden_count: 'bigint',
  };
  await writeTexts(
    database,
    'shares',
    { family: 'varchar', measure: 'varchar', ...shares, counted: 'bigint', hidden_counted: 'bigint' },
    restricted.tallies.map(({ family, measure, table, cells, small, hidden, counted, hiddenCounted }) => [
      family,
      measure,
      table,
      ...[cells, small, hidden, counted, hiddenCounted].map(String),
    ]),
  );
}

const withType = (row: RestrictedRow): RestrictedRow => ({ ...row, organizationType: row.code });

const withDuty = (row: RestrictedRow): RestrictedRow => ({
  ...row,
  table: row.table === 'month_by_type' ? 'month_by_duty_type' : row.table,
});

async function writeRows(
  database: Database,
  table: Family,
  rows: readonly RestrictedRow[],
  dimensions: readonly string[],
): Promise<void> {
  const measures = Object.keys(rows[0]?.figures ?? {});
  const columns = {
    table_name: 'varchar',
    period: 'date',
    ...Object.fromEntries(dimensions.map((name) => [name, 'varchar'])),
    ...Object.fromEntries(
      measures.map((name) => [name, /^(median|p80|p90)$/.test(name) ? 'double' : 'bigint']),
    ),
  };
  const texts = rows.map((row) => [
    row.table,
    row.period,
    ...dimensions.map((name) => (name === 'organization_type' ? row.organizationType : row.code)),
    ...measures.map((name) => textOf(row.figures[name])),
  ]);
  await writeTexts(database, table, columns, texts);
}

function textOf(figure: number | null | undefined): string | null {
  return figure === null || figure === undefined ? null : String(figure);
}

async function writeTexts(
  database: Database,
  table: string,
  columns: Record<string, string>,
  rows: readonly (readonly (string | null)[])[],
): Promise<void> {
  const names = Object.keys(columns);
  await database.run(
    `create or replace table restricted_texts (${names.map((name) => `${quoted(name)} varchar`).join(', ')})`,
  );
  await database.appendTexts({ schema: 'main', name: 'restricted_texts' }, rows);
  const typed = names.map((name) => `${quoted(name)}::${columns[name] ?? ''} as ${quoted(name)}`);
  await database.run(
    `create or replace table restricted.${quoted(table)} as select ${typed.join(', ')} from restricted_texts`,
  );
  await database.run('drop table restricted_texts');
}
