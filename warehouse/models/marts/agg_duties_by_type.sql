-- One row per basis, month, level, type and duty type: what pages read when no single organisation is asked.
-- Months of due dates, also those to come.
select
    bases.basis,
    source.month,
    bases.organization_level,
    bases.organization_type,
    source.duty_type,
    cast(sum(source.due_count) as bigint) as due_count,
    cast(sum(source.on_time_count) as bigint) as on_time_count,
    cast(sum(source.late_count) as bigint) as late_count,
    cast(sum(source.overdue_count) as bigint) as overdue_count,
    cast(sum(source.not_yet_due_count) as bigint) as not_yet_due_count,
    cast(sum(source.unknown_count) as bigint) as unknown_count,
    cast(sum(source.waived_count) as bigint) as waived_count,
from marts.agg_duties_by_month as source
inner join int_basis_attributes as bases on bases.organization_key = source.organization_key
group by all
