-- One row per month with a snapshot, file and reason: rejected rows of the last snapshots of all provinces together.
-- Single rows stay in the provinces.
select
    days.told_as_of as as_of,
    rejects.file,
    rejects.reason,
    cast(sum(rejects.reject_count) as bigint) as reject_count,
from rows_of_provinces as rejects
inner join snapshot_days as days
    on days.prefix = rejects.prefix
    and days.as_of = rejects.as_of
group by days.told_as_of, rejects.file, rejects.reason
