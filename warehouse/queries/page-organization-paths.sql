-- One row per organisation of $codes and organisation above it, the nearest first (step 1), as of the end of a month.
-- Names and parents of that time (basis as_reported), else the newest; at most twelve steps.
with recursive

months as (
    select period_end
    from marts.dim_month
    where month = $month::date
),

attributes as (
    select organizations.*
    from marts.dim_organization as organizations
    cross join months
    where $basis = 'as_reported' or organizations.is_current
    qualify row_number() over (
        partition by organizations.organization_code
        order by
            organizations.valid_from <= months.period_end desc,
            if(organizations.valid_from <= months.period_end, organizations.valid_from, null) desc nulls last,
            organizations.valid_from
    ) = 1
),

climbed as (
    select
        organization_code,
        organization_code as above_code,
        parent_code,
        0 as step
    from attributes
    where list_contains($codes, organization_code)
    union all
    select
        climbed.organization_code,
        attributes.organization_code as above_code,
        attributes.parent_code,
        climbed.step + 1
    from climbed
    inner join attributes on attributes.organization_code = climbed.parent_code
    where climbed.step < 12
)

select
    climbed.organization_code,
    climbed.step,
    climbed.above_code,
    attributes.organization_name as above_name,
    attributes.organization_level as above_level,
    attributes.organization_type as above_type
from climbed
inner join attributes on attributes.organization_code = climbed.above_code
order by climbed.organization_code, climbed.step
