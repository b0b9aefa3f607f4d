-- One row per month, level and type with organisations that exist at the month's end, by the newest dates.
-- From the first snapshot's month on; the same in both bases.
select
    months.month,
    attributes.organization_level,
    attributes.organization_type,
    count(*) as organization_count,
from int_months as months
inner join int_organizations as organizations
    on months.period_end between organizations.exists_from and organizations.exists_until
inner join int_organization_at as attributes
    on attributes.as_of = months.structure_as_of
    and attributes.organization_code = organizations.organization_code
where not months.is_future and months.members_as_of is not null
group by months.month, attributes.organization_level, attributes.organization_type
