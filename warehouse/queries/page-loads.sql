-- One row per snapshot and file, the newest first.
-- Counts are those of the load itself; a later snapshot does not change them.
select
    strftime(as_of, '%Y-%m-%d') as as_of,
    file,
    format,
    encoding,
    rows_read_count,
    rows_kept_count,
    rows_rejected_count,
    vanished_count,
    ignored_columns
from meta.loads
order by meta.loads.as_of desc, file
