-- One row per basis, month, level, type: what pages read when no single organisation is asked.
-- From the first snapshot's month on.
select
    'as_reported' as basis,
    source.month,
    organizations.organization_level,
    organizations.organization_type,
    cast(sum(source.member_count) as bigint) as member_count,
    cast(sum(source.official_count) as bigint) as official_count,
    cast(sum(source.probationary_count) as bigint) as probationary_count,
    cast(sum(source.exempt_count) as bigint) as exempt_count,
    cast(sum(source.suspended_count) as bigint) as suspended_count,
from marts.agg_members_by_month as source
inner join marts.dim_organization as organizations
    on organizations.organization_key = source.organization_key
group by all

union all

select
    'current' as basis,
    source.month,
    organizations.organization_level,
    organizations.organization_type,
    cast(sum(source.member_count) as bigint) as member_count,
    cast(sum(source.official_count) as bigint) as official_count,
    cast(sum(source.probationary_count) as bigint) as probationary_count,
    cast(sum(source.exempt_count) as bigint) as exempt_count,
    cast(sum(source.suspended_count) as bigint) as suspended_count,
from marts.agg_members_by_month as source
left join marts.dim_organization as organizations
    on organizations.organization_code = source.current_organization_code
    and organizations.is_current
group by all
