-- One row per month of due date where open duties are not those that the months count, or stand on the wrong side of as_of.
-- Nhiệm vụ quá hạn và chưa đến hạn theo ngày bằng số theo tháng; quá hạn đều trước ngày chốt.
-- Duties overdue and not yet due by day equal those by month; overdue ones all lie before the snapshot.
with months as (
    select
        month,
        sum(overdue_count) as overdue_count,
        sum(not_yet_due_count) as not_yet_due_count,
    from marts.agg_duties_by_month
    group by month
),

days as (
    select
        cast(date_trunc('month', due_date) as date) as month,
        sum(overdue_count) as overdue_count,
        sum(not_yet_due_count) as not_yet_due_count,
        bool_or((due_date < (select max(as_of) from meta.snapshots)) <> (overdue_count > 0)) as is_misplaced,
    from marts.agg_open_duties_by_due_date
    group by month
)

select coalesce(months.month, days.month) as month
from months
full join days on days.month = months.month
where
    coalesce(months.overdue_count, 0) <> coalesce(days.overdue_count, 0)
    or coalesce(months.not_yet_due_count, 0) <> coalesce(days.not_yet_due_count, 0)
    or coalesce(days.is_misplaced, false)
