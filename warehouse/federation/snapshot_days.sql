-- One row per province and month in which it has a snapshot: its last one, and the day by which the whole calls that month's.
-- Months before all provinces have had one are left out.
select
    days.prefix,
    max(days.as_of) as as_of,
    months.snapshot_as_of as told_as_of,
from rows_of_provinces as days
inner join marts.dim_month as months
    on months.month = date_trunc('month', days.as_of)
where months.has_snapshot
group by days.prefix, months.month, months.snapshot_as_of
