-- One row per snapshot in force, with the hash of its content.
-- is_correction: it replaced an earlier load of the same day.
select as_of, source, loaded_at, sha256, is_correction
from store.snapshots
