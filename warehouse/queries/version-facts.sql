-- One row per version: the date it was taken and the months it covers ('YYYY-MM').
-- Duties have months of their own, which may lie after the newest month.
with

months as (
    select * from marts.dim_month
),

duties as (
    select month from marts.agg_duties_by_type
),

snapshots as (
    select as_of from meta.snapshots
)

select
    (select strftime(max(as_of), '%Y-%m-%d') from snapshots) as as_of,
    strftime(min(month), '%Y-%m') as first_month,
    strftime(max(month), '%Y-%m') as newest_month,
    strftime(min(month) filter (where has_snapshot), '%Y-%m') as first_snapshot_month,
    (select strftime(min(month), '%Y-%m') from duties) as first_duty_month,
    (select strftime(max(month), '%Y-%m') from duties) as last_duty_month
from months
