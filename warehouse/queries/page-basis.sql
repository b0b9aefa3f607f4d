-- One row per month and organisation reorganised into another one then; per month and organisation type whose counts of
-- cases differ between the two bases; per month whose sums do. With $organization only those that it holds or held.
with

below as (
    select distinct basis, organization_code
    from marts.dim_organization_subtree
    where list_contains($organization, ancestor_code)
),

moved as (
    select distinct
        strftime(successions.event_on, '%Y-%m') as month,
        organizations.organization_code
    from meta.successions as successions
    inner join marts.dim_organization as organizations
        on organizations.organization_code = successions.from_code
        and organizations.is_current
    where successions.event_on is not null
        and organizations.current_organization_code <> organizations.organization_code
        and (
            len($organization) = 0
            or organizations.organization_code in (select organization_code from below where basis = 'as_reported')
            or organizations.current_organization_code in (select organization_code from below where basis = 'current')
        )
),

by_type as (
    select
        month,
        organization_type,
        sum(if(basis = 'current', opened_count, -opened_count)) as opened_change,
        sum(if(basis = 'current', closed_count, -closed_count)) as closed_change,
        sum(if(basis = 'current', pending_end_count, -pending_end_count)) as pending_change,
        sum(if(basis = 'current', overdue_end_count, -overdue_end_count)) as overdue_change
    from marts.agg_case_flow_by_type
    group by month, organization_type
),

in_all as (
    select
        month,
        sum(opened_change) as opened_change,
        sum(closed_change) as closed_change,
        sum(pending_change) as pending_change,
        sum(overdue_change) as overdue_change
    from by_type
    group by month
),

differing as (
    select month, 'organization' as kind, organization_code as code
    from moved
    union all
    select strftime(month, '%Y-%m'), 'type', coalesce(organization_type, '')
    from by_type
    where opened_change <> 0 or closed_change <> 0 or pending_change <> 0 or overdue_change <> 0
    union all
    select strftime(month, '%Y-%m'), 'month', strftime(month, '%Y-%m')
    from in_all
    where opened_change <> 0 or closed_change <> 0 or pending_change <> 0 or overdue_change <> 0
)

select month, kind, code
from differing
order by month, kind, code
