-- One row per duty type and week of the 30 days from the newest as_of in which duties fall due, with sums over either
-- (null) and both. week 1 is as_of and the seven days after it; organizations: how many different ones.
with

newest_types as (
    select organization_code
    from marts.dim_organization
    where is_current and list_contains($organization_type, organization_type)
),

scope as (
    select distinct
        organization_code,
        coalesce(from_month, '-infinity'::date) as from_month,
        coalesce(to_month, 'infinity'::date) as to_month
    from marts.dim_organization_subtree
    where basis = $basis and list_contains($organization, ancestor_code)
),

open_duties as (
    select
        *,
        if($basis = 'current', current_organization_code, organization_code) as holder_code
    from marts.agg_open_duties_by_due_date
    where not_yet_due_count > 0
        and due_date between $as_of::date and $as_of::date + 30
        and (
            len($organization_type) = 0
            or ($basis = 'as_reported' and list_contains($organization_type, organization_type))
            or ($basis = 'current' and current_organization_code in (select organization_code from newest_types))
        )
),

within as (
    select *
    from open_duties
    where len($organization) = 0
        or exists (
            select 1
            from scope
            where scope.organization_code = open_duties.holder_code
                and open_duties.due_date >= scope.from_month
                and open_duties.due_date < scope.to_month
        )
)
,

dated as (
    select
        *,
        greatest(1, ceil(date_diff('day', $as_of::date, due_date) / 7))::integer as week
    from within
)

select
    duty_type,
    week,
    sum(not_yet_due_count)::integer as duty_count,
    count(distinct holder_code) as organization_count
from dated
group by grouping sets ((duty_type, week), (duty_type), (week), ())
having sum(not_yet_due_count) > 0
order by duty_type, week
