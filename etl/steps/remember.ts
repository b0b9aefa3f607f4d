import type { Database } from '#warehouse/open.server.ts';
import { keptColumns, register } from '../contract.ts';
import { quoted } from '../sql.ts';
import { remembered, storeKey } from './store.ts';

type Remembered = (typeof remembered)[number];

/**
 * Finds, over all landed snapshots at once, which periods of the history end and which begin, and leaves them in
 * landing.closed_* and landing.opened_*. Codes that look in every landed snapshot as they did before are passed over.
 */
export async function rememberLanding(database: Database): Promise<void> {
  const [landed] = await database.all('select count(*) as snapshot_count from landing.snapshots');
  const remember = Number(landed?.snapshot_count) === 1 ? rememberOne : rememberRuns;
  for (const name of remembered) await remember(database, name);
  await database.run(
    `create or replace table landing.new_successions as
     select snapshots.as_of, from_code, to_code, event, event_on, legal_basis
     from landing.successions inner join landing.snapshots using (snapshot_no) where reason is null`,
  );
}

/** One snapshot, as every month: rows that differ from the newest ones open a period, and those close. Nothing is copied. */
async function rememberOne(database: Database, name: Remembered): Promise<void> {
  const key = quoted(storeKey(name));
  await database.run(
    `create or replace table landing.unchanged_${name} as
     select new.${key} as unchanged_key from landing.${name} as new
     inner join base.hist_${name} as old on old.valid_to is null and ${sameRow(name)} where new.reason is null`,
  );
  await database.run(
    `create or replace table landing.closed_${name} as
     select old.${key} as closed_key, (select as_of from landing.snapshots) as valid_to from base.hist_${name} as old
     anti join landing.unchanged_${name} as same on same.unchanged_key = old.${key}
     where old.valid_to is null`,
  );
  const columns = keptColumns(register(name)).map((column) => `new.${quoted(column)}`);
  await database.run(
    `create or replace view landing.opened_${name} as
     select ${columns.join(', ')}, (select as_of from landing.snapshots) as valid_from, null::date as valid_to
     from landing.${name} as new anti join landing.unchanged_${name} as same on same.unchanged_key = new.${key}
     where new.reason is null`,
  );
}

/** Several snapshots at once: the runs of equal rows over all of them, whose starts and ends are the periods. */
async function rememberRuns(database: Database, name: Remembered): Promise<void> {
  await database.run(changedSql(name));
  await database.run(runsSql(name));
  await database.run(
    `create or replace table landing.closed_${name} as
       select runs.${quoted(storeKey(name))} as closed_key, ends.as_of as valid_to
       from landing.runs_${name} as runs
       inner join landing.snapshots as ends on ends.snapshot_no = runs.last_no + 1
       where runs.first_no = 0`,
  );
  const columns = keptColumns(register(name)).map((column) => `runs.${quoted(column)}`);
  await database.run(
    `create or replace table landing.opened_${name} as
       select ${columns.join(', ')}, starts.as_of as valid_from, ends.as_of as valid_to
       from landing.runs_${name} as runs
       inner join landing.snapshots as starts on starts.snapshot_no = runs.first_no
       left join landing.snapshots as ends on ends.snapshot_no = runs.last_no + 1
       where runs.first_no > 0`,
  );
}

function sameRow(name: Remembered): string {
  const same = keptColumns(register(name)).map(
    (column) => `old.${quoted(column)} is not distinct from new.${quoted(column)}`,
  );
  return same.join(' and ');
}

function changedSql(name: Remembered): string {
  const key = quoted(storeKey(name));
  return `create or replace table landing.changed_${name} as
    with unchanged as (
      select new.${key} as changed_key from landing.${name} as new
      inner join base.hist_${name} as old on old.valid_to is null and ${sameRow(name)}
      where new.reason is null
      group by new.${key} having count(*) = (select count(*) from landing.snapshots)
    ), present as (
      select ${key} as changed_key from landing.${name} where reason is null
      union
      select ${key} from base.hist_${name} where valid_to is null
    )
    select changed_key from present anti join unchanged using (changed_key)`;
}

function runsSql(name: Remembered): string {
  const key = quoted(storeKey(name));
  const columns = keptColumns(register(name)).map(quoted);
  const list = columns.join(', ');
  const whole = `{${columns.map((column) => `${column}: ${column}`).join(', ')}}`;
  return `create or replace table landing.runs_${name} as
    with sequence as (
      select 0 as snapshot_no, ${list} from base.hist_${name}
      where valid_to is null and ${key} in (select changed_key from landing.changed_${name})
      union all
      select snapshot_no, ${list} from landing.${name}
      where reason is null and ${key} in (select changed_key from landing.changed_${name})
    ), alike as (
      select ${list}, min(snapshot_no) as first_no, max(snapshot_no) as last_no, count(*) as snapshot_count
      from sequence group by ${list}
    ), steady as (
      select ${key} as steady_key from alike group by ${key}
      having count(*) = 1 and any_value(last_no - first_no + 1 = snapshot_count)
    ), marked as (
      select *, coalesce(lag(snapshot_no) over in_time <> snapshot_no - 1 or lag(${whole}) over in_time is distinct from ${whole}, true) as is_start
      from sequence anti join steady on steady_key = ${key}
      window in_time as (partition by ${key} order by snapshot_no)
    ), numbered as (
      select *, count(*) filter (is_start) over (partition by ${key} order by snapshot_no) as run_no from marked
    )
    select ${list}, first_no, last_no from alike semi join steady on steady_key = ${key}
    union all
    select ${list}, min(snapshot_no), max(snapshot_no) from numbered group by run_no, ${list}`;
}
