import type { Database } from '#warehouse/open.server.ts';
import { sqlFile } from '#warehouse/project.ts';
import { settled } from '#warehouse/side-by-side.ts';
import { sha256Of } from '#warehouse/whole.server.ts';
import type { Surroundings } from '../surroundings.ts';
import {
  countPublished,
  countWorld,
  type Family,
  installParts,
  stages,
  takeBeforeOut,
  type Target,
} from './changes/measures.ts';
import { olderVersions, type OlderVersion } from './changes/older-versions.ts';
import { sameCounting } from './changes/same-counting.ts';
import {
  findOlderData,
  type OlderData,
  placeMoved,
  showBefore,
  showLate,
  showMoved,
} from './changes/worlds.ts';
import { runFile } from './store.ts';

/**
 * Makes meta.changes: which figures of whole months that an older version showed are others now, and why. Compared with
 * the live version and the newest one of an earlier month; empty before the first publish. Needs the marts and the
 * `store` views of the version that is being made.
 *
 * The causes are steps from the older figure to the new one, in this order: the older rows under the rules in force now
 * (`rules`: time limits, calendar, and after an update of the program its models); those rows with the organisations
 * as they are known now (`reorganisation`); the rows of codes that the older version did not have (`late_arrivals`); and
 * what remains, rows that stand otherwise now or are gone (`corrections`).
 */
export async function describeChanges(database: Database, surroundings: Surroundings): Promise<void> {
  await runFile(database, 'steps/changes/tables.sql');
  await installParts(database);
  const [newest] = await database.all('select max(as_of) as as_of from store.snapshots');
  const asOf = String(newest?.as_of);
  for (const older of olderVersions(surroundings, asOf)) {
    surroundings.progress(`so sánh với bản ${older.manifest.version}`);
    if (await comparePublished(database, older, surroundings)) await explain(database, older, surroundings);
  }
  await database.run('create schema if not exists meta');
  await database.run(`create or replace table meta.changes as ${sqlFile('models/meta/changes.sql')}`);
}

/** Counts what the older version shows and what the new one does, of the months to compare; false when its file is damaged. */
async function comparePublished(
  database: Database,
  older: OlderVersion,
  surroundings: Surroundings,
): Promise<boolean> {
  const { version, as_of: asOf } = older.manifest;
  try {
    const [hash] = await settled([sha256Of(older.path), countOlder(database, older)]);
    if (hash !== older.manifest.files['warehouse.duckdb']) throw new Error('tệp không khớp mã băm');
  } catch (error) {
    const cause = error instanceof Error ? error.message.split('\n')[0] : '';
    surroundings.note(`không so sánh được với bản ${version}: ${cause}`);
    await database.run('delete from changes.counted where compared_version = $1', [version]);
    return false;
  }
  await countPublished(database, 'marts', { version, stage: stages.after, sign: 1 });
  for (const each of older.comparedWith)
    await database.run('insert into changes.comparisons values ($1, $2, $3::date)', [each, version, asOf]);
  return true;
}

async function countOlder(database: Database, { manifest, path }: OlderVersion): Promise<void> {
  await database.run(`attach '${path.replaceAll("'", "''")}' as older (read_only)`);
  try {
    await database.run(
      `create or replace table changes.months as
       select older.month, older.period_end from older.marts.dim_month as older
       inner join marts.dim_month as newer on newer.month = older.month
       where last_day(older.month) <= least($1::date, (select max(as_of) from store.snapshots))`,
      [manifest.as_of],
    );
    await countPublished(database, 'older.marts', {
      version: manifest.version,
      stage: stages.before,
      sign: 1,
    });
  } finally {
    await database.run('detach older');
  }
}

/** Fills the stages between the older figures and the new ones, as far as the rows behind the older ones are still there. */
async function explain(database: Database, older: OlderVersion, surroundings: Surroundings): Promise<void> {
  const data = await findOlderData(database, older);
  const { version, as_of: asOf } = older.manifest;
  if (!data.holder) {
    surroundings.note(
      `số liệu gốc của bản ${version} không còn: mọi thay đổi so với bản đó ghi là sửa số liệu`,
    );
    return;
  }
  await showBefore(database, data.holder, asOf);
  await countRules(database, older);
  await countReorganisation(database, version);
  await countLate(database, version, data);
}

async function countRules(database: Database, { manifest }: OlderVersion): Promise<void> {
  const target: Target = { version: manifest.version, stage: stages.rules, sign: 1 };
  const same = (await sameCounting(database))(manifest);
  if (same.rules && same.models) return;
  const families: Family[] = same.models ? ['cases'] : ['cases', 'duties', 'members', 'organizations'];
  await countWorld(database, 'before', families, target);
  await takeBeforeOut(database, families, target);
}

/** All that changes the number of organisations is structure; of the duties, those that it drops or takes back. */
async function countReorganisation(database: Database, version: string): Promise<void> {
  const stage = stages.reorganisation;
  await database.run(
    `insert into changes.counted
     select $1, $2::integer, month, measure, sum(case when stage = $3::integer then value else -value end)
     from changes.counted where compared_version = $1 and measure = 'organizations.organization_count'
     group by month, measure`,
    [version, stage, stages.after],
  );
  if (!(await showMoved(database))) return;
  await placeMoved(database, 'before.organizations');
  await countWorld(database, 'moved', ['duties'], { version, stage, sign: -1 });
  await placeMoved(database, 'int_organizations');
  await countWorld(database, 'moved', ['duties'], { version, stage, sign: 1 });
}

async function countLate(database: Database, version: string, { divergedOn }: OlderData): Promise<void> {
  if (divergedOn === null) return;
  await showLate(database, divergedOn);
  const families: Family[] = ['cases', 'duties', 'members'];
  await countWorld(database, 'late', families, { version, stage: stages.late, sign: 1 });
}
