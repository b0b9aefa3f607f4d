import { sources, type Dimension, type Measure, type Source } from '#warehouse/metrics.ts';
import type { Parameter } from '#warehouse/open.server.ts';

export type Basis = 'as_reported' | 'current';
export type Filters = Partial<Record<Exclude<Dimension, 'month'>, string[]>>;

/** What to read of one source table. Months are `YYYY-MM`, inclusive. */
export interface SourceQuestion {
  source: Source;
  measures: readonly Measure[];
  by: readonly Dimension[];
  from: string;
  to: string;
  basis: Basis;
  filters: Filters;
  /** Rows beyond this are not read. */
  limit: number;
}

export interface Statement {
  sql: string;
  params: Record<string, Parameter>;
}

/** An identifier of the catalogue as SQL writes it. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** One row per combination of `by`, with one column a measure; combinations where all are 0 are left out. */
export function periodStatement(question: SourceQuestion): Statement {
  const byMonth = question.by.includes('month');
  const columns = question.measures.map(({ column, over }) => {
    const atEnd = over === 'stock' && !byMonth ? ' filter (where f.month = $to::date)' : '';
    return `coalesce(sum(f.${quoted(column)})${atEnd}, 0)::bigint as ${quoted(column)}`;
  });
  const sql = `${scopeOf(question)}
select * from (
select ${[...dimensionsOf(question), ...columns].join(', ')}
${fromAndWhere(question)}
group by all
) as counted
where ${anyCounted(question.measures)}
limit $limit`;
  const onlyEnd = !byMonth && question.measures.every(({ over }) => over === 'stock');
  return { sql, params: paramsOf(question, onlyEnd ? question.to : question.from) };
}

/** The same, each measure summed over the 12 months that end with the row's month (or with `to`). */
export function trailingYearStatement(question: SourceQuestion): Statement {
  const names = question.measures.map(({ column }) => quoted(column));
  const monthly = `select f.month as month_of_rows, ${[
    ...dimensionsOf(question).filter((_, i) => question.by[i] !== 'month'),
    ...names.map((name) => `sum(f.${name}) as ${name}`),
  ].join(', ')} ${fromAndWhere(question)} group by all`;
  const dimensions = question.by.map((name) => (name === 'month' ? 'm.month' : `monthly.${quoted(name)}`));
  const sums = names.map((name) => `sum(monthly.${name})::bigint as ${name}`);
  const before = scopeOf(question);
  const sql = `${before}${before ? ', ' : 'with '}monthly as (${monthly})
select * from (
select ${[...dimensions, ...sums].join(', ')}
from marts.dim_month as m
inner join monthly on monthly.month_of_rows between m.month - interval 11 month and m.month
where m.month between $first::date and $to::date
group by all
) as counted
where ${anyCounted(question.measures)}
limit $limit`;
  const first = question.by.includes('month') ? question.from : question.to;
  const params = paramsOf(question, addMonths(first, -11));
  return { sql, params: { ...params, first: firstDay(first) } };
}

/**
 * One row per combination of `by` with the number of pooled cases and the two days between which the quantile
 * lies: position (n - 1) x quantile among the sorted days, as quantile_cont counts.
 */
export function quantileStatement(question: SourceQuestion, quantile: number): Statement {
  const names = question.by.map(quoted);
  const partition = names.length > 0 ? `partition by ${names.join(', ')}` : '';
  const pooled = [...dimensionsOf(question), 'f.workdays', 'sum(f.case_count)::bigint as case_count'];
  const before = scopeOf(question);
  const sql = `${before}${before ? ', ' : 'with '}pooled as (
select ${pooled.join(', ')} ${fromAndWhere(question)} group by all having sum(f.case_count) > 0
), ranked as (
select *,
sum(case_count) over (${partition} order by workdays rows unbounded preceding)::bigint as up_to_here,
sum(case_count) over (${partition})::bigint as total
from pooled
)
select ${[...names, 'total as case_count'].join(', ')},
min(workdays) filter (where up_to_here > floor((total - 1) * $quantile::double)) as lower_workdays,
min(workdays) filter (where up_to_here > ceil((total - 1) * $quantile::double)) as upper_workdays
from ranked
group by all
limit $limit`;
  return { sql, params: { ...paramsOf(question, question.from), quantile } };
}

function anyCounted(measures: readonly Measure[]): string {
  return measures.map(({ column }) => `${quoted(column)} <> 0`).join(' or ');
}

/** First day of a month `YYYY-MM`, as DATE text. */
export function firstDay(month: string): string {
  return `${month}-01`;
}

/** The month that many months later (earlier when negative), `YYYY-MM`. */
export function addMonths(month: string, count: number): string {
  const index = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1 + count;
  return `${String(Math.floor(index / 12)).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}`;
}

/** Whether a question needs the table by organisation: the roll-ups do not have what it splits or filters by. */
export function isByOrganization({ by, filters }: SourceQuestion): boolean {
  const fine: readonly Dimension[] = ['organization', 'parent'];
  return fine.some((name) => by.includes(name) || name in filters);
}

function used({ by, filters }: SourceQuestion, name: Dimension): boolean {
  return by.includes(name) || name in filters;
}

function expressionOf(question: SourceQuestion, name: Dimension): string {
  if (!isByOrganization(question)) return `f.${quoted(name)}`;
  const isCurrent = question.basis === 'current';
  if (name === 'organization') return isCurrent ? 'f.current_organization_code' : 'f.organization_code';
  if (name === 'parent') return 'o.parent_code';
  if (name === 'organization_level') return 'o.organization_level';
  if (name === 'organization_type' && isCurrent) return 'o.organization_type';
  return `f.${quoted(name)}`;
}

function dimensionsOf(question: SourceQuestion): string[] {
  return question.by.map((name) => `${expressionOf(question, name)} as ${quoted(name)}`);
}

function scopeOf({ filters }: SourceQuestion): string {
  if (!filters.organization) return '';
  return `with scope as (
select distinct organization_code,
coalesce(from_month, '-infinity'::date) as from_month, coalesce(to_month, 'infinity'::date) as to_month
from marts.dim_organization_subtree
where basis = $basis and list_contains($organization, ancestor_code)
)`;
}

function fromAndWhere(question: SourceQuestion): string {
  const { source, filters } = question;
  const table = sources[source];
  const fine = isByOrganization(question);
  const conditions = ['f.month between $from::date and $to::date'];
  if (!fine && table.hasOrganizations) conditions.push('f.basis = $basis');
  for (const name of filterNames(filters)) {
    if (name !== 'organization') {
      conditions.push(`list_contains($${name}, ${expressionOf(question, name)})`);
    }
  }
  const from = `from marts.${quoted(fine ? table.byMonth : table.byType)} as f`;
  const joins = fine ? joinsOf(question) : '';
  return `${from}${joins}\nwhere ${conditions.join(' and ')}`;
}

function joinsOf(question: SourceQuestion): string {
  const isCurrent = question.basis === 'current';
  const attributes: readonly Dimension[] = ['parent', 'organization_level'];
  const needed = attributes.some((name) => used(question, name));
  const key = isCurrent
    ? 'o.organization_code = f.current_organization_code and o.is_current'
    : 'o.organization_key = f.organization_key';
  const join = needed || (isCurrent && used(question, 'organization_type'));
  const scope = question.filters.organization
    ? `\nsemi join scope on scope.organization_code = ${expressionOf(question, 'organization')}` +
      ' and f.month >= scope.from_month and f.month < scope.to_month'
    : '';
  return (join ? `\nleft join marts.dim_organization as o on ${key}` : '') + scope;
}

function filterNames(filters: Filters): Exclude<Dimension, 'month'>[] {
  const all: readonly Exclude<Dimension, 'month'>[] = [
    'organization_type',
    'organization_level',
    'organization',
    'parent',
    'case_type',
    'stage',
    'age_band',
    'duty_type',
  ];
  return all.filter((name) => filters[name] !== undefined);
}

function paramsOf(question: SourceQuestion, from: string): Record<string, Parameter> {
  const { filters, basis, to, limit } = question;
  const params: Record<string, Parameter> = { from: firstDay(from), to: firstDay(to), limit };
  for (const name of filterNames(filters)) params[name] = filters[name] ?? [];
  const fine = isByOrganization(question);
  if (filters.organization || (!fine && sources[question.source].hasOrganizations)) params.basis = basis;
  return params;
}
