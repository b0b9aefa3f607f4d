-- One row per basis, month, level, type and case type: what pages read when no single organisation is asked.
-- Personnel decisions, and those after the conclusion.
select
    bases.basis,
    source.month,
    bases.organization_level,
    bases.organization_type,
    source.case_type,
    cast(sum(source.decision_count) as bigint) as decision_count,
    cast(sum(source.concluded_before_count) as bigint) as concluded_before_count,
from marts.agg_decisions_by_month as source
inner join int_basis_attributes as bases on bases.organization_key = source.organization_key
group by all
