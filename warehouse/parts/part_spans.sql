-- One row per organisation at or below the top and span of months, as the trees of those months had it.
-- from_month inclusive, to_month exclusive; both infinite where there is no bound.
select
    organization_code,
    coalesce(from_month, '-infinity'::date) as from_month,
    coalesce(to_month, 'infinity'::date) as to_month,
from published.marts.dim_organization_subtree
where basis = 'as_reported' and ancestor_code = (from part_top)
