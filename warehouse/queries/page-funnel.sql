-- One row per number of duties counted and number on time: how many organisations have just these in the period.
-- Own duties of each organisation, as the basis tells; organisations with nothing counted are left out.
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
)

select
    counted,
    on_time,
    count(*) as organization_count
from organizations
group by counted, on_time
order by counted, on_time
