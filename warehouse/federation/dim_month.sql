-- One row per month of any province, up to the newest one that any has.
-- snapshot_as_of: the newest snapshot of any province in the month, from the month on in which all of them have had one: before, what only some know is not told of the whole.
with firsts as (
    select min(month) as month
    from rows_of_provinces
    where has_snapshot
    group by prefix
),

months as (
    select
        month,
        max(period_end) as period_end,
        if(month >= (select max(month) from firsts), max(snapshot_as_of), null) as snapshot_as_of,
    from rows_of_provinces
    group by month
)

select
    month,
    period_end,
    snapshot_as_of,
    snapshot_as_of is not null as has_snapshot,
    month = max(month) over () as is_newest,
from months
