-- One row per basis, month, level, type, case type, stage and age band: what pages read when no single organisation is asked.
-- Cases pending at the month's end.
select
    bases.basis,
    source.month,
    bases.organization_level,
    bases.organization_type,
    source.case_type,
    source.stage,
    source.age_band,
    cast(sum(source.pending_count) as bigint) as pending_count,
    cast(sum(source.overdue_count) as bigint) as overdue_count,
from marts.agg_backlog_by_month as source
inner join int_basis_attributes as bases on bases.organization_key = source.organization_key
group by all
