-- One row per snapshot in force, the newest first: its day, source and hash.
-- Replaced snapshots are left out.
select
    strftime(as_of, '%Y-%m-%d') as as_of,
    source,
    sha256
from meta.snapshots
order by meta.snapshots.as_of desc
