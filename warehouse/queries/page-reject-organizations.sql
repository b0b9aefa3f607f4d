-- One row per organisation code asked for that was ever reported: its newest name and the upper committee above it.
-- The committee is the nearest one on the way up, itself included; none where no upper committee stands above.
with recursive

newest as (
    select
        organization_code,
        organization_name,
        organization_level,
        parent_code
    from marts.dim_organization
    where is_current
),

climbed as (
    select
        organization_code,
        organization_code as above_code,
        organization_level as above_level,
        parent_code,
        0 as step
    from newest
    where organization_code in (select unnest($codes::varchar[]))
    union all
    select
        climbed.organization_code,
        newest.organization_code as above_code,
        newest.organization_level,
        newest.parent_code,
        climbed.step + 1
    from climbed
    inner join newest on newest.organization_code = climbed.parent_code
    where climbed.above_level <> 'upper_committee' and climbed.step < 12
),

committees as (
    select
        organization_code,
        min_by(above_code, step) filter (where above_level = 'upper_committee') as committee_code
    from climbed
    group by organization_code
)

select
    newest.organization_code,
    newest.organization_name,
    committees.committee_code,
    names.organization_name as committee_name
from committees
inner join newest on newest.organization_code = committees.organization_code
left join newest as names on names.organization_code = committees.committee_code
order by newest.organization_code
