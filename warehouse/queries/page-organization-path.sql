-- One row per organisation on the way up from the chosen one (depth 0) by newest parents. None for an unknown code.
-- is_whole: all organisations of the basis stand below it in every month. A loop between snapshots ends after 12 steps.
with recursive way as (
    select organization_code, organization_name, parent_code, current_organization_code, 0 as depth
    from marts.dim_organization
    where organization_code = $organization
        and is_current

    union all

    select
        above.organization_code,
        above.organization_name,
        above.parent_code,
        above.current_organization_code,
        way.depth + 1 as depth
    from way
    inner join marts.dim_organization as above
        on above.organization_code = way.parent_code
        and above.is_current
    where way.depth < 12
),

always_below as (
    select count(distinct organization_code) as organization_count
    from marts.dim_organization_subtree
    where basis = $basis
        and ancestor_code = $organization
        and from_month is null
        and to_month is null
),

everywhere as (
    select
        count(distinct if($basis = 'current', current_organization_code, organization_code)) as organization_count
    from marts.dim_organization
)

select
    way.organization_code,
    way.organization_name,
    successors.organization_code as successor_code,
    successors.organization_name as successor_name,
    (select organization_count from always_below) = (select organization_count from everywhere) as is_whole
from way
left join marts.dim_organization as successors
    on successors.organization_code = way.current_organization_code
    and successors.is_current
    and successors.organization_code <> way.organization_code
order by way.depth
