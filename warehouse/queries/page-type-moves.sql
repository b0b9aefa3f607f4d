-- One row per organisation whose duties of the period count for another type as reported than in today's structure,
-- and type; the most duties first, at most $limit. move_count: how many organisations in all, row_count: how many rows.
with

scope as (
    select distinct
        organization_code,
        coalesce(from_month, '-infinity'::date) as from_month,
        coalesce(to_month, 'infinity'::date) as to_month
    from marts.dim_organization_subtree
    where basis = 'as_reported' and list_contains($organization, ancestor_code)
),

duties as (
    select
        organization_code,
        current_organization_code,
        organization_type,
        sum(on_time_count + late_count + overdue_count)::integer as counted
    from marts.agg_duties_by_month as own
    where month between $from::date and $to::date
        and (
            len($organization) = 0
            or exists (
                select 1
                from scope
                where scope.organization_code = own.organization_code
                    and own.month >= scope.from_month
                    and own.month < scope.to_month
            )
        )
    group by organization_code, current_organization_code, organization_type
    having sum(on_time_count + late_count + overdue_count) > 0
),

moved as (
    select
        duties.organization_code,
        duties.organization_type as reported_type,
        newest.organization_type as current_type,
        duties.counted
    from duties
    left join marts.dim_organization as newest
        on newest.organization_code = duties.current_organization_code
        and newest.is_current
    where duties.organization_type is distinct from newest.organization_type
        and (
            len($organization_type) = 0
            or list_contains($organization_type, duties.organization_type)
            or list_contains($organization_type, newest.organization_type)
        )
)

select
    moved.organization_code,
    coalesce(names.organization_name, moved.organization_code) as organization_name,
    moved.reported_type,
    moved.current_type,
    moved.counted,
    count(distinct moved.organization_code) over () as move_count,
    count(*) over () as row_count
from moved
left join marts.dim_organization as names
    on names.organization_code = moved.organization_code
    and names.is_current
order by moved.counted desc, moved.organization_code, moved.reported_type
limit $limit
