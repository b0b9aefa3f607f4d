-- One row per basis, month, level, type and case type: what pages read when no single organisation is asked.
-- Working days with other bodies and in all.
select
    'as_reported' as basis,
    source.month,
    organizations.organization_level,
    organizations.organization_type,
    source.case_type,
    cast(sum(source.external_workdays_closed) as bigint) as external_workdays_closed,
    cast(sum(source.total_workdays_closed) as bigint) as total_workdays_closed,
    cast(sum(source.external_workdays_pending) as bigint) as external_workdays_pending,
    cast(sum(source.total_workdays_pending) as bigint) as total_workdays_pending,
from marts.agg_external_days_by_month as source
inner join marts.dim_organization as organizations
    on organizations.organization_key = source.organization_key
group by all

union all

select
    'current' as basis,
    source.month,
    organizations.organization_level,
    organizations.organization_type,
    source.case_type,
    cast(sum(source.external_workdays_closed) as bigint) as external_workdays_closed,
    cast(sum(source.total_workdays_closed) as bigint) as total_workdays_closed,
    cast(sum(source.external_workdays_pending) as bigint) as external_workdays_pending,
    cast(sum(source.total_workdays_pending) as bigint) as total_workdays_pending,
from marts.agg_external_days_by_month as source
left join marts.dim_organization as organizations
    on organizations.organization_code = source.current_organization_code
    and organizations.is_current
group by all
