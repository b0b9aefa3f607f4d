-- One row per snapshot, file and reason with how many rows were rejected; the newest first.
-- The rejected rows themselves are not in the published file.
select
    strftime(as_of, '%Y-%m-%d') as as_of,
    file,
    reason,
    reject_count
from meta.rejects_summary
order by meta.rejects_summary.as_of desc, file, reason
