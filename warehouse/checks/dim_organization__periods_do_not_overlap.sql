-- One row per organisation period that starts before the one before has ended.
-- Các khoảng hiệu lực của một tổ chức không chồng nhau.
-- Periods of one organisation do not overlap.
select organization_code, valid_from
from marts.dim_organization
qualify valid_from < lag(valid_to) over (partition by organization_code order by valid_from)
    or valid_to <= valid_from
