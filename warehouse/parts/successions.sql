-- One row per succession between organisations of the part, or end of one of them.
-- Those to or from an organisation outside are left out: neither code nor name of it is told.
select *
from published.meta.successions
where from_code in (select organization_code from part_codes)
    and (to_code is null or to_code in (select organization_code from part_codes))
