-- One row per basis, month, level, type and case type: what pages read when no single organisation is asked.
-- In basis current transfers inside one current organisation cancel on both sides.
select
    'as_reported' as basis,
    source.month,
    organizations.organization_level,
    organizations.organization_type,
    source.case_type,
    cast(sum(source.opened_count) as bigint) as opened_count,
    cast(sum(source.closed_count) as bigint) as closed_count,
    cast(sum(source.transferred_in_count) as bigint) as transferred_in_count,
    cast(sum(source.transferred_out_count) as bigint) as transferred_out_count,
    cast(sum(source.vanished_count) as bigint) as vanished_count,
    cast(sum(source.pending_start_count) as bigint) as pending_start_count,
    cast(sum(source.pending_end_count) as bigint) as pending_end_count,
    cast(sum(source.overdue_end_count) as bigint) as overdue_end_count,
    cast(sum(source.closed_on_time_count) as bigint) as closed_on_time_count,
    cast(sum(source.closed_with_due_count) as bigint) as closed_with_due_count,
    cast(sum(source.first_pass_count) as bigint) as first_pass_count,
from marts.agg_case_flow_by_month as source
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
    cast(sum(source.opened_count) as bigint) as opened_count,
    cast(sum(source.closed_count) as bigint) as closed_count,
    cast(sum(source.transferred_in_count - source.transferred_in_within_count) as bigint) as transferred_in_count,
    cast(sum(source.transferred_out_count - source.transferred_out_within_count) as bigint) as transferred_out_count,
    cast(sum(source.vanished_count) as bigint) as vanished_count,
    cast(sum(source.pending_start_count) as bigint) as pending_start_count,
    cast(sum(source.pending_end_count) as bigint) as pending_end_count,
    cast(sum(source.overdue_end_count) as bigint) as overdue_end_count,
    cast(sum(source.closed_on_time_count) as bigint) as closed_on_time_count,
    cast(sum(source.closed_with_due_count) as bigint) as closed_with_due_count,
    cast(sum(source.first_pass_count) as bigint) as first_pass_count,
from marts.agg_case_flow_by_month as source
left join marts.dim_organization as organizations
    on organizations.organization_code = source.current_organization_code
    and organizations.is_current
group by all
