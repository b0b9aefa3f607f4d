-- One row per basis, month, level, type, case type and workdays: what pages read when no single organisation is asked.
-- For quantiles over pooled cases.
select
    'as_reported' as basis,
    source.month,
    organizations.organization_level,
    organizations.organization_type,
    source.case_type,
    source.workdays,
    cast(sum(source.case_count) as bigint) as case_count,
from marts.agg_conclusion_days_by_month as source
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
    source.workdays,
    cast(sum(source.case_count) as bigint) as case_count,
from marts.agg_conclusion_days_by_month as source
left join marts.dim_organization as organizations
    on organizations.organization_code = source.current_organization_code
    and organizations.is_current
group by all
