-- One row per row of part_counts that the part counts in the structure of today.
-- part_counts: a table by month and organisation of the part.
from part_counts
where current_organization_code in (from part_current_codes)
