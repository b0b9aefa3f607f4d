import type { Database } from '#warehouse/open.server.ts';
import { shareOut, withConnections } from '#warehouse/side-by-side.ts';
import { register } from '../contract.ts';
import { quoted } from '../sql.ts';
import { remembered, storeKey } from './store.ts';

/**
 * Finds the faults that no row shows alone, over all landed snapshots at once and in the contract's order: codes that
 * stand twice (every copy), organisations without a way up (unknown or rejected parent, loop), and references to
 * organisations that were not accepted.
 */
export async function settleLanding(database: Database): Promise<void> {
  await withConnections(database, 1, async (others) => {
    const connections = [database, ...others];
    await shareOut(
      connections,
      remembered.map((name) => (connection) => rejectDoubled(connection, name)),
    );
    await rejectOrphans(database);
    await shareOut(connections, [
      ...referring.map((name) => (connection: Database) => rejectStrayed(connection, name)),
      rejectStrayedSuccessions,
    ]);
  });
}

/** Registers whose rows each name an organisation. */
const referring = ['members', 'cases', 'duties'] as const;

async function rejectStrayed(database: Database, name: (typeof referring)[number]): Promise<void> {
  await database.run(
    `update landing.${name} set reason = 'unknown_organization', reason_column = 'organization_code',
       found = 'text of ' || length(organization_code)
     where reason is null and not exists (
       select 1 from landing.organizations as organizations
       where organizations.reason is null and organizations.snapshot_no = ${name}.snapshot_no
       and organizations.organization_code = ${name}.organization_code)`,
  );
}

async function rejectDoubled(database: Database, name: (typeof remembered)[number]): Promise<void> {
  const key = quoted(storeKey(name));
  const shown = name === 'members' ? `'text'` : `'text of ' || length(${key})`;
  await database.run(
    `update landing.${name} set reason = 'duplicate_code', reason_column = $1, found = ${shown}
     where reason is null and (snapshot_no, ${key}) in (
       select (snapshot_no, ${key}) from landing.${name} where ${key} is not null and coalesce(reason not in ('malformed_row', 'blank', 'total')
         and not (reason = 'wrong_type' and reason_column = $1), true)
       group by snapshot_no, ${key} having count(*) > 1)`,
    [register(name).key],
  );
}

/** Keeps the organisations that reach, by accepted parents, one without a parent. */
async function rejectOrphans(database: Database): Promise<void> {
  await database.run(
    `update landing.organizations set reason = 'unknown_organization', reason_column = 'parent_code',
       found = 'text of ' || length(parent_code)
     where reason is null and (snapshot_no, organization_code) not in (
       with recursive reached as (
         select snapshot_no, organization_code from landing.organizations where reason is null and parent_code is null
         union all
         select below.snapshot_no, below.organization_code
         from reached inner join landing.organizations as below
           on below.reason is null and below.snapshot_no = reached.snapshot_no
           and below.parent_code = reached.organization_code)
       select (snapshot_no, organization_code) from reached)`,
  );
}

/** A succession may name organisations that have left the register, but none that was never seen. */
async function rejectStrayedSuccessions(database: Database): Promise<void> {
  await database.run(
    `create or replace table landing.known_organizations as
     select organization_code, min(snapshot_no) as snapshot_no from (
       select organization_code, 0 as snapshot_no from base.hist_organizations
       union all select organization_code, snapshot_no from landing.organizations where reason is null)
     group by organization_code`,
  );
  for (const column of ['from_code', 'to_code']) {
    await database.run(
      `update landing.successions set reason = 'unknown_organization', reason_column = $1,
         found = 'text of ' || length(${quoted(column)})
       where reason is null and ${quoted(column)} is not null and not exists (
         select 1 from landing.known_organizations as known
         where known.organization_code = successions.${quoted(column)} and known.snapshot_no <= successions.snapshot_no)`,
      [column],
    );
  }
}
