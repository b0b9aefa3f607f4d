-- One row per organisation directly below one by newest parents, those that exist in the month; at most 40, by name.
-- Empty organization: below the only one at the top, or all at the top when there are several.
with

organizations as (
    select organization_code, organization_name, parent_code
    from marts.dim_organization
    where is_current
        and (ended_date is null or ended_date >= $month::date)
),

tops as (
    select organization_code from organizations where parent_code is null
),

above as (
    select coalesce(
        nullif($organization, ''),
        (select any_value(organization_code) from tops having count(*) = 1)
    ) as organization_code
)

select
    organizations.organization_code,
    organizations.organization_name,
    count(*) over () as organization_count
from organizations
inner join above on organizations.parent_code is not distinct from above.organization_code
order by organizations.organization_name collate vi, organizations.organization_code
limit 40
