import type { CellName } from './layout.ts';
import type { Database } from '../open.server.ts';

/** The types of which organisations exist, by month: everybody may know them. */
export type Presence = ReadonlyMap<string, ReadonlySet<string | null>>;

/** Reads the months and types of the published number of organisations. */
export async function readPresence(database: Database): Promise<Presence> {
  const rows = await database.all(
    'select distinct month, organization_type from marts.agg_organizations_by_month order by month',
  );
  const presence = new Map<string, Set<string | null>>();
  for (const { month, organization_type: type } of rows) {
    const types = presence.get(String(month)) ?? new Set();
    types.add(type === null || type === undefined ? null : String(type));
    presence.set(String(month), types);
  }
  return presence;
}

/**
 * Marks the cells of a type of which no organisation exists: at the month's end (`isStock`), or also at the end of the
 * month before, as one that came or went within the month counts too; of a year, in none of its months. Months before
 * the first that is known are taken to be like it, months after the last like that.
 */
export function vacantCells(
  presence: Presence,
  names: readonly CellName[],
  { months, isStock }: { months: readonly string[]; isStock: boolean },
): Uint8Array {
  const vacant = new Uint8Array(names.length);
  const known = [...presence.keys()].sort();
  if (known.length === 0) return vacant;
  const typesOf = (month: string) =>
    presence.get(known.findLast((each) => each <= month) ?? known[0] ?? '') ?? new Set();
  const looked = new Map(
    months.map((month, m) => [month, (isStock ? [month] : [months[m - 1] ?? month, month]).map(typesOf)]),
  );
  for (const [cell, { table, period, organizationType: type }] of names.entries()) {
    if (type === undefined) continue;
    const own = table.startsWith('year')
      ? months.filter((month) => month.slice(0, 4) === period.slice(0, 4))
      : [period];
    if (!own.some((month) => looked.get(month)?.some((types) => types.has(type)))) vacant[cell] = 1;
  }
  return vacant;
}

/** Those of the vacant cells that count nothing. A type that went within the month may have left something to count. */
export function vacantOf(vacant: Uint8Array, values: Float64Array): Uint8Array {
  return vacant.map((mark, cell) => (mark && values[cell] === 0 ? 1 : 0));
}
