import { join } from 'node:path';
import { buildModels } from '#warehouse/build.ts';
import type { Database } from '#warehouse/open.server.ts';
import { placeBeside, work } from '#warehouse/packed-memory.ts';
import { sqlFile } from '#warehouse/project.ts';
import { settled } from '#warehouse/side-by-side.ts';
import { sha256Of } from '#warehouse/whole.server.ts';
import { contractVersion } from '../contract.ts';
import { places, type Surroundings } from '../surroundings.ts';
import {
  carriedIn,
  carriedSql,
  type CarriedTable,
  carriedTables,
  differenceSql,
  shortSql,
} from './carry/tables.ts';
import { sameCounting } from './changes/same-counting.ts';
import { showRowsBefore } from './changes/worlds.ts';
import { warehouseFile } from './draft.ts';
import { remembered } from './store.ts';
import { type Manifest, manifestOf, unlessRefused, versionsIn } from './version-folders.ts';

/** Counting some cases twice is worth while up to this share of all. */
const usualShare = 0.4;

/** Under this name the older version's file is attached. */
const olderFile = 'carried_file';

/** Places of the cases as they were and as they are. */
const before = 'cases_before';
const now = 'cases_now';

export interface Carried {
  /** SQL of the tables that are carried on, by table. */
  instead: ReadonlyMap<string, string>;
  /** When all cases were counted last, on the way to the older version. */
  countedAt: string;
  /** Lets the older version and what was counted go, once the tables are made. */
  end(): Promise<void>;
}

/**
 * Finds how the tables by month that are sums over cases follow from those of an older version: the cases that may have
 * another part in them now (a month's, not ten years') are counted twice, as they were then and as they are now, and the
 * difference is added. Null where all cases are to be counted anew: there is no whole older version whose snapshots are
 * the first ones of the `store` views, with the same models, time limits and calendar; or too many cases changed.
 */
export async function carryOn(database: Database, surroundings: Surroundings): Promise<Carried | null> {
  const older = await olderVersion(database, surroundings);
  return older && carryFrom(database, older);
}

/** A version that others can be carried on from. */
export interface Older {
  asOf: string;
  countedAt: string;
  /** Its published file. */
  path: string;
}

/**
 * The newest version that the `store` views go on from; null where that is damaged. Only those that go back to the last
 * time when all cases were counted: what was wrong before it (which made somebody rebuild) must not come back.
 */
async function olderVersion(database: Database, surroundings: Surroundings): Promise<Older | null> {
  const { published } = places(surroundings.dataDir);
  const snapshots = await database.all('select as_of, sha256 from store.snapshots order by as_of');
  const shown = snapshots.map(({ as_of: asOf, sha256 }) => `${String(asOf)} ${String(sha256)}`);
  const isSame = await sameCounting(database);
  const manifests = versionsIn(published)
    .flatMap((version) => unlessRefused(() => manifestOf(published, version)) ?? [])
    .filter(({ provinces }) => !provinces);
  const countedAt = manifests.map(countedAtOf).sort().at(-1);
  for (const manifest of manifests.toReversed()) {
    if (countedAtOf(manifest) !== countedAt) continue;
    const { rules, models } = isSame(manifest);
    const isAlike =
      rules &&
      models &&
      manifest.contract === contractVersion &&
      manifest.snapshots.every(({ as_of: asOf, sha256 }, index) => shown[index] === `${asOf} ${sha256}`);
    if (!isAlike) continue;
    const path = join(published, manifest.version, warehouseFile);
    const isWhole = (await sha256Of(path)) === manifest.files[warehouseFile];
    return isWhole ? { asOf: manifest.as_of, countedAt, path } : null;
  }
  return null;
}

/** Versions of older programs do not tell: they were counted whole. */
const countedAtOf = ({ counted_at: countedAt, published_at: publishedAt }: Manifest) =>
  countedAt ?? publishedAt;

/** `carryOn` from a given version, whose snapshots are the first ones of the `store` views. */
export async function carryFrom(
  database: Database,
  { asOf, countedAt, path }: Older,
  mostShare = usualShare,
): Promise<Carried | null> {
  await database.run(`attach '${path.replaceAll("'", "''")}' as ${olderFile} (read_only)`);
  const end = async () => {
    await database.run('drop schema if exists carried cascade');
    await database.run(`detach ${olderFile}`);
  };
  try {
    const tables = await carriedIn(database, olderFile);
    const share = await findCases(database, asOf);
    if (share !== null && share <= mostShare && (await findDifferences(database, tables))) {
      const sql = (table: CarriedTable) => carriedSql(table, olderFile, differenceOf(table));
      return { instead: new Map(tables.map((table) => [table.name, sql(table)])), countedAt, end };
    }
  } catch (error) {
    await end();
    throw error;
  }
  await end();
  return null;
}

/**
 * Makes carried.cases, the cases to count; gives their share of those in the newest snapshot, null where the months of
 * both versions may not begin with the same one.
 */
async function findCases(database: Database, asOf: string): Promise<number | null> {
  await showRowsBefore(database, 'store', asOf);
  await database.run('create schema carried');
  await database.run(
    `create table carried.bounds as
     select as_of, cast(date_trunc('month', as_of) as date) as newest_month,
       (select min(month) from ${olderFile}.marts.dim_month) as first_month
     from before.cut`,
  );
  await database.run(
    `create table carried.successions as ${sqlFile('models/intermediate/int_successions.sql')}`,
  );
  for (const name of ['witness', 'codes', 'cases'])
    await database.run(`create table carried.${name} as ${sqlFile(`carried/${name}.sql`)}`);
  const [counted] = await database.all(
    `select (select count(*) from carried.witness) as witness_count,
       (select count(*) from carried.cases) as case_count,
       (select count(*) from store.hist_cases where valid_to is null) as all_count`,
  );
  const share = Number(counted?.case_count) / Number(counted?.all_count);
  return Number(counted?.witness_count) > 0 ? share : null;
}

const differenceOf = ({ name }: CarriedTable) => name.replace('marts.', 'carried.');

/**
 * Counts the cases as they were and as they are, and makes a table of the difference for each carried table. False when
 * one of them would take away more than the older version has.
 */
async function findDifferences(database: Database, tables: readonly CarriedTable[]): Promise<boolean> {
  try {
    await settled([countCases(database, 'before', before), countCases(database, 'store', now)]);
    for (const table of tables) {
      const difference = differenceOf(table);
      await database.run(`create table ${difference} as ${differenceSql(table, { now, before })}`);
      const [short] = await database.all(shortSql(table, olderFile, difference));
      if (Number(short?.row_count) > 0) return false;
    }
    return true;
  } finally {
    for (const place of [before, now]) await database.run(`detach database if exists ${place}`);
  }
}

/** Builds the carried tables in a place of its own, from the rows of `schema` with no other cases than carried.cases. */
async function countCases(database: Database, schema: 'before' | 'store', place: string): Promise<void> {
  const own = await placeBeside(database, place);
  try {
    for (const name of ['store', 'reference']) await own.run(`create schema ${name}`);
    for (const table of ['calendar', 'time_limits'])
      await own.run(`create view reference.${table} as from ${work}.reference.${table}`);
    const shown = remembered.filter((name) => name !== 'cases').map((name) => `hist_${name}`);
    for (const table of [...shown, 'snapshots', 'successions', 'successions_delivered'])
      await own.run(`create view store.${table} as from ${work}.${schema}.${table}`);
    await own.run(
      `create table store.hist_cases as
       from ${work}.${schema}.hist_cases where case_code in (from ${work}.carried.cases)`,
    );
    await buildModels(own, { only: carriedTables });
  } finally {
    own.close();
  }
}
