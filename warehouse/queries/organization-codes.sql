-- One row per organisation code: those asked for that were ever reported, then the first others.
-- At most 50 others, to show what a code looks like.
with

organizations as (
    select
        organization_code,
        list_contains($codes, organization_code) as is_wanted
    from marts.dim_organization
    where is_current
)

select
    organization_code,
    is_wanted
from organizations
qualify is_wanted or row_number() over (partition by is_wanted order by organization_code) <= 50
order by is_wanted desc, organization_code
