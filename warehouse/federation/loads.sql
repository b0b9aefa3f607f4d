-- One row per month with a snapshot and file: rows of the last snapshots of all provinces together.
-- Formats and ignored columns differ from province to province and are not told.
select
    days.told_as_of as as_of,
    loads.file,
    '–' as format,
    cast(null as varchar) as encoding,
    cast(sum(loads.rows_read_count) as bigint) as rows_read_count,
    cast(sum(loads.rows_kept_count) as bigint) as rows_kept_count,
    cast(sum(loads.rows_rejected_count) as bigint) as rows_rejected_count,
    cast(sum(loads.vanished_count) as bigint) as vanished_count,
    cast(null as varchar) as ignored_columns,
from rows_of_provinces as loads
inner join snapshot_days as days
    on days.prefix = loads.prefix
    and days.as_of = loads.as_of
group by days.told_as_of, loads.file
