-- One row per row of part_counts that the part counts as reported.
-- part_counts: a table by month and organisation of the part.
select counts.*
from part_counts as counts
inner join part_spans as spans
    on spans.organization_code = counts.organization_code
    and counts.month >= spans.from_month
    and counts.month < spans.to_month
