-- One row per snapshot date that all provinces have, and file: rows of all provinces together.
-- Formats and ignored columns differ from province to province and are not told.
select
    as_of,
    file,
    '–' as format,
    cast(null as varchar) as encoding,
    cast(sum(rows_read_count) as bigint) as rows_read_count,
    cast(sum(rows_kept_count) as bigint) as rows_kept_count,
    cast(sum(rows_rejected_count) as bigint) as rows_rejected_count,
    cast(sum(vanished_count) as bigint) as vanished_count,
    cast(null as varchar) as ignored_columns,
from rows_of_provinces
where as_of in (select as_of from meta.snapshots)
group by as_of, file
