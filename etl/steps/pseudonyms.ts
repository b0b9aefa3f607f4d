import type { Database } from '#warehouse/open.server.ts';

/** Expression for the pseudonym of a member whose code an expression gives: HMAC-SHA-256, its first half as a UUID; null for no code. */
export function pseudonymSql(code: string): string {
  return `cast(left(keyed_hash(getvariable('inner_pad'), getvariable('outer_pad'), 'member|v1|' || ${code}), 32) as uuid)`;
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
