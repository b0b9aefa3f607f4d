-- One row per organisation that has one of the pairs asked for (duties counted, on time), with its name in the period.
-- $pairs: `counted:on_time`. Own duties of each organisation, as the basis tells; the most duties first, at most $limit.
with

scope as (
    select distinct
        organization_code,
        coalesce(from_month, '-infinity'::date) as from_month,
        coalesce(to_month, 'infinity'::date) as to_month
    from marts.dim_organization_subtree
    where basis = $basis and list_contains($organization, ancestor_code)
),

newest_types as (
    select organization_code
    from marts.dim_organization
    where is_current and list_contains($organization_type, organization_type)
),

duties as (
    select
        month,
        if($basis = 'current', current_organization_code, organization_code) as organization_code,
        on_time_count,
        on_time_count + late_count + overdue_count as counted
    from marts.agg_duties_by_month
    where month between $from::date and $to::date
        and (
            len($organization_type) = 0
            or ($basis = 'as_reported' and list_contains($organization_type, organization_type))
            or ($basis = 'current' and current_organization_code in (select organization_code from newest_types))
        )
),

organizations as (
    select
        organization_code,
        sum(on_time_count)::integer as on_time,
        sum(counted)::integer as counted
    from duties
    where len($organization) = 0
        or exists (
            select 1
            from scope
            where scope.organization_code = duties.organization_code
                and duties.month >= scope.from_month
                and duties.month < scope.to_month
        )
    group by organization_code
    having sum(counted) > 0
),

asked as (
    select * from organizations where list_contains($pairs, counted || ':' || on_time)
),

names as (
    select
        organization_code,
        coalesce(
            max_by(organization_name, valid_from) filter (where $basis = 'current' or valid_from <= $until::date),
            min_by(organization_name, valid_from)
        ) as organization_name
    from marts.dim_organization
    where organization_code in (select organization_code from asked)
    group by organization_code
)

select
    asked.organization_code,
    coalesce(names.organization_name, asked.organization_code) as organization_name,
    asked.counted,
    asked.on_time
from asked
left join names on names.organization_code = asked.organization_code
order by asked.counted desc, asked.on_time, asked.organization_code
limit $limit
