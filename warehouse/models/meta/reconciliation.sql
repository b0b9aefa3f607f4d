-- One row per published figure, compared with the last snapshot of its month.
-- Null computed_value: no snapshot of that month is loaded, or nothing says how to compute the figure.
with newest as (
    select
        figures.*,
        (
            select max(snapshots.as_of)
            from int_snapshots as snapshots
            where date_trunc('month', snapshots.as_of) = date_trunc('month', figures.as_of)
        ) as snapshot_as_of,
    from reference.published_figures as figures
)

select
    newest.id as figure_id,
    newest.figure,
    coalesce(measures.figure_vi, newest.figure) as figure_vi,
    newest.as_of,
    newest.snapshot_as_of,
    newest.unit,
    newest.scope,
    cast(newest.value as bigint) as published_value,
    case when newest.snapshot_as_of is not null then computed.computed_value end as computed_value,
    case when newest.snapshot_as_of is not null then computed.computed_value = newest.value end as agrees,
    newest.note,
from newest
left join reference.figure_measures as measures on measures.id = newest.id
left join int_computed_figures as computed on computed.id = newest.id
