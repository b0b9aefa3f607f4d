import type { Database } from '#warehouse/open.server.ts';
import { keptName, registers } from '../contract.ts';
import { quoted } from '../sql.ts';

/**
 * Gives every landed row the pseudonym of the member it names: HMAC-SHA-256 of the code, its first half as a UUID. Each
 * code is hashed once, however many rows and snapshots name it. Codes and their table stay in memory, and end here.
 */
export async function keyMembers(database: Database): Promise<void> {
  const places = registers.flatMap(({ name, columns }) =>
    columns
      .filter(({ identifier }) => identifier)
      .map((column) => ({
        table: `landing.${quoted(name)}`,
        code: quoted(column.name),
        key: keptName(column),
      })),
  );
  const codes = places.map(
    ({ table, code }) => `select ${code} as code from ${table} where ${code} is not null`,
  );
  await database.run(
    `create or replace table landing.member_keys as
     select code, cast(left(keyed_hash(getvariable('inner_pad'), getvariable('outer_pad'), 'member|v1|' || code), 32) as uuid) as key
     from (${codes.join(' union ')})`,
  );
  for (const { table, code, key } of places) {
    await database.run(
      `update ${table} set ${quoted(key)} = keys.key from landing.member_keys as keys where keys.code = ${table}.${code}`,
    );
  }
  await database.run('drop table landing.member_keys');
}
