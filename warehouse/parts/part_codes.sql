-- One row per organisation that the part may name, with whether it belongs to it in the structure of today.
-- Those that ever stood at or below the top, stand there now, or have become part of one that does.
with now as (
    select distinct organization_code
    from published.marts.dim_organization
    where current_organization_code in (from part_current_codes)
)

select
    organization_code,
    organization_code in (from now) as is_below_now,
from (
    select organization_code from part_spans
    union
    from now
) as named
