-- One row per basis, month, level, type and case type: what pages read when no single organisation is asked.
-- Personnel decisions, and those after the conclusion.
select
    'as_reported' as basis,
    source.month,
    organizations.organization_level,
    organizations.organization_type,
    source.case_type,
    cast(sum(source.decision_count) as bigint) as decision_count,
    cast(sum(source.concluded_before_count) as bigint) as concluded_before_count,
from marts.agg_decisions_by_month as source
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
    cast(sum(source.decision_count) as bigint) as decision_count,
    cast(sum(source.concluded_before_count) as bigint) as concluded_before_count,
from marts.agg_decisions_by_month as source
left join marts.dim_organization as organizations
    on organizations.organization_code = source.current_organization_code
    and organizations.is_current
group by all
