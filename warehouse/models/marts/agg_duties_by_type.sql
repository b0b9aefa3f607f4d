-- One row per basis, month, level, type and duty type: what pages read when no single organisation is asked.
-- Months of due dates, also those to come.
select
    'as_reported' as basis,
    source.month,
    organizations.organization_level,
    organizations.organization_type,
    source.duty_type,
    cast(sum(source.due_count) as bigint) as due_count,
    cast(sum(source.on_time_count) as bigint) as on_time_count,
    cast(sum(source.late_count) as bigint) as late_count,
    cast(sum(source.overdue_count) as bigint) as overdue_count,
    cast(sum(source.not_yet_due_count) as bigint) as not_yet_due_count,
    cast(sum(source.unknown_count) as bigint) as unknown_count,
    cast(sum(source.waived_count) as bigint) as waived_count,
from marts.agg_duties_by_month as source
inner join marts.dim_organization as organizations
    on organizations.organization_key = source.organization_key
group by all

union all

select
    'current' as basis,
    source.month,
    organizations.organization_level,
    organizations.organization_type,
    source.duty_type,
    cast(sum(source.due_count) as bigint) as due_count,
    cast(sum(source.on_time_count) as bigint) as on_time_count,
    cast(sum(source.late_count) as bigint) as late_count,
    cast(sum(source.overdue_count) as bigint) as overdue_count,
    cast(sum(source.not_yet_due_count) as bigint) as not_yet_due_count,
    cast(sum(source.unknown_count) as bigint) as unknown_count,
    cast(sum(source.waived_count) as bigint) as waived_count,
from marts.agg_duties_by_month as source
left join marts.dim_organization as organizations
    on organizations.organization_code = source.current_organization_code
    and organizations.is_current
group by all
