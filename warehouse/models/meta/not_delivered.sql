-- One row per snapshot and organisation that sent nothing for it.
-- As snapshot.json names them.
select distinct
    as_of,
    unnest(not_delivered) as organization_code,
from store.snapshots
