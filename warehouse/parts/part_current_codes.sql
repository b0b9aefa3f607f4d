-- One row per organisation at or below the top in the structure of today.
-- None where the top has become part of another one and nothing stands below it any more.
select organization_code
from published.marts.dim_organization_subtree
where basis = 'current' and ancestor_code = (from part_top)
