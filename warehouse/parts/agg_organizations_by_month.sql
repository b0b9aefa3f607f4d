-- One row per month, level and type with organisations of the part that exist at the month's end, by the newest dates.
-- The months of the whole table; in the tree of each month, the same in both bases.
with months as (
    select month, period_end
    from published.marts.dim_month
    where month in (select month from published.marts.agg_organizations_by_month)
),

periods as (
    select
        *,
        if(
            lag(valid_from) over (partition by organization_code order by valid_from) is null,
            '-infinity'::date,
            valid_from
        ) as known_from,
    from published.marts.dim_organization
)

select
    months.month,
    periods.organization_level,
    periods.organization_type,
    count(*) as organization_count,
from months
inner join periods
    on periods.known_from <= months.period_end
    and coalesce(periods.valid_to, 'infinity'::date) > months.period_end
    and months.period_end between coalesce(periods.established_date, '-infinity'::date)
    and coalesce(periods.ended_date, 'infinity'::date)
inner join part_spans as spans
    on spans.organization_code = periods.organization_code
    and months.month >= spans.from_month
    and months.month < spans.to_month
group by months.month, periods.organization_level, periods.organization_type
order by months.month, periods.organization_level, periods.organization_type
