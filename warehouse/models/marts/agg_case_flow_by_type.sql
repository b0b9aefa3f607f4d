-- One row per basis, month, level, type and case type: what pages read when no single organisation is asked.
-- In basis current transfers inside one current organisation cancel on both sides.
select
    bases.basis,
    source.month,
    bases.organization_level,
    bases.organization_type,
    source.case_type,
    cast(sum(source.opened_count) as bigint) as opened_count,
    cast(sum(source.closed_count) as bigint) as closed_count,
    cast(sum(source.transferred_in_count - if(bases.basis = 'current', source.transferred_in_within_count, 0)) as bigint) as transferred_in_count,
    cast(sum(source.transferred_out_count - if(bases.basis = 'current', source.transferred_out_within_count, 0)) as bigint) as transferred_out_count,
    cast(sum(source.vanished_count) as bigint) as vanished_count,
    cast(sum(source.pending_start_count) as bigint) as pending_start_count,
    cast(sum(source.pending_end_count) as bigint) as pending_end_count,
    cast(sum(source.overdue_end_count) as bigint) as overdue_end_count,
    cast(sum(source.closed_on_time_count) as bigint) as closed_on_time_count,
    cast(sum(source.closed_with_due_count) as bigint) as closed_with_due_count,
    cast(sum(source.first_pass_count) as bigint) as first_pass_count,
from marts.agg_case_flow_by_month as source
inner join int_basis_attributes as bases on bases.organization_key = source.organization_key
group by all
