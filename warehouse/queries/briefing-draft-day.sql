-- One row: the newest month that is over in the snapshots, and the first working day after the day on which the first
-- snapshot that shows all of it was loaded (Vietnamese time); both null while no month is over.
with

months as (
    select max(month) as month
    from marts.dim_month
    where last_day(month) <= (select max(as_of) from meta.snapshots)
),

loads as (
    select
        months.month,
        min(snapshots.loaded_at + interval 7 hours)::date as loaded_on
    from months
    inner join meta.snapshots as snapshots on snapshots.as_of >= last_day(months.month)
    group by months.month
),

days as (
    select
        loads.month,
        loads.loaded_on + unnest(range(1, 31))::integer as day
    from loads
)

select
    strftime(any_value(days.month), '%Y-%m') as month,
    strftime(min(days.day), '%Y-%m-%d') as draft_on
from days
left join meta.calendar as calendar on calendar.date = days.day
where coalesce(calendar.kind = 'makeup', false) or (isodow(days.day) <= 5 and calendar.kind is null)
