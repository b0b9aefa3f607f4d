-- One row per month of the reports: from that of the earliest receipt to that of the newest snapshot.
-- snapshot_as_of is the last snapshot of the month, null where there is none.
select
    month,
    period_end,
    snapshot_as_of,
    snapshot_as_of is not null as has_snapshot,
    is_newest,
from int_months
where
    not is_future
    and month_no >= (
        select coalesce(min(year(received_on) * 12 + month(received_on)), (select min(month_no) from int_months where is_newest))
        from int_cases
    )
