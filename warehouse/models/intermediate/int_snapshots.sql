-- One row per snapshot in force, numbered in order of as_of.
-- A replaced or undone snapshot is not among them.
select
    cast(row_number() over (order by as_of) as integer) as snapshot_no,
    as_of,
    lead(as_of) over (order by as_of) is null as is_newest,
from store.snapshots
