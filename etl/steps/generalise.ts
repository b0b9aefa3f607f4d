import { quoted } from '../sql.ts';

/** Columns that add up over rows. */
export const measure = /(_count|_workdays_closed|_workdays_pending)$/;
const codeColumns = [
  'organization_code',
  'current_organization_code',
  'ancestor_code',
  'parent_code',
  'from_code',
  'to_code',
];

/** Tables in which a small organisation has no row of its own. */
const withoutSmall: Record<string, readonly string[]> = {
  'marts.dim_organization': ['organization_code'],
  'marts.dim_organization_subtree': ['ancestor_code', 'organization_code'],
  'meta.successions': ['from_code', 'to_code'],
};

/** A warning about a category names it; one about organisations keeps their number only. */
const warningsSql = `select * replace (case when kind in ('category_vanished', 'share_moved') then subject end as subject) from meta.warnings`;

/**
 * The SELECT of a table for the analyst's file: small organisations stand under the code that int_shown_codes gives
 * them, keeping their own type; aggregates are summed again; keys of dimension rows are left out.
 */
export function generalisedSql(table: string, columns: readonly string[]): string {
  const coded = columns.filter((name) => codeColumns.includes(name));
  if (table === 'meta.warnings') return warningsSql;
  if (coded.length === 0) return `from ${table}`;
  const aggregate = table.startsWith('marts.agg_');
  const kept = columns.filter((name) => name !== 'organization_key' || table === 'marts.dim_organization');
  const list = kept.map((name) => {
    if (coded.includes(name))
      return `coalesce(${quoted(`shown_${name}`)}.shown_code, source.${quoted(name)}) as ${quoted(name)}`;
    if (aggregate && measure.test(name))
      return `cast(sum(source.${quoted(name)}) as bigint) as ${quoted(name)}`;
    return `source.${quoted(name)}`;
  });
  const joins = coded.map(
    (name) =>
      `left join int_shown_codes as ${quoted(`shown_${name}`)} on ${quoted(`shown_${name}`)}.organization_code = source.${quoted(name)}`,
  );
  const own = (withoutSmall[table] ?? []).map(
    (name) =>
      `(source.${quoted(name)} is null or ${quoted(`shown_${name}`)}.shown_code = source.${quoted(name)})`,
  );
  const where = own.length > 0 ? ` where ${own.join(' and ')}` : '';
  const distinct = table === 'meta.not_delivered' ? 'distinct ' : '';
  return `select ${distinct}${list.join(', ')} from ${table} as source ${joins.join(' ')}${where}${aggregate ? ' group by all' : ''}`;
}
