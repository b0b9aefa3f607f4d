-- One row per day from 1930 to 2100, with the number of working days up to and including it.
-- Monday to Friday without holidays, and make-up days; years without calendar rows have neither.
with days as (
    select cast(day as date) as day from generate_series(date '1930-01-01', date '2100-12-31', interval 1 day) as series(day)
),

judged as (
    select
        days.day,
        coalesce(calendar.kind = 'makeup', isodow(days.day) <= 5) and coalesce(calendar.kind <> 'holiday', true) as is_workday,
    from days
    left join reference.calendar as calendar on calendar.date = days.day
)

select
    day,
    is_workday,
    -- a sum, because DuckDB 1.5 takes 0.6 s for a count with a filter over this window
    cast(sum(cast(is_workday as integer)) over (order by day rows unbounded preceding) as integer) as workday_no,
from judged
