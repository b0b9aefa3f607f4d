-- One row per snapshot, register and reason with rejected rows.
-- No value of a row, and no line: those are for the steward's list.
select
    as_of,
    register as file,
    reason,
    count(*) as reject_count,
from store.rejects
group by as_of, register, reason
