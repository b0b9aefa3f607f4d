-- One row per basis, month, level, type: what pages read when no single organisation is asked.
-- From the first snapshot's month on.
select
    bases.basis,
    source.month,
    bases.organization_level,
    bases.organization_type,
    cast(sum(source.member_count) as bigint) as member_count,
    cast(sum(source.official_count) as bigint) as official_count,
    cast(sum(source.probationary_count) as bigint) as probationary_count,
    cast(sum(source.exempt_count) as bigint) as exempt_count,
    cast(sum(source.suspended_count) as bigint) as suspended_count,
from marts.agg_members_by_month as source
inner join int_basis_attributes as bases on bases.organization_key = source.organization_key
group by all
