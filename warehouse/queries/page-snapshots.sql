-- One row per snapshot in force, the newest first.
-- Snapshots that a correction replaced are left out.
select
    strftime(as_of, '%Y-%m-%d') as as_of,
    source,
    strftime(loaded_at, '%Y-%m-%d') as loaded_on,
    sha256,
    is_correction
from meta.snapshots
order by meta.snapshots.as_of desc
