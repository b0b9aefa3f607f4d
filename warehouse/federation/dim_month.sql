-- One row per month of any province; all of them end with the same snapshot date.
-- A month has a snapshot where all provinces have one: what only some know is not told of the whole.
select
    month,
    max(period_end) as period_end,
    if(count(snapshot_as_of) = (select count(*) from provinces), min(snapshot_as_of), null) as snapshot_as_of,
    count(snapshot_as_of) = (select count(*) from provinces) as has_snapshot,
    bool_or(is_newest) as is_newest,
from rows_of_provinces
group by month
