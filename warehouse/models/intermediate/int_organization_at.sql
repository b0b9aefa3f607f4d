-- One row per snapshot and organisation ever accepted, with the attributes that hold at that snapshot.
-- Those of the last snapshot up to it that has the organisation, else of the first that does.
with expanded as (
    select *, unnest(range(from_no, to_no)) as snapshot_no
    from int_organization_spans
)

select
    snapshots.as_of,
    expanded.organization_code,
    expanded.organization_key,
    expanded.organization_level,
    expanded.organization_type,
    expanded.parent_code,
from expanded
inner join int_snapshots as snapshots on snapshots.snapshot_no = expanded.snapshot_no
