-- One row per basis, month, level, type and case type: what pages read when no single organisation is asked.
-- Working days with other bodies and in all.
select
    bases.basis,
    source.month,
    bases.organization_level,
    bases.organization_type,
    source.case_type,
    cast(sum(source.external_workdays_closed) as bigint) as external_workdays_closed,
    cast(sum(source.total_workdays_closed) as bigint) as total_workdays_closed,
    cast(sum(source.external_workdays_pending) as bigint) as external_workdays_pending,
    cast(sum(source.total_workdays_pending) as bigint) as total_workdays_pending,
from marts.agg_external_days_by_month as source
inner join int_basis_attributes as bases on bases.organization_key = source.organization_key
group by all
