import type { Database } from '#warehouse/open.server.ts';

/** Expression for the pseudonym of a member whose code an expression gives: HMAC-SHA-256, its first half as a UUID; null for no code. */
export function pseudonymSql(code: string): string {
  return `cast(left(keyed_hash(getvariable('inner_pad'), getvariable('outer_pad'), 'member|v1|' || ${code}), 32) as uuid)`;
}

/** Rows of a snapshot whose codes are tried with zeros in front, and how many zeros. */
const triedRows = 200;
const mostZeros = 4;

/**
 * Leaves in landing.zeroed_members, of some codes of digits in each snapshot, the pseudonyms that they would have with
 * zeros in front: whether the file lost zeros is seen by whom it says to be gone, and only while the codes are there.
 */
export async function tryZeros(database: Database): Promise<void> {
  await database.run(
    `create or replace table landing.zeroed_members as
     with tried as (
       select snapshot_no, member_code from landing.members
       where member_code between '1' and ':' and regexp_full_match(member_code, '[1-9][0-9]*')
       qualify row_number() over (partition by snapshot_no order by rowid) <= ${triedRows}
     )
     select snapshot_no, ${pseudonymSql(`repeat('0', zeros::integer) || member_code`)} as member_key
     from tried, range(1, ${mostZeros + 1}) as counts(zeros)`,
  );
}

/** Leaves in landing.organization_pseudonyms what codes of organisations would be as codes of members, where the two were swapped. */
export async function keyOrganizations(database: Database): Promise<void> {
  await database.run(
    `create or replace table landing.organization_pseudonyms as
     select distinct ${pseudonymSql('organization_code')} as member_key from landing.organizations where reason is null`,
  );
}

/**
 * Gives landed cases the pseudonyms of their members: those that the members of the same snapshot have, because a hash
 * costs much more than a look, and a hash of their own where the register does not have the code.
 */
export async function keyMembers(database: Database): Promise<void> {
  await database.run(
    `update landing.cases set member_key = members.member_key from landing.members as members
     where members.member_code = cases.member_code and members.snapshot_no = cases.snapshot_no`,
  );
  await database.run(
    `update landing.cases set member_key = ${pseudonymSql('member_code')}
     where member_key is null and member_code is not null`,
  );
}
