-- One row per snapshot and file, with what that load read, kept, rejected and missed.
-- vanished_count is what that load saw; a case that came back later stays counted here.
select
    as_of,
    file,
    format,
    encoding,
    rows_read_count,
    rows_kept_count,
    rows_rejected_count,
    vanished_count,
    array_to_string(ignored_columns, ', ') as ignored_columns,
from store.loads
