-- One row per snapshot date that all provinces have, file and reason: rejected rows of all provinces together.
-- Single rows stay in the provinces.
select
    as_of,
    file,
    reason,
    cast(sum(reject_count) as bigint) as reject_count,
from rows_of_provinces
where as_of in (select as_of from meta.snapshots)
group by as_of, file, reason
