-- One row per basis, month, level, type, case type and workdays: what pages read when no single organisation is asked.
-- For quantiles over pooled cases.
select
    bases.basis,
    source.month,
    bases.organization_level,
    bases.organization_type,
    source.case_type,
    source.workdays,
    cast(sum(source.case_count) as bigint) as case_count,
from marts.agg_conclusion_days_by_month as source
inner join int_basis_attributes as bases on bases.organization_key = source.organization_key
group by all
