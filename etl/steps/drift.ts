import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Database, Row } from '#warehouse/open.server.ts';
import { projectRoot } from '#warehouse/project.ts';
import type { Words } from '#warehouse/metrics.ts';
import { shareOut, withConnections } from '#warehouse/side-by-side.ts';
import { register } from '../contract.ts';
import { quoted } from '../sql.ts';
import { type Drift, driftMessage, driftSentence, isDriftKind, type NamedDrift } from './drift/messages.ts';
import { passKey } from './key.ts';
import { keyOrganizations } from './pseudonyms.ts';
import { remembered } from './store.ts';

/** Registers in which something changes every month. */
const busy = ['members', 'cases', 'duties'] as const;
/** Files of SQL below steps/drift. */
const questions = ['categories', 'cases', 'organizations', 'successions', 'days', 'codes'];
/** A first snapshot has nothing before it; asking each of twenty million cases for an earlier row costs much. */
const firstQuestions = ['organizations', 'successions', 'days', 'codes'];

/**
 * Looks over the landed snapshots for what is allowed but unlikely, each against the snapshots before it, and leaves
 * it in landing.new_warnings: a category that vanished, a share out of its usual range, an organisation that sent
 * nothing or has no members left, cases that went back a stage or were reopened, days in the wrong order or with the
 * month in front, odd successions, codes that lost zeros at the front, what rejected rows have in common, a register without one changed row.
 * Nothing of it stops a load. Leaves the counts by category, from which later snapshots know what is usual, in
 * landing.new_category_counts. Needs what `rememberLanding` and `accountLanding` leave, and landing.new_snapshots.
 */
export async function noteDrift(database: Database): Promise<void> {
  await countCategories(database);
  const names = (await isFirst(database)) ? firstQuestions : questions;
  const asking = [
    ...names.map((name) => (connection: Database) => asked(connection, name)),
    causesOfRejects,
    async (connection: Database) => (await connection.all(unchangedSql())).map(driftOf),
  ];
  const found = await withConnections(database, 1, async ([beside = database]) => {
    await passKey(database, beside);
    return shareOut([database, beside], asking);
  });
  await writeWarnings(database, found.flat());
}

/** What many rejected rows have in common: two columns that changed places, headings between rows, curly quotes, foreign signs. */
export async function causesOfRejects(database: Database): Promise<Drift[]> {
  await keyOrganizations(database);
  return [...(await asked(database, 'swapped')), ...(await asked(database, 'causes'))];
}

async function asked(database: Database, name: string): Promise<Drift[]> {
  const sql = readFileSync(join(projectRoot(), 'etl', 'steps', 'drift', `${name}.sql`), 'utf8');
  return (await database.all(sql)).map(driftOf);
}

/** Sentences for the report of a load: snapshot, file, what was noticed, the first organisations or the columns. */
export async function driftSentences(database: Database): Promise<Words[]> {
  const rows = await database.all(
    `select as_of, file, kind, subject, message_vi, message_en from landing.new_warnings order by as_of, file, kind, subject`,
  );
  return rows.map((row) =>
    driftSentence(namedOf(row), { vi: String(row.message_vi), en: String(row.message_en) }),
  );
}

async function isFirst(database: Database): Promise<boolean> {
  const [row] = await database.all(
    'select count(*) <= 1 as is_first from (select as_of from base.snapshots union select as_of from landing.snapshots)',
  );
  return row?.is_first === true;
}

/** How many accepted rows of each landed snapshot carry each code of each code column. */
async function countCategories(database: Database): Promise<void> {
  const parts = remembered.flatMap((name) =>
    register(name)
      .columns.filter(({ kind, unused }) => kind === 'code' && !unused)
      .map(
        ({ name: column }) =>
          `select snapshot_no, '${name}' as file, '${column}' as column_name, ${quoted(column)} as code, count(*) as row_count
           from landing.${name} where reason is null group by snapshot_no, ${quoted(column)}`,
      ),
  );
  await database.run(
    `create or replace table landing.new_category_counts as
     with counted as (${parts.join(' union all ')}),
     whole as (select *, cast(sum(row_count) over (partition by snapshot_no, file, column_name) as bigint) as kept_count from counted)
     select snapshots.as_of, file, column_name, code, row_count, kept_count
     from whole inner join landing.snapshots as snapshots using (snapshot_no) where code is not null`,
  );
}

/** Registers that stand in a landed snapshot exactly as in the delivery before it. */
function unchangedSql(): string {
  const days = busy.map(
    (name) =>
      `select '${name}' as file, valid_from as as_of from landing.opened_${name}
       union select '${name}', valid_to from landing.opened_${name} where valid_to is not null
       union select '${name}', valid_to from landing.closed_${name}`,
  );
  return `with changed as (${days.join(' union ')}),
    delivered as (
      select distinct file, as_of from (from base.category_counts union all by name from landing.new_category_counts)
    ), numbered as (
      select *, row_number() over (partition by file order by as_of) as delivery_no from delivered
    )
    select as_of, file, 'same_as_before' as kind, null as subject, 0 as value
    from numbered where delivery_no > 1 and list_contains(['${busy.join(`', '`)}'], file)
      and as_of in (select as_of from landing.snapshots) and (file, as_of) not in (select (file, as_of) from changed)`;
}

const textOrNull = (value: Row[string] | undefined) =>
  value === null || value === undefined ? null : String(value);

function namedOf(row: Row): NamedDrift {
  const kind = String(row.kind);
  if (!isDriftKind(kind)) throw new Error(`No warning of the kind ${kind}.`);
  return {
    asOf: String(row.as_of),
    file: String(row.file),
    kind,
    subject: textOrNull(row.subject),
  };
}

function driftOf(row: Row): Drift {
  const number = (value: Row[string] | undefined) =>
    value === null || value === undefined ? null : Number(value);
  return {
    ...namedOf(row),
    labels: { vi: textOrNull(row.label_vi) ?? '', en: textOrNull(row.label_en) ?? '' },
    snapshotsBefore: number(row.snapshots_before) ?? 0,
    value: Number(row.value),
    low: number(row.expected_low),
    high: number(row.expected_high),
  };
}

async function writeWarnings(database: Database, found: readonly Drift[]): Promise<void> {
  const rows = found.map((drift) => ({
    as_of: drift.asOf,
    file: drift.file,
    kind: drift.kind,
    subject: drift.subject,
    message_vi: driftMessage(drift).vi,
    message_en: driftMessage(drift).en,
    value: drift.value,
    expected_low: drift.low,
    expected_high: drift.high,
  }));
  await database.run(
    `create or replace table landing.new_warnings as
     select unnest(from_json($1, '[{"as_of": "DATE", "file": "VARCHAR", "kind": "VARCHAR", "subject": "VARCHAR", "message_vi": "VARCHAR",
       "message_en": "VARCHAR", "value": "DECIMAL(18,9)", "expected_low": "DECIMAL(18,9)", "expected_high": "DECIMAL(18,9)"}]'), recursive := true)`,
    [JSON.stringify(rows)],
  );
}
