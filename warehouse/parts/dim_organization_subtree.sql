-- One row per basis, organisation of the part, itself or one below it, and span of months in which that holds in the part.
-- What stands above the top is left out, also where it once stood below it.
with recursive above as (
    select parent_code as organization_code
    from published.marts.dim_organization
    where organization_code = (from part_top) and is_current

    union

    select organizations.parent_code
    from above
    inner join published.marts.dim_organization as organizations
        on organizations.organization_code = above.organization_code
        and organizations.is_current
),

as_reported as (
    select
        subtree.ancestor_code,
        subtree.organization_code,
        greatest(coalesce(subtree.from_month, '-infinity'::date), spans.from_month) as from_month,
        least(coalesce(subtree.to_month, 'infinity'::date), spans.to_month) as to_month,
    from published.marts.dim_organization_subtree as subtree
    inner join part_spans as spans on spans.organization_code = subtree.ancestor_code
    where subtree.basis = 'as_reported'
)

select
    'as_reported' as basis,
    ancestor_code,
    organization_code,
    nullif(from_month, '-infinity'::date) as from_month,
    nullif(to_month, 'infinity'::date) as to_month,
from as_reported
where from_month < to_month

union all

select basis, ancestor_code, organization_code, from_month, to_month
from published.marts.dim_organization_subtree
where basis = 'current'
    and organization_code in (from part_current_codes)
    and ancestor_code in (select organization_code from part_codes)
    and ancestor_code not in (from above where organization_code is not null and organization_code <> (from part_top))
