import type { Database } from '#warehouse/open.server.ts';
import { sqlFile } from '#warehouse/project.ts';
import { keptColumns, register } from '../../contract.ts';
import { quoted } from '../../sql.ts';
import { remembered, storeKey } from '../store.ts';
import type { OlderVersion } from './older-versions.ts';

/** Where the rows stand that the older version was made from: the store's file, or the store with this load. */
type Holder = 'disk' | 'store';

/** What is known of the data behind an older version. */
export interface OlderData {
  /** Null: the rows behind it are gone (a snapshot was replaced or taken back since). */
  holder: Holder | null;
  /** as_of of the first snapshot that only one of the two versions has; null: they have the same ones. */
  divergedOn: string | null;
}

/** Finds the rows behind an older version: its snapshots must be the first ones of the store's, by day and hash. */
export async function findOlderData(database: Database, older: OlderVersion): Promise<OlderData> {
  const wanted = older.manifest.snapshots.map(({ as_of: asOf, sha256 }) => ({ asOf, sha256 }));
  const now = await held(database, 'store');
  const holders: Holder[] = ['disk', 'store'];
  let holder: Holder | null = null;
  for (const each of holders) {
    const there = each === 'store' ? now : await held(database, each);
    if (wanted.every((snapshot, index) => isSame(snapshot, there[index]))) holder ??= each;
  }
  const length = Math.max(wanted.length, now.length);
  const index = Array.from({ length }, (_, each) => each).find((each) => !isSame(wanted[each], now[each]));
  const dates = index === undefined ? [] : [wanted[index]?.asOf, now[index]?.asOf];
  return { holder, divergedOn: dates.filter((date) => date !== undefined).sort()[0] ?? null };
}

interface Snapshot {
  asOf: string;
  sha256: string;
}

function isSame(one: Snapshot | undefined, other: Snapshot | undefined): boolean {
  return one?.asOf === other?.asOf && one?.sha256 === other?.sha256;
}

async function held(database: Database, schema: Holder): Promise<Snapshot[]> {
  const rows = await database.all(`select as_of, sha256 from ${schema}.snapshots order by as_of`);
  return rows.map((row) => ({ asOf: String(row.as_of), sha256: String(row.sha256) }));
}

/**
 * Makes the schema `before`: the rows that the older version was made from, with the organisations' spans of existence
 * by those rows.
 */
export async function showBefore(database: Database, holder: Holder, asOf: string): Promise<void> {
  await showRowsBefore(database, holder, asOf);
  await database.run(
    `create or replace table before.organizations as ${inWorld(sqlFile('models/intermediate/int_organizations.sql'), 'before')}`,
  );
}

/** Makes the schema `before`: the history and the snapshots as they were at `asOf`, which before.cut tells. */
export async function showRowsBefore(database: Database, holder: Holder, asOf: string): Promise<void> {
  await database.run('create schema if not exists before');
  await database.run('create or replace table before.cut as select $1::date as as_of', [asOf]);
  for (const name of remembered) {
    const columns = keptColumns(register(name)).map(quoted).join(', ');
    await database.run(
      `create or replace view before.hist_${name} as select ${columns}, valid_from,
       case when valid_to <= (from before.cut) then valid_to end as valid_to
       from ${holder}.hist_${name} where valid_from <= (from before.cut)`,
    );
  }
  for (const table of ['snapshots', 'successions', 'successions_delivered'])
    await database.run(
      `create or replace view before.${table} as from ${holder}.${table} where as_of <= (from before.cut)`,
    );
}

/** Makes the schema `late`: the rows of those cases, duties and members that the older version did not know. */
export async function showLate(database: Database, divergedOn: string): Promise<void> {
  await database.run('create schema if not exists late');
  for (const name of ['cases', 'duties', 'members'] as const) {
    const key = quoted(storeKey(name));
    await database.run(
      `create or replace table late.hist_${name} as
       with candidates as materialized (from store.hist_${name} where valid_from >= $1::date),
       known as (select ${key} from before.hist_${name} where ${key} in (select ${key} from candidates))
       from candidates where ${key} not in (select ${key} from known)`,
      [divergedOn],
    );
  }
  await database.run('create or replace view late.snapshots as from store.snapshots');
  await database.run('create or replace view late.organizations as from int_organizations');
}

/**
 * Makes the schema `moved`: the duties that the older version knew, by the rows it knew, of organisations whose span of
 * existence is another one now. Gives whether there are such organisations.
 */
export async function showMoved(database: Database): Promise<boolean> {
  await database.run('create schema if not exists moved');
  await database.run(
    `create or replace table moved.codes as
     select organization_code from before.organizations as old
     left join int_organizations as new using (organization_code)
     where old.exists_from is distinct from new.exists_from or old.exists_until is distinct from new.exists_until`,
  );
  const [counted] = await database.all('select count(*) as code_count from moved.codes');
  if (Number(counted?.code_count) === 0) return false;
  await database.run(
    `create or replace table moved.hist_duties as
     select * from (
       from before.hist_duties
       where duty_code in (
         select duty_code from before.hist_duties
         where organization_code in (select organization_code from moved.codes))
       qualify row_number() over (partition by duty_code order by valid_from desc) = 1)
     where organization_code in (select organization_code from moved.codes)`,
  );
  await database.run('create or replace view moved.snapshots as from before.snapshots');
  return true;
}

/** Duties of `moved` are counted by the organisations of another world. */
export async function placeMoved(database: Database, spans: 'before.organizations' | 'int_organizations') {
  await database.run(`create or replace view moved.organizations as from ${spans}`);
}

/** A model's or measure's SQL, reading another world than the store. */
export function inWorld(sql: string, schema: string): string {
  return sql.replaceAll(/\b(store|world)\./g, `${schema}.`);
}
