-- One row per basis, month, level, type, case type, stage and age band: what pages read when no single organisation is asked.
-- Cases pending at the month's end.
select
    'as_reported' as basis,
    source.month,
    organizations.organization_level,
    organizations.organization_type,
    source.case_type,
    source.stage,
    source.age_band,
    cast(sum(source.pending_count) as bigint) as pending_count,
    cast(sum(source.overdue_count) as bigint) as overdue_count,
from marts.agg_backlog_by_month as source
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
    source.stage,
    source.age_band,
    cast(sum(source.pending_count) as bigint) as pending_count,
    cast(sum(source.overdue_count) as bigint) as overdue_count,
from marts.agg_backlog_by_month as source
left join marts.dim_organization as organizations
    on organizations.organization_code = source.current_organization_code
    and organizations.is_current
group by all
