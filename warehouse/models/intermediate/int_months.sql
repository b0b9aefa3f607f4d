-- One row per month from the earliest receipt or duty to the newest snapshot or the last due date.
-- t is the month's last day, or as_of in the newest month; structure_as_of says which snapshot names the organisations then.
with bounds as (
    select
        least(
            (select min(received_on) from int_cases),
            (select min(due_on) from store.hist_duties),
            (select min(as_of) from int_snapshots)
        ) as first_day,
        (select max(as_of) from int_snapshots) as newest_as_of,
        greatest(
            (select max(due_on) from store.hist_duties),
            (select max(as_of) from int_snapshots)
        ) as last_day,
),

months as (
    select
        cast(unnest(generate_series(date_trunc('month', first_day), date_trunc('month', last_day), interval 1 month)) as date) as month,
        newest_as_of,
    from bounds
),

ends as (
    select
        month,
        case when month = date_trunc('month', newest_as_of) then newest_as_of else last_day(month) end as period_end,
        month = date_trunc('month', newest_as_of) as is_newest,
        month > newest_as_of as is_future,
    from months
)

select
    cast(year(ends.month) * 12 + month(ends.month) as integer) as month_no,
    ends.month,
    ends.period_end,
    ends.is_newest,
    ends.is_future,
    max(snapshots.as_of) filter (snapshots.as_of >= ends.month) as snapshot_as_of,
    coalesce(max(snapshots.as_of), (select min(as_of) from int_snapshots)) as structure_as_of,
    max(snapshots.as_of) as members_as_of,
    any_value(workdays.workday_no) as workday_no,
from ends
left join int_workdays as workdays on workdays.day = ends.period_end
left join int_snapshots as snapshots on snapshots.as_of <= ends.period_end
group by ends.month, ends.period_end, ends.is_newest, ends.is_future
